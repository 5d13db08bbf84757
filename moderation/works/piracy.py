"""The words of `piracy.toml`: how people write when they pass on music that is not theirs."""

import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Self


class Piracy(Enum):
    """What a phrase does beside the name of a protected work; the file says it at length."""

    OFFER = auto()
    TALK = auto()
    EXCUSE = auto()


LISTS = {"offers": Piracy.OFFER, "talk": Piracy.TALK, "excuses": Piracy.EXCUSE}


@dataclass(frozen=True, slots=True)
class PiracyPhrases:
    """Each phrase with what it does."""

    phrases: tuple[tuple[str, Piracy], ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the lists; ValueError if one is missing or holds anything but words."""
        with path.open("rb") as stream:
            lists = tomllib.load(stream)
        if lists.keys() != LISTS.keys():
            raise ValueError(f"piracy phrases: the lists are {', '.join(LISTS)}")
        for name, phrases in lists.items():
            if not all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
                raise ValueError(f"piracy phrases: {name} holds words only")
        return cls(tuple((phrase, LISTS[name]) for name in LISTS for phrase in lists[name]))
