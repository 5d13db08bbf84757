"""Reading one passage for personal data: every mention, and the cues around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.extract import Passage
from moderation.privacy.cues import Cue, CueWords
from moderation.privacy.doxxing_phrases import DoxxingPhrases
from moderation.privacy.identity_numbers import identity_number_rules
from moderation.privacy.lists import PrivacyLists
from moderation.privacy.mailboxes import find_mailboxes
from moderation.privacy.mentions import Datum, Mention, without_overlaps
from moderation.privacy.number_rules import number_windows
from moderation.privacy.payment_numbers import is_payment_card, payment_number_rules
from moderation.privacy.people import PeopleNames, is_label
from moderation.privacy.spoken_digits import spoken_numbers
from moderation.privacy.street_addresses import StreetAddresses
from moderation.privacy.telephones import Telephones

_DIGIT = re.compile(r"\d")
_JOINTS = str.maketrans("_.", "  ")
_PLACED = frozenset({Datum.TELEPHONE, Datum.ADDRESS, Datum.MAILBOX})
_BESIDE = 80  # characters before or after that can name whose it is
_MOST_NAMED = 20  # mentions whose surroundings are read for names
_SPOKEN_IDENTITY = 9  # digits from which a spelt-out number is likely somebody's
_NO_SURNAMES = frozenset({"street", "road", "avenue", "club", "records", "band", "studio", "live"})


@dataclass(frozen=True, slots=True)
class Name:
    """A full name in lower case; `is_label` if an address or a number follows it at once."""

    text: str
    is_label: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage holds; offsets of mentions are those of its folded text."""

    mentions: tuple[Mention, ...] = ()
    cues: frozenset[Cue] = frozenset()
    names: tuple[Name, ...] = ()


class PersonalDataReader:
    """Reads passages with the privacy lists. Read-only once built."""

    def __init__(self, lists: PrivacyLists) -> None:
        self._cue_words = CueWords(lists.cue_words)
        self._phrases = DoxxingPhrases(lists.doxxing_phrases)
        self._telephones = Telephones(frozenset(lists.famous["number"]))
        self._addresses = StreetAddresses(lists.street_types, lists.famous["address"])
        self._numbers = (payment_number_rules(), identity_number_rules())
        self._people = PeopleNames(lists.given_names, _NO_SURNAMES)

    def read(self, passage: Passage, *, is_username: bool = False) -> Reading:
        """Everything found; an empty reading, quickly, for most texts."""
        folded = passage.folded.text
        if is_username:  # its words are joined
            folded = folded.translate(_JOINTS)
        windows = number_windows(folded) if _DIGIT.search(folded) else []
        others = tuple(self._without_long_numbers(folded, passage))
        if not windows and not others:
            return Reading()
        cues = self._cue_words.cues_in(folded)
        mentions = without_overlaps((*self._in_windows(folded, windows), *others))
        return Reading(mentions, cues, tuple(self._names_beside(mentions, passage)))

    def _in_windows(self, folded: str, windows: list[tuple[int, int]]) -> Iterator[Mention]:
        for start, end in windows:
            for rules in self._numbers:
                yield from rules.find(folded, start, end)
            ringing = Cue.PHONE in self._cue_words.cues_in(folded[start:end])
            yield from self._telephones.find(folded, start, end, named=ringing)

    def _names_beside(self, mentions: tuple[Mention, ...], passage: Passage) -> Iterator[Name]:
        for mention in mentions[:_MOST_NAMED]:
            if mention.datum in _PLACED:
                start, end = passage.folded.span(mention.start, mention.end)
                before = passage.text[max(0, start - _BESIDE) : start]
                for name in self._people.names_in(before + passage.text[start : end + _BESIDE]):
                    yield Name(name, is_label(before, name))

    def _without_long_numbers(self, folded: str, passage: Passage) -> Iterator[Mention]:
        yield from find_mailboxes(folded)
        yield from self._addresses.find(folded, lambda at: _was_capital(passage, at))
        yield from self._spoken(folded)
        yield from self._phrases.find(folded)

    def _spoken(self, folded: str) -> Iterator[Mention]:
        for number in spoken_numbers(folded):
            if is_payment_card(number.digits):
                yield Mention(Datum.PAYMENT, "card in words", number.start, number.end, 0.85)
            elif self._telephones.line_of(number.digits):
                yield Mention(Datum.TELEPHONE, "telephone in words", number.start, number.end, 0.7)
            elif len(number.digits) >= _SPOKEN_IDENTITY:
                yield Mention(Datum.IDENTITY, "number in words", number.start, number.end, 0.55)


def _was_capital(passage: Passage, at: int) -> bool:
    start, end = passage.folded.span(at, at + 1)
    return passage.text[start:end].isupper()
