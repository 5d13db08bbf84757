"""Street addresses: a house number, a name, a word that ends a street's name.

Written for British, Irish and American addresses, with plain forms of a few others.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from moderation.privacy.mentions import Datum, Mention

_MOST = 200  # numbers tried in one text
_DIGIT = re.compile(r"\d")
_NUMBER = r"(?<![\w.:,#$/+-])(?P<number>\d{1,5})[a-d]?,?\s"
_NAME = r"(?:[a-z][a-z'.-]{0,20}|\d{1,3}(?:st|nd|rd|th))"
_AFTER_ABBREVIATED = re.compile(r"\.?\s*(?:[,.;:!?)–-]|\Z|apt|unit|flat|#|\n)")
_POSTCODE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}\b"  # United Kingdom
    r"|\b[a-z]{2}\s\d{5}(?:-\d{4})?\b"  # United States
)
_AFTER = 60  # characters after a street that may hold its postcode
_FLAT = re.compile(r"\b(?:flat|apt|apartment|unit)\.?\s(?:no\.?\s?)?[\dl]{1,4}[a-z]?\b")
_FLAT_HINTS = ("flat", "apt", "apartment", "unit")
_ABROAD_HINTS = (
    *("strasse", "str.", "gasse", "allee", "straat", "gatan", "vagen", "calle", "avenida", "avda"),
    *("viale", "piazza", "corso", "rua", "rue", "impasse", "chemin", "quai", "ul."),
)
_ABROAD = re.compile(
    r"\b[a-z]{3,20}(?:strasse|str\.|gasse|allee|straat|gatan|vagen)\s\d{1,3}[a-z]?\b"
    r"|\b(?:calle|avenida|avda\.?|viale|piazza|corso|rua)\s(?:[a-z'.]{2,20}\s){1,3}\d{1,4}\b"
    r"|\b\d{1,4},?\s(?:bis\s|ter\s)?(?:rue|impasse|chemin|quai)\s"
    r"(?:d[eu]s?\s|la\s|l'|d')*[a-z'-]{3,}"
    r"|\bul\.\s[a-z]{3,20}\s\d{1,3}\b"
)
_YEARS = range(1800, 2100)


class StreetAddresses:
    """Finds addresses by the street types it is given. Read-only."""

    def __init__(self, words: Mapping[str, tuple[str, ...]], famous: tuple[str, ...]) -> None:
        """`words` are those of `street_types.txt`; `famous` is how addresses to leave out begin."""
        types = sorted((*words["sure"], *words["also_words"]), key=len, reverse=True)
        self._street = re.compile(
            rf"{_NUMBER}(?P<name>(?:{_NAME}\s){{1,3}}?)(?P<type>{'|'.join(types)})\b"
        )
        self._sure = frozenset(words["sure"])
        self._abbreviated = frozenset(words["abbreviated"])
        self._not_names = frozenset(words["not_a_name"])
        self._famous = famous

    def find(self, folded: str, is_capital: Callable[[int], bool]) -> Iterator[Mention]:
        """Addresses; `is_capital` tells whether the folded character there was one."""
        if not _DIGIT.search(folded):
            return
        for match in islice(self._street.finditer(folded), _MOST):
            if score := self._score(match, is_capital):
                has_postcode = _POSTCODE.search(folded, match.end(), match.end() + _AFTER)
                end = has_postcode.end() if has_postcode else match.end()
                score = min(0.85, score + 0.15) if has_postcode else score
                yield Mention(Datum.ADDRESS, "street address", match.start(), end, score)
        yield from _elsewhere(folded)

    def _score(self, match: re.Match[str], is_capital: Callable[[int], bool]) -> float:
        sure = match["type"] in self._sure
        if not self._can_be_street(match) or (not sure and int(match["number"]) in _YEARS):
            return 0.0
        named = match["name"][0].isdigit() or is_capital(match.start("name"))
        if named and (sure or is_capital(match.start("type"))):
            return 0.65 if sure else 0.55
        return 0.5 if sure else 0.3

    def _can_be_street(self, match: re.Match[str]) -> bool:
        if not self._not_names.isdisjoint(match["name"].split()):
            return False
        if match[0].startswith(self._famous):
            return False
        return match["type"] not in self._abbreviated or bool(
            _AFTER_ABBREVIATED.match(match.string, match.end())
        )


def _elsewhere(folded: str) -> Iterator[Mention]:
    if any(hint in folded for hint in _ABROAD_HINTS):
        for match in islice(_ABROAD.finditer(folded), _MOST):
            yield Mention(Datum.ADDRESS, "street address abroad", *match.span(), 0.55)
    if any(hint in folded for hint in _FLAT_HINTS):
        for match in islice(_FLAT.finditer(folded), _MOST):
            yield Mention(Datum.ADDRESS, "flat", *match.span(), 0.3)
