"""Who the platform is, and whose names it protects: policies/platform.toml as a value.

The protected works of the same file are read by moderation/works/protected.py.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class CopyrightAgent:
    """Who receives notices, as the terms give it."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Imitation:
    """Words around a name: what they add to it, or take from it."""

    decoration: frozenset[str]
    claims: frozenset[str]
    harmless: frozenset[str]
    beside_titles: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return self.decoration | self.claims | self.harmless | self.beside_titles


@dataclass(frozen=True, slots=True)
class Platform:
    """The names that nobody may take without being their owner."""

    version: str
    company: str
    other_names: tuple[str, ...]
    domains: tuple[str, ...]
    support_email: str
    copyright_agent: CopyrightAgent
    staff_titles: tuple[str, ...]
    brands: tuple[str, ...]
    artists: tuple[str, ...]
    imitation: Imitation

    @property
    def company_names(self) -> tuple[str, ...]:
        """The company's own names, the usual one first."""
        return (self.company, *self.other_names)

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The names as word groups for term lists: @company, @title, @brand, @artist."""
        return {
            "company": self.company_names,
            "title": self.staff_titles,
            "brand": self.brands,
            "artist": self.artists,
        }

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read platform.toml; KeyError or tomllib.TOMLDecodeError if it is not one."""
        source: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        company, agent, words = source["company"], source["copyright_agent"], source["imitation"]
        return cls(
            version=source["version"],
            company=company["name"],
            other_names=tuple(company["other_names"]),
            domains=tuple(company["domains"]),
            support_email=company["support_email"],
            copyright_agent=CopyrightAgent(agent["name"], agent["email"]),
            staff_titles=tuple(source["staff"]["titles"]),
            brands=tuple(source["brands"]["names"]),
            artists=tuple(source["artists"]["names"]),
            imitation=Imitation(
                decoration=frozenset(words["decoration"]),
                claims=frozenset(words["claims"]),
                harmless=frozenset(words["harmless"]),
                beside_titles=frozenset(words["beside_titles"]),
            ),
        )
