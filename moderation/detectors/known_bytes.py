"""Files that are in a bank: the same bytes were judged before."""

from collections.abc import Iterable
from dataclasses import replace

from moderation.categories import Category, Heading, Subcategory, heading
from moderation.content import BankKind, BankMatch, Content, Facts
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.files.samples import mp3, png, upload
from moderation.signals import EXCERPT_LENGTH, Evidence, Signal, Unavailable

# An allow-list is the screening's business: it says nothing about what a file contains.
_SCORES = {BankKind.BLOCK: 1.0, BankKind.REVIEW: 0.8}


class KnownBytes:
    """Turns each match with a bank into a signal under the heading of the bank's entry."""

    name = "known-bytes"
    version = "1"
    cost = Cost.MICROSECONDS

    def looks_at(self, content: Content) -> bool:
        """Anything that the shell found in a bank."""
        return bool(content.facts.bank_matches)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """A signal for each match; Unavailable if a bank files it under an unknown heading."""
        matches = extract.content.facts.bank_matches
        return [self._signal(match) for match in matches if match.kind in _SCORES]

    def _signal(self, match: BankMatch) -> Signal:
        try:
            filed_under = Heading.parse(match.heading)
        except ValueError as unknown:
            raise Unavailable(f"bank {match.bank} has an unknown heading") from unknown
        words = f"{match.bank}: {match.note}" if match.note else match.bank
        evidence = Evidence("file", None, None, words[:EXCERPT_LENGTH])
        return Signal(filed_under, _SCORES[match.kind], self.name, self.version, (evidence,))

    def examples(self) -> tuple[Example, ...]:
        """Matches with banks that block or ask; an allow-list, and no match at all."""
        copyright_, virus = heading(Subcategory.COPYRIGHT), heading(Subcategory.VIRUS)
        unlawful = Heading(Category.UNLAWFUL)
        block, review, allow = BankKind.BLOCK, BankKind.REVIEW, BankKind.ALLOW
        return (
            Example(_matched(block, copyright_), copyright_),
            Example(_matched(review, copyright_, "label X"), copyright_),
            Example(_matched(block, virus), virus),
            Example(_matched(review, unlawful), unlawful),
            Example(_matched(allow, copyright_), None),
            Example(_matched(allow, virus), None),
            Example(upload(mp3(), "song.mp3"), None),
            Example(upload(png(), "cover.png"), None),
        )


def _matched(kind: BankKind, filed_under: Heading, note: str = "") -> Content:
    match = BankMatch("sample-bank", kind, "1", str(filed_under), note)
    return replace(upload(mp3(), "song.mp3"), facts=Facts(bank_matches=(match,)))
