"""What is odd about where a link leads, read off the link itself and the domain lists."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from urllib.parse import unquote

from moderation.categories import Subcategory
from moderation.links.domain_lists import DomainLists
from moderation.links.finding import Disguise, Link
from moderation.links.hosts import (
    is_ip_address,
    mixes_scripts,
    parents_of,
    readable,
    registration_of,
)
from moderation.links.resemblance import KnownNames, looks_of


class Trait(Enum):
    """One odd thing about a link."""

    PHISHING = auto()
    SPAM = auto()
    SUSPICIOUS = auto()
    POSES_AS_US = auto()
    RESEMBLES_US = auto()
    POSES_AS_KNOWN = auto()
    RESEMBLES_KNOWN = auto()
    HIDES_ITS_HOST = auto()
    MIXED_SCRIPTS = auto()
    IP_ADDRESS = auto()
    PROGRAM = auto()
    PROGRAM_POSING = auto()
    MASKED = auto()
    SPELT = auto()
    PUNYCODE = auto()
    SHORTENED = auto()
    CHAT_INVITE = auto()
    CHEAP = auto()
    GAMBLING_WORD = auto()
    BAIT_WORD = auto()
    PROMOTION_WORD = auto()
    SEVERAL_HINTS = auto()


_TRAIT_OF_WORDS = {
    Subcategory.GAMBLING: Trait.GAMBLING_WORD,
    Subcategory.SCAM: Trait.BAIT_WORD,
    Subcategory.ADVERTISING: Trait.PROMOTION_WORD,
}
_HINTS = frozenset({Trait.SPELT, Trait.PUNYCODE, Trait.CHEAP, *_TRAIT_OF_WORDS.values()})
_PROGRAM = re.compile(
    r"(?P<posing>\.(?:mp3|wav|flac|aiff?|mp4|pdf|docx?|xlsx?|jpe?g|png|txt|zip))?"
    r"\.(?:exe|scr|apk|xapk|bat|cmd|msi|jar|vbs|ps1|hta|lnk|pif|jse|wsf)(?=[?#&]|\Z)"
)


class Destinations:
    """Reads links against the lists and the platform's own domains. Read-only."""

    def __init__(self, lists: DomainLists, own_domains: tuple[str, ...]) -> None:
        self._lists = lists
        self._own_domains = own_domains
        self._harmless = lists.ordinary.union(own_domains)
        own_names = [registration_of(domain).label for domain in own_domains]
        self._own = KnownNames(own_names, shortest=5, one_slip_from=6)
        known_names = [registration_of(domain).label for domain in lists.ordinary]
        self._known = KnownNames(known_names, shortest=5, one_slip_from=8)
        self._hint_words = _words_by_trait(lists)
        self._bait = tuple(looks_of(word) for word in _bait_words(lists))

    def traits_of(self, link: Link) -> frozenset[Trait]:
        """Everything odd about it; nothing for an ordinary link."""
        traits = frozenset(self._of_address(link))
        if link.registered_domain not in self._harmless:
            traits |= frozenset(self._of_name(link)) | frozenset(self._hints(link))
        return traits | {Trait.SEVERAL_HINTS} if len(traits & _HINTS) > 1 else traits

    def _of_address(self, link: Link) -> Iterator[Trait]:
        places = {*parents_of(link.host), link.host + link.path.rstrip("/")}
        if not places.isdisjoint(self._lists.phishing):
            yield Trait.PHISHING
        if not places.isdisjoint(self._lists.spam):
            yield Trait.SPAM
        if not places.isdisjoint(self._lists.suspicious):
            yield Trait.SUSPICIOUS
        if "." in link.userinfo:
            yield Trait.HIDES_ITS_HOST
            if any(own in link.userinfo for own in self._own_domains):
                yield Trait.POSES_AS_US
        if program := _PROGRAM.search(unquote(link.path)):
            yield Trait.PROGRAM_POSING if program["posing"] else Trait.PROGRAM

    def _of_name(self, link: Link) -> Iterator[Trait]:
        host = readable(link.host)
        name = registration_of(host).label
        if mixes_scripts(host):
            yield Trait.MIXED_SCRIPTS
        yield from self._as_us(host, name)
        if self._known.posed_as(name):
            yield Trait.POSES_AS_KNOWN
        elif self._known.nearly(name) or self._baits_with(self._known, host):
            yield Trait.RESEMBLES_KNOWN

    def _as_us(self, host: str, name: str) -> Iterator[Trait]:
        as_subdomain = any(f"{own}." in host for own in self._own_domains)
        if as_subdomain or self._own.posed_as(name) or self._baits_with(self._own, host):
            yield Trait.POSES_AS_US
        elif self._own.within(host) or self._own.nearly(name):
            yield Trait.RESEMBLES_US

    def _baits_with(self, names: KnownNames, host: str) -> bool:
        """Whether the host joins a known name and a word of the phishing trade."""
        inside = names.within(host)
        rest = looks_of(host.replace("-", "")).replace(inside, " ") if inside else ""
        return any(word in rest for word in self._bait)

    def _hints(self, link: Link) -> Iterator[Trait]:
        place = registration_of(link.host)
        oddities = {
            Trait.MASKED: link.disguise is Disguise.MASKED,
            Trait.SPELT: link.disguise is Disguise.SPELT,
            Trait.IP_ADDRESS: is_ip_address(link.host),
            Trait.PUNYCODE: "xn--" in link.host,
            Trait.SHORTENED: place.domain in self._lists.shorteners,
            Trait.CHAT_INVITE: not self._lists.messengers.isdisjoint(parents_of(link.host)),
            Trait.CHEAP: place.suffix in self._lists.cheap_suffixes,
        }
        yield from (trait for trait, holds in oddities.items() if holds)
        for trait, words in self._hint_words:
            if any(word in link.host for word in words):
                yield trait


def _words_by_trait(lists: DomainLists) -> tuple[tuple[Trait, tuple[str, ...]], ...]:
    return tuple(
        (_TRAIT_OF_WORDS[each.heading.subcategory], each.words)
        for each in lists.host_words
        if each.heading.subcategory in _TRAIT_OF_WORDS
    )


def _bait_words(lists: DomainLists) -> Iterator[str]:
    for each in lists.host_words:
        if each.heading.subcategory in (Subcategory.SCAM, Subcategory.COMPANY):
            yield from each.words
