"""The word lists of the `personal-data` detector, read from `policies/privacy/`."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class PrivacyLists:
    """Every list; see `policies/privacy/README.md`.

    `cue_words`, `street_types` and `famous` map a name to its words.
    """

    cue_words: dict[str, tuple[str, ...]]
    street_types: dict[str, tuple[str, ...]]
    famous: dict[str, tuple[str, ...]]
    doxxing_phrases: tuple[str, ...]
    given_names: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the folder; OSError if a file lacks."""
        names = " ".join(_lines(folder / "given_names.txt"))
        return cls(
            cue_words=_named(folder / "cue_words.txt"),
            street_types=_named(folder / "street_types.txt"),
            famous=_named(folder / "famous.txt"),
            doxxing_phrases=tuple(_lines(folder / "doxxing_phrases.txt")),
            given_names=frozenset(names.lower().split()),
        )


def _lines(path: Path) -> list[str]:
    lines = map(str.strip, path.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _named(path: Path) -> dict[str, tuple[str, ...]]:
    """`name: word several_words`, a name perhaps on several lines."""
    words: dict[str, list[str]] = defaultdict(list)
    for line in _lines(path):
        name, _, rest = line.partition(":")
        words[name] += [word.replace("_", " ") for word in rest.split()]
    return {name: tuple(each) for name, each in words.items()}
