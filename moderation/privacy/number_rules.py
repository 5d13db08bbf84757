"""Numbers with a form of their own: where they stand in a text, and which rule they meet.

Only the surroundings of long numbers are read with the rules, so that a long text costs
no more than the numbers in it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from moderation.privacy.mentions import Datum, Mention

_LONG_NUMBER = re.compile(
    r"\d(?:[ .,()/–-]{0,3}+\d){5,60}+"  # six digits or more, however grouped
    r"|(?<=[a-z]{5})\d{2,4}[a-z]|\d\d[a-z]{2}\d{5}"  # or letters between: tax codes, passports
)
_MOST_PLACES = 200  # long numbers read in one text
_BEFORE, _AFTER = 60, 30  # characters around a number that may say what it is


def number_windows(folded: str) -> list[tuple[int, int]]:
    """Where long numbers stand, with their surroundings; in order, not overlapping."""
    windows: list[tuple[int, int]] = []
    for match in islice(_LONG_NUMBER.finditer(folded), _MOST_PLACES):
        start, end = max(0, match.start() - _BEFORE), min(len(folded), match.end() + _AFTER)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


@dataclass(frozen=True, slots=True)
class NumberRule:
    """One kind of number.

    `alone` is how sure its form makes it, `named` how sure it is when one of `words`
    (a pattern) stands close before it or after it; a score of 0 means that it is not one.
    """

    what: str
    pattern: str
    alone: float
    named: float
    words: str = r"(?!)"
    holds: Callable[[str], bool] = lambda _: True


class NumberRules:
    """Rules of one sort of datum, compiled. Read-only."""

    def __init__(self, datum: Datum, rules: tuple[NumberRule, ...]) -> None:
        self._datum = datum
        self._rules = tuple(
            (
                rule,
                re.compile(rf"(?<![a-z0-9])(?<![a-z0-9]-)(?:{rule.pattern})(?!-?[a-z0-9])"),
                re.compile(rf"(?<![a-z])(?:{rule.words})(?![a-z])"),
            )
            for rule in rules
        )

    def find(self, folded: str, start: int, end: int) -> Iterator[Mention]:
        """Mentions within a window, the first rules first."""
        for rule, pattern, words in self._rules:
            for match in pattern.finditer(folded, start, end):
                near = folded[max(start, match.start() - _BEFORE) : match.end() + _AFTER]
                score = rule.named if words.search(near) else rule.alone
                if score and rule.holds(_bare(match[0])):
                    yield Mention(self._datum, rule.what, match.start(), match.end(), score)


def _bare(number: str) -> str:
    """Letters and digits only, in capitals."""
    return "".join(filter(str.isalnum, number)).upper()
