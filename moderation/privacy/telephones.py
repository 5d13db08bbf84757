"""Telephone numbers: by form, then by the numbering plans of the countries our uploaders are in.

Numbers set aside for fiction count too: whoever writes one here means it as a number.
"""

import re
from collections.abc import Iterator
from enum import Enum

import phonenumbers

from moderation.privacy.mentions import Datum, Mention

# National forms are tried in these plans, but only beside a word like "call" or "mobile".
_REGIONS = ("GB", "US", "IE", "NG", "IN", "AU", "ZA", "KE", "DE", "FR", "ES", "IT", "NL", "BR")
_FICTION = re.compile(
    r"(?:1?\d{3})?55501\d\d"  # NANP
    r"|(?:44|0)(?:2079460\d{3}|7700900\d{3}|1632960\d{3}|11[3-8]4960\d{3}|1[2-6]14960\d{3}"
    r"|1914980\d{3}|2890180\d{3}|2920180\d{3}|3069990\d{3}|8081570\d{3}|9098790\d{3})"  # Ofcom
)
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+|00(?=[1-9]))\(?\d(?:[ .()/-]{0,3}\d){7,14}(?!\d)")
_BRITISH = re.compile(r"(?<![a-z0-9.,:/+-])\(?0\d(?:[ )-]{0,2}\d){8,9}(?![\d:/])")
_AMERICAN = re.compile(
    r"(?<![a-z0-9.:/+-])(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])[2-9]\d\d[ .-]\d{4}(?![\d:/-])"
)
_LOCAL_555 = re.compile(r"(?<![a-z0-9.:/-])5 ?5 ?5 ?[.-]? ?0 ?1 ?\d ?\d(?!\d| \d)")
_ANY = re.compile(r"(?<![a-z0-9.:/-])\(?\d(?:(?:[ .-]| ?\(|\) ?| - )?\d){8,12}(?![\d:/])")
_LABELLED = re.compile(
    r"(?:phone|tel|telephone|mobile|cell|whatsapp)\.?(?: number| no\.?| is)?(?:: ?| )"
    r"(?P<number>[+(]?\d(?:[ .-]|\) ?| ?\()?\d(?:(?:[ .-]|\) ?)?\d){5,11})(?![\d:/])"
)
_DATE = re.compile(r"(?:19|20)\d\d[ .-]?[01]\d[ .-]?[0-3]\d|[0-3]?\d[ .-][01]?\d[ .-](?:19|20)\d\d")


_PUBLIC_TYPES = frozenset(
    {
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
    }
)
_PUBLIC_SCORE = 0.2


class Line(Enum):
    """Whose number it can be: helplines and hotlines are nobody's secret."""

    PRIVATE = "telephone"
    PUBLIC = "public line"


class Telephones:
    """Finds telephone numbers. Read-only."""

    def __init__(self, famous: frozenset[str]) -> None:
        """`famous` are the digits of numbers known from songs, which are nobody's."""
        self._famous = famous
        for region in _REGIONS:  # read now, not during the first upload
            phonenumbers.PhoneMetadata.metadata_for_region(region)

    def find(self, folded: str, start: int, end: int, *, named: bool) -> Iterator[Mention]:
        """Numbers within a window; `named` says that it speaks of ringing someone."""
        forms = ((_INTERNATIONAL, 0.75), (_BRITISH, 0.75), (_AMERICAN, 0.75), (_LOCAL_555, 0.7))
        for form, score in forms + (((_ANY, 0.65),) if named else ()):
            for match in form.finditer(folded, start, end):
                if line := self._line_of(match[0]):
                    score_of_line = score if line is Line.PRIVATE else _PUBLIC_SCORE
                    yield Mention(Datum.TELEPHONE, line.value, *match.span(), score_of_line)
        for match in _LABELLED.finditer(folded, start, end):
            if "".join(filter(str.isdigit, match["number"])) not in self._famous:
                yield Mention(Datum.TELEPHONE, "labelled number", *match.span("number"), 0.65)

    def line_of(self, digits: str) -> Line | None:
        """Whose line digits without any form are, None if nobody's."""
        if digits in self._famous:
            return None
        if _FICTION.fullmatch(digits):
            return Line.PRIVATE
        lines = (_line(digits, region) for region in _REGIONS)
        return next((line for line in lines if line), None)

    def _line_of(self, written: str) -> Line | None:
        digits = "".join(filter(str.isdigit, written))
        if _DATE.fullmatch(written.strip()):
            return None
        if not written.startswith(("+", "00")):
            return self.line_of(digits)
        international = digits.removeprefix("00").replace("440", "44", 1)
        return (
            Line.PRIVATE if _FICTION.fullmatch(international) else _line("+" + international, None)
        )


def _line(digits: str, region: str | None) -> Line | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.UNKNOWN:
        return None
    return Line.PUBLIC if kind in _PUBLIC_TYPES else Line.PRIVATE
