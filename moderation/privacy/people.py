"""Names of people in a text: a common given name and a surname, or a title and a name."""

import re
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir"})


class PeopleNames:
    """Finds names by a list of given names in lower case. Read-only."""

    def __init__(self, given_names: frozenset[str], not_surnames: frozenset[str]) -> None:
        """`not_surnames` are words that make two capitals a street or a place."""
        self._given_names = given_names
        self._not_surnames = not_surnames

    def names_in(self, text: str) -> tuple[str, ...]:
        """Full names, in lower case."""
        words = list(_WORD.finditer(text))
        return tuple(
            f"{first[0]} {last[0]}".lower()
            for first, last in pairwise(words)
            if text[first.end() : last.start()] in {" ", ". "} and self._is_name(first[0], last[0])
        )

    def _is_name(self, first: str, last: str) -> bool:
        begins = first.lower() in self._given_names or first.lower() in _TITLES
        return (
            begins
            and first[0].isupper()
            and last[0].isupper()
            and len(last) > 1
            and last.lower() not in self._not_surnames
        )


def is_label(text: str, name: str) -> bool:
    """Whether the text ends with the name, as what follows it on an envelope would have it."""
    return text.rstrip(" ,:;|–-\n").lower().endswith(name)
