"""Links that lead where they should not, or that hide where they lead.

Only what is written is read: no link is ever opened. An ordinary link says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from moderation.categories import Category, Heading, Subcategory, heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.links.destinations import Destinations, Trait
from moderation.links.domain_lists import DomainLists
from moderation.links.finding import Link, find_links
from moderation.signals import Evidence, Signal, excerpt_of

_MOST_EVIDENCE = 5  # links named in one signal


@dataclass(frozen=True, slots=True)
class _Meaning:
    heading: Heading
    score: float


_SPAM = Heading(Category.SPAM)
_SCAM = heading(Subcategory.SCAM)
_ADVERTISING = heading(Subcategory.ADVERTISING)
_COMPANY = heading(Subcategory.COMPANY)

# What each oddity stands for, and how sure it is by itself.
_MEANINGS = {
    Trait.PHISHING: _Meaning(_SCAM, 0.97),
    Trait.HIDES_ITS_HOST: _Meaning(_SCAM, 0.95),
    Trait.POSES_AS_KNOWN: _Meaning(_SCAM, 0.9),
    Trait.MIXED_SCRIPTS: _Meaning(_SCAM, 0.85),
    Trait.RESEMBLES_KNOWN: _Meaning(_SCAM, 0.65),
    Trait.SUSPICIOUS: _Meaning(_SCAM, 0.7),
    Trait.IP_ADDRESS: _Meaning(_SCAM, 0.7),
    Trait.BAIT_WORD: _Meaning(_SCAM, 0.4),
    Trait.PUNYCODE: _Meaning(_SCAM, 0.3),
    Trait.POSES_AS_US: _Meaning(_COMPANY, 0.96),
    Trait.RESEMBLES_US: _Meaning(_COMPANY, 0.75),
    Trait.PROGRAM_POSING: _Meaning(heading(Subcategory.DISGUISED), 0.95),
    Trait.PROGRAM: _Meaning(Heading(Category.MALWARE), 0.65),
    Trait.SPAM: _Meaning(_ADVERTISING, 0.95),
    Trait.MASKED: _Meaning(_ADVERTISING, 0.65),
    Trait.SPELT: _Meaning(_ADVERTISING, 0.45),
    Trait.PROMOTION_WORD: _Meaning(_ADVERTISING, 0.4),
    Trait.SHORTENED: _Meaning(_ADVERTISING, 0.35),
    Trait.CHAT_INVITE: _Meaning(_ADVERTISING, 0.35),
    Trait.CHEAP: _Meaning(_ADVERTISING, 0.3),
    Trait.GAMBLING_WORD: _Meaning(heading(Subcategory.GAMBLING), 0.45),
    Trait.SEVERAL_HINTS: _Meaning(_SPAM, 0.6),
}


class Links:
    """Judges links by the domain lists and by how they are written."""

    name = "links"
    version = "1"
    cost = Cost.MICROSECONDS

    def __init__(self, lists: DomainLists, own_domains: tuple[str, ...]) -> None:
        """`own_domains` are the platform's registered domains, in lower case; at least one."""
        self._destinations = Destinations(lists, own_domains)
        self._own_domain = own_domains[0]
        find_links("text", "é")  # builds its letter table now, not during the first upload

    def looks_at(self, content: Content) -> bool:
        """Whether there is any text."""
        return bool(content.title or content.text or content.urls)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """One signal a heading, as sure as the oddest link under it."""
        scores: dict[Heading, float] = defaultdict(float)
        links: dict[Heading, list[Link]] = defaultdict(list)
        for link in extract.links:
            for trait in self._destinations.traits_of(link):
                meaning = _MEANINGS[trait]
                scores[meaning.heading] = max(scores[meaning.heading], meaning.score)
                if link not in links[meaning.heading][-1:]:
                    links[meaning.heading].append(link)
        for about in sorted(scores, key=str):
            evidence = tuple(_evidence(link, extract) for link in links[about][:_MOST_EVIDENCE])
            yield Signal(about, scores[about], self.name, self.version, evidence)

    def examples(self) -> tuple[Example, ...]:
        """Links a music platform sees; hosts under .example belong to nobody."""
        rows: tuple[tuple[str, Heading | None], ...] = (
            ("free nitro for the first 100 fans https://1nitro.club/claim", _SCAM),
            ("Log in here: https://spotify.com@gift-desk.example/now", _SCAM),
            ("my EP is on sp0tify.com now", _SCAM),
            ("stems at http://203.0.113.9/pack", _SCAM),
            (
                "get the stems: https://files.tidewrack.example/Stems_Installer.exe",
                Heading(Category.MALWARE),
            ),
            ("https://files.tidewrack.example/single.mp3.exe", heading(Subcategory.DISGUISED)),
            ("real plays, no drop: wavelift[.]example", _ADVERTISING),
            ("follow me back 👉 snapgirls.today", _ADVERTISING),
            (f"verify your account at {self._own_domain}.evil.example", _COMPANY),
            ("listen https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC?si=1", None),
            ("tapes at tidewrack.bandcamp.com, mixes on soundcloud.com/tidewrack", None),
            ("Shirts at kneecaps.example. Bookings: info@kneecaps.example", None),
            ("feat. Ms.Dynamite, vol.2, mix.wav, a.k.a. Mr.Scruff, will.i.am, 3.5mm jack", None),
            ("remember the dot com boom? i was in a band then.so good", None),
            (f"my page is https://{self._own_domain}/tidewrack", None),
        )
        return tuple(Example(_comment(text), expected) for text, expected in rows)


def _evidence(link: Link, extract: Extract) -> Evidence:
    texts = {passage.field: passage.text for passage in extract.passages}
    if link.field not in texts:
        return Evidence(link.field, None, None, excerpt_of(link.url, 0, len(link.url)))
    excerpt = excerpt_of(texts[link.field], link.start, link.end)
    return Evidence(link.field, link.start, link.end, excerpt)


def _comment(text: str) -> Content:
    return Content(ContentKind.COMMENT, Uploader("u1"), text=text)
