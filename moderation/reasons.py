"""Why, in one sentence a musician understands, quoting the terms' own ground.

Each heading has the words for what was seen and the part of its ground that says so;
`tests/moderation/test_reasons.py` holds that every quotation stands in the terms.
"""

from dataclasses import dataclass

from moderation.actions import Action
from moderation.categories import Category, Heading, Subcategory
from moderation.content import ContentKind
from moderation.signals import DetectorFailure, Evidence, FailureKind


@dataclass(frozen=True, slots=True)
class Saying:
    """What was seen, and the words of the terms against it."""

    seen: str
    quote: str


_C, _S = Category, Subcategory

SAYINGS: dict[Category | Subcategory, Saying] = {
    _C.UNLAWFUL: Saying(
        "seems to offer or promote something unlawful",
        "Unlawful or promoting unlawful activity",
    ),
    _C.HATE_AND_HARASSMENT: Saying(
        "seems to attack a person or a group", "discriminatory, or mean-spirited content"
    ),
    _S.HATE: Saying(
        "seems to attack people for who they are", "discriminatory, or mean-spirited content"
    ),
    _S.HARASSMENT: Saying("seems to attack a person", "mean-spirited content"),
    _S.DEFAMATION: Saying("seems to make a damaging claim about a person", "Defamatory"),
    _C.SPAM: Saying("looks like spam", "Spam"),
    _S.ADVERTISING: Saying(
        "looks like advertising nobody asked for", "unauthorized or unsolicited advertising"
    ),
    _S.GAMBLING: Saying(
        "looks like an advert for gambling or a lottery", "any form of lottery or gambling"
    ),
    _S.CHAIN_LETTER: Saying("looks like a chain letter", "chain letters"),
    _S.SCAM: Saying("looks like a scam", "any other form of unauthorized solicitation"),
    _S.GIBBERISH: Saying("looks randomly generated", "Spam, machine – or randomly – generated"),
    _S.FLOOD: Saying("repeats an upload many times", "Spam, machine – or randomly – generated"),
    _C.MALWARE: Saying("seems to carry or promote harmful software", "malware"),
    _S.VIRUS: Saying("contains a known virus", "viruses, worms, malware, trojan horses"),
    _S.ACTIVE_CONTENT: Saying(
        "contains a script or program where none belongs",
        "designed or intended to disrupt, damage, or limit the functioning of any software",
    ),
    _S.DISGUISED: Saying(
        "contains a file that is not what it says it is",
        "designed or intended to disrupt, damage, or limit the functioning of any software",
    ),
    _S.BOMB: Saying(
        "contains an archive built to overload whoever opens it",
        "designed or intended to disrupt, damage, or limit the functioning of any software",
    ),
    _C.INFRINGEMENT: Saying(
        "seems to use or offer somebody else's work", "Infringing on any proprietary rights"
    ),
    _S.COPYRIGHT: Saying("seems to use or offer somebody else's work", "copyright"),
    _S.TRADEMARK: Saying("seems to use somebody else's brand", "trademark"),
    _S.PATENT: Saying("seems to use a protected invention", "patent"),
    _S.TRADE_SECRET: Saying("seems to give away a trade secret", "trade secret"),
    _S.PUBLICITY: Saying("seems to sell somebody's name or likeness", "right of publicity"),
    _C.IMPERSONATION: Saying(
        "seems to speak in somebody else's name", "Impersonating any person or entity"
    ),
    _S.COMPANY: Saying(
        "seems to speak in the platform's name",
        "Impersonating any person or entity including the Company",
    ),
    _S.STAFF: Saying(
        "seems to speak as one of the platform's staff",
        "the Company and its employees or representatives",
    ),
    _S.PERSON: Saying("seems to pose as another artist or person", "Impersonating any person"),
    _C.PRIVACY: Saying(
        "seems to give away private details", "Violating the privacy of any third person"
    ),
    _S.CONTACT: Saying(
        "contains somebody's phone number or e-mail address",
        "Violating the privacy of any third person",
    ),
    _S.ADDRESS: Saying(
        "contains somebody's home address", "Violating the privacy of any third person"
    ),
    _S.IDENTITY_NUMBER: Saying(
        "contains somebody's identity number", "Violating the privacy of any third person"
    ),
    _S.FINANCIAL: Saying(
        "contains card or bank account details", "Violating the privacy of any third person"
    ),
    _S.DOXXING: Saying(
        "exposes a person together with where to find them",
        "Violating the privacy of any third person",
    ),
    _C.FALSE_INFORMATION: Saying(
        "makes a claim that is known to be false", "False information and features"
    ),
    _C.OBJECTIONABLE: Saying("may upset people", "otherwise objectionable"),
    _S.THREAT: Saying("reads as a threat", "threatening"),
    _S.SEXUAL: Saying("seems to be sexually explicit", "obscene"),
    _S.MINORS: Saying("may put a child at risk", "unlawful"),
    _S.SELF_HARM: Saying("speaks of self-harm", "upsetting"),
    _S.GRAPHIC: Saying("describes or shows gore or cruelty", "intended to disgust"),
    _S.PROFANITY: Saying("contains strong language", "offensive"),
}

_NOUNS = {
    ContentKind.PROFILE: "profile text",
    ContentKind.USERNAME: "user name",
}

_DID = {
    Action.ALLOW: "Your {noun} is up although it {seen}{where}",
    Action.REVIEW: "A person will look at your {noun} because it {seen}{where}",
    Action.BLOCK: "Your {noun} was not published because it {seen}{where}",
}

_FAILED = {
    FailureKind.CRASHED: "failed on it",
    FailureKind.OVERDUE: "did not finish in time",
    FailureKind.NONSENSE: "gave an answer that makes no sense",
    FailureKind.UNAVAILABLE: "was not available",
    FailureKind.UNREADABLE: "could not read it: the file is empty, broken or cut short",
}


def noun(kind: ContentKind) -> str:
    """What an uploader calls a piece of content of this kind."""
    return _NOUNS.get(kind, str(kind))


def reason(
    heading: Heading, action: Action, kind: ContentKind, evidence: tuple[Evidence, ...]
) -> str:
    """One sentence: what was done, what was seen, what the terms say."""
    saying = SAYINGS[heading.subcategory or heading.category]
    # The longest says most: a model also points at single words. One line, as a sentence.
    excerpt = max((e.excerpt for e in evidence if e.field != "file"), key=len, default="")
    words = " ".join(excerpt.split())
    done = _DID[action].format(
        noun=noun(kind), seen=saying.seen, where=f" (“{words}”)" if words else ""
    )
    return f"{done}, and our terms do not allow this: “{saying.quote}”."


def failure_reason(failure: DetectorFailure, kind: ContentKind) -> str:
    """Why a person looks when a detector could not."""
    return (
        f"A person will look at your {noun(kind)} because the {failure.detector} check "
        f"{_FAILED[failure.kind]}."
    )


def allow_list_reason(bank: str, kind: ContentKind) -> str:
    """Why the file checks did not count."""
    return f"The file of your {noun(kind)} is on the allow-list “{bank}”."


def circuit_breaker_reason(kind: ContentKind) -> str:
    """Why a block became a review."""
    return f"A person will look at your {noun(kind)}: today's limit of automatic blocks is reached."
