"""Finding links in text, also where they are written so that filters do not find them.

A link is found, never judged and never opened. Text is first made plain, one character
for one so that offsets stay true: full-width letters become letters, ` dot ` becomes a dot,
and what carries no letter becomes NUL, which a host may contain and is then left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import islice

from moderation.fold import INVISIBLE
from moderation.links.bare_hosts import CUE_LENGTH, BareHost, is_believable
from moderation.links.hosts import registration_of


class Disguise(Enum):
    """How hard somebody tried not to have the link seen as one."""

    NONE = "none"
    SPELT = "spelt"  # "example dot com": may be no more than someone reading it aloud
    MASKED = "masked"  # hxxp, [.], invisible or full-width letters


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written, and the host it leads to.

    `start` and `end` point into the field as typed. `url`, `host`, `userinfo` and `path`
    are in lower case, with the disguise undone. `registered_domain` is empty for an IP
    address and for a suffix that nobody can register under.
    """

    field: str
    start: int
    end: int
    url: str
    host: str
    registered_domain: str
    userinfo: str = ""
    path: str = ""
    disguise: Disguise = Disguise.NONE


_MASKED_DOT_HINTS = (
    " dot",
    "d0t",
    "punkt",
    "[",
    "(",
    "{",
    "<",
    ". com",
    ". net",
    ". org",
    ". xyz",
    ". ru",
)
_MASKED_DOT = re.compile(
    r"\s?[\[({<]\s?(?:\.|dot|d0t|punkt)\s?[\])}>]\s?"
    r"|\s(?:dot|d0t)\s(?=(?:com|net|org|info|io|co|xyz|ru|site|shop|online|top|me|tv|club)\b)"
    r"|\s\.\s(?=(?:com|net|org|xyz|ru)\b)"
    r"|\.\s(?=(?:com|net|org|xyz|ru)/)"
)
_DOTTED = re.compile(r"\.\0*[^\W_]")
_LINK = re.compile(
    r"""(?<![\w@.\-])
    (?: h(?:tt|xx|\*\*)ps?\s?:\s?//\s? (?:(?P<userinfo>[^\s/@?\#]{1,200}+)@)?
        (?P<target>[^\s/?\#:@<>"'()\[\],;!|\\]{1,255}+)
      | (?P<bare>(?:[\w\0-]{1,80}+\.\0*){1,9}[\w\0-]{2,40}+) (?![\w.+\-]{0,64}@)
    )
    (?P<path>(?::\d{1,5})?(?:[/?\#][^\s<>"'`]*+)?)""",
    re.VERBOSE,
)
_MOST_LINKS = 1_000  # in one field; who writes more has been seen by then


def find_links(field: str, text: str) -> tuple[Link, ...]:
    """Every link in the text, in reading order; bare hosts and disguised ones too."""
    plain = text.lower() if text.isascii() else text.translate(_plain_letters())
    if any(hint in plain for hint in _MASKED_DOT_HINTS):
        plain = _MASKED_DOT.sub(_dot_of_same_length, plain)
    if "://" not in plain and not _DOTTED.search(plain):
        return ()
    return tuple(_links(field, text, plain))


def _links(field: str, text: str, plain: str) -> Iterator[Link]:
    for match in islice(_LINK.finditer(plain), _MOST_LINKS):
        bare = match["bare"] is not None
        start, end = _host_span(plain, *match.span("bare" if bare else "target"))
        host = _without_nul(plain[start:end])
        path = _without_punctuation(match["path"]) if end == match.start("path") else ""
        first, last = start if bare else match.start(), end + len(path)
        link = Link(
            field=field,
            start=first,
            end=last,
            url=_without_nul(plain[first:last]),
            host=host,
            registered_domain=registration_of(host).domain,
            userinfo=_without_nul(match["userinfo"] or ""),
            path=_without_nul(path),
            disguise=_disguise(plain[first:start], text[start:end], host),
        )
        if host and (not bare or is_believable(_bare_host(link, text))):
            yield link


def _host_span(plain: str, start: int, end: int) -> tuple[int, int]:
    """Where the host is: no NULs or full stops around it, no word of the next sentence in it."""
    while start < end and plain[start] == "\0":
        start += 1
    while end > start and plain[end - 1] in "\0.-…":
        end -= 1
    shorter = plain.rfind(".", start, end)
    if "." in plain[start : max(start, shorter)] and not registration_of(plain[start:end]).domain:
        cut = plain[start:shorter].rstrip("\0")
        return (start, start + len(cut)) if registration_of(cut).domain else (start, end)
    return start, end


def _bare_host(link: Link, text: str) -> BareHost:
    written = text[link.start : link.end]
    return BareHost(
        host=link.host,
        registered_domain=link.registered_domain,
        path=link.path,
        before=text[max(0, link.start - CUE_LENGTH) : link.start].lower(),
        after=text[link.end : link.end + 1],
        last_word=written[written.rfind(".") + 1 :],
        spelt=link.disguise is Disguise.SPELT,
    )


def _without_punctuation(path: str) -> str:
    """The path without what ends the sentence; `/wiki/Foo_(bar)` keeps its bracket."""
    shorter = path.rstrip(".,;:!?)]}'\0…")
    return shorter + ")" if "(" in shorter and path[len(shorter) :][:1] == ")" else shorter


def _disguise(scheme: str, written: str, host: str) -> Disguise:
    if scheme.startswith(("hxx", "h**")):
        return Disguise.MASKED
    if written.lower() == host:
        return Disguise.NONE
    has_space = any(c.isspace() for c in written)
    bracketed = any(c in "[({<" for c in written)
    return Disguise.SPELT if has_space and not bracketed else Disguise.MASKED


def _dot_of_same_length(match: re.Match[str]) -> str:
    return ".".ljust(match.end() - match.start(), "\0")


def _without_nul(text: str) -> str:
    return text.replace("\0", "").lower()


@cache
def _plain_letters() -> dict[int, str]:
    """Character -> the one ASCII character it stands for, NUL where it stands for none."""
    table = {ord(c): c.lower() for c in map(chr, range(0x80)) if c.isupper()}
    for code in range(0x80, 0x20000):
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(plain) == 1 and plain.isascii():
            table[code] = plain
    return table | dict.fromkeys(map(ord, INVISIBLE), "\0") | {ord("。"): ".", ord("｡"): "."}
