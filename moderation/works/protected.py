"""The works that rights holders asked the platform to watch over, as `platform.toml` lists them."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# Country, registrant, year, designation: ISO 3901. Written with or without hyphens.
ISRC = re.compile(r"\b[A-Z]{2}[- ]?[A-Z0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{5}\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class ProtectedWork:
    """A recording or release; `isrcs` without hyphens, `labels` as a copyright line names them."""

    title: str
    artist: str
    isrcs: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProtectedWorks:
    """All protected works of the platform."""

    works: tuple[ProtectedWork, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read `[[protected_works]]`; ValueError says which entry is wrong, and why.

        Keys: `title`, `artist`, optional `isrc` and `label`, each one or a list of them.
        """
        with path.open("rb") as stream:
            entries = tomllib.load(stream).get("protected_works", [])
        return cls(tuple(_work(number, entry) for number, entry in enumerate(entries, start=1)))


def isrcs_in(text: str) -> tuple[str, ...]:
    """The ISRCs in a tag, without hyphens or spaces and in capitals."""
    return tuple(re.sub("[- ]", "", isrc) for isrc in ISRC.findall(text.upper()))


def _work(number: int, entry: dict[str, object]) -> ProtectedWork:
    place = f"protected_works, entry {number}"
    if unknown := entry.keys() - {"title", "artist", "isrc", "label"}:
        raise ValueError(f"{place}: no such key as {', '.join(sorted(unknown))}")
    texts = {key: _texts(f"{place}: {key}", entry.get(key, [])) for key in ("isrc", "label")}
    for isrc in texts["isrc"]:
        if len(isrcs_in(isrc)) != 1:
            raise ValueError(f"{place}: {isrc!r} is not an ISRC")
    return ProtectedWork(
        title=_text(f"{place}: title", entry.get("title")),
        artist=_text(f"{place}: artist", entry.get("artist")),
        isrcs=tuple(code for isrc in texts["isrc"] for code in isrcs_in(isrc)),
        labels=texts["label"],
    )


def _texts(place: str, value: object) -> tuple[str, ...]:
    return tuple(_text(place, each) for each in (value if isinstance(value, list) else [value]))


def _text(place: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{place} is missing or not text")
    return value.strip()
