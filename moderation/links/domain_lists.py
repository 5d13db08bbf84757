"""The lists of domains the `links` detector knows, read from `policies/domains/`.

An entry stands for the host and all below it, or, written `host/path`, for one address.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Self

from moderation.categories import Heading


@dataclass(frozen=True, slots=True)
class HostWords:
    """Words inside a host that hint at a heading."""

    heading: Heading
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainLists:
    """Every list, as sets of lower-case hosts; see `policies/domains/README.md`."""

    phishing: frozenset[str]
    suspicious: frozenset[str]
    spam: frozenset[str]
    ordinary: frozenset[str]
    shorteners: frozenset[str]
    messengers: frozenset[str]
    cheap_suffixes: frozenset[str]
    host_words: tuple[HostWords, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the folder; ValueError if a heading in it is unknown, OSError if a file lacks."""
        package = files("antispam_link_shorteners").joinpath("shorteners.txt")
        ordinary = _entries((folder / "ordinary.txt").read_text("utf-8"))
        shorteners = _entries((folder / "shorteners.txt").read_text("utf-8"))
        return cls(
            phishing=_entries((folder / "phishing.txt").read_text("utf-8")),
            suspicious=_entries((folder / "suspicious.txt").read_text("utf-8")),
            spam=_entries((folder / "spam.txt").read_text("utf-8")),
            ordinary=ordinary,
            # The package counts the platforms' own short domains too (youtu.be, spoti.fi).
            shorteners=(shorteners | _entries(package.read_text("utf-8"))) - ordinary,
            messengers=_entries((folder / "messengers.txt").read_text("utf-8")),
            cheap_suffixes=_entries((folder / "cheap_suffixes.txt").read_text("utf-8")),
            host_words=_host_words((folder / "host_words.txt").read_text("utf-8")),
        )


def _entries(text: str) -> frozenset[str]:
    lines = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return frozenset(line for line in lines if line)


def _host_words(text: str) -> tuple[HostWords, ...]:
    pairs = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        HostWords(Heading.parse(name), tuple(words.split()))
        for name, colon, words in pairs
        if colon
    )
