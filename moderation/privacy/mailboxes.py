"""E-mail addresses, also spelt out, and whether a person or an office reads them."""

import re
from collections.abc import Iterator
from itertools import islice

from moderation.privacy.mentions import Datum, Mention

_MOST = 200  # addresses read in one text
_HINTS = ("@", "at]", "at)", "at}", "at>")
_AT = r"\s?(?:@|[\[({<]\s?at\s?[\])}>])\s?"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|\.)\s?[\])}>]\s?|\sdot\s)"
_MAILBOX = re.compile(
    rf"(?<![\w.+%-])(?P<local>[a-z0-9][\w.+%-]{{0,63}}+){_AT}"
    rf"(?:[a-z0-9-]{{1,63}}{_DOT}){{1,4}}[a-z]{{2,24}}(?![\w@])"
)
_SPREAD = re.compile(
    r"(?<![\w.] )(?<![\w.])(?:[\w.] ){4,40}+@ ?[\w-]+ ?\. ?(?:com|net|org|co|example)\b"
)
_OFFICES = re.compile(
    r"(?:info|hello|hi|hey|contact|contacto|kontakt|office|team|band|music|label|records|studio"
    r"|book(?:ings?|er|me)?|mgmt|manage?ment|manager|agent|agency|press|promo|pr|media|demos?|a&r"
    r"|sync|licen[cs]ing|orders?|shop|store|merch|accounts?|support|help|admin|sales|talks|scores?"
    r"|events?|gigs?|shows?|tickets?|newsletter|mail|post|royalties|legal|copyright|dmca|abuse)\d*"
)
_PERSONAL = re.compile(r"[a-z]{2,}[._][a-z]{2,}.*|[a-z]{2,}.*\d{2,}")


def find_mailboxes(folded: str) -> Iterator[Mention]:
    """Mailboxes in the text, an office's with hardly any score."""
    if not any(hint in folded for hint in _HINTS):
        return
    for match in islice(_MAILBOX.finditer(folded), _MOST):
        yield Mention(Datum.MAILBOX, "mailbox", *match.span(), _score(match["local"]))
    for match in islice(_SPREAD.finditer(folded), _MOST):
        yield Mention(Datum.MAILBOX, "mailbox, letters spread", *match.span(), 0.7)


def _score(local: str) -> float:
    name = local.partition("+")[0]
    if any(_OFFICES.fullmatch(part) for part in re.split(r"[._-]", name)):
        return 0.2
    return 0.55 if _PERSONAL.fullmatch(name) else 0.45
