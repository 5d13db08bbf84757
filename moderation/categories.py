"""The restricted categories of the platform's terms, in the terms' own words.

The first eight are the list under "Content Restrictions"; `OBJECTIONABLE` stands for
the general clause above that list. A reason given to an uploader always quotes one of
these grounds, so the wording here is the wording people have agreed to.
"""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """One restricted kind of content."""

    UNLAWFUL = "unlawful"
    HATE_AND_HARASSMENT = "hate_and_harassment"
    SPAM = "spam"
    MALWARE = "malware"
    INFRINGEMENT = "infringement"
    IMPERSONATION = "impersonation"
    PRIVACY = "privacy"
    FALSE_INFORMATION = "false_information"
    OBJECTIONABLE = "objectionable"


class Subcategory(StrEnum):
    """A finer kind within a category; the names are unique across categories."""

    HATE = "hate"
    HARASSMENT = "harassment"
    DEFAMATION = "defamation"
    ADVERTISING = "advertising"
    GAMBLING = "gambling"
    CHAIN_LETTER = "chain_letter"
    SCAM = "scam"
    GIBBERISH = "gibberish"
    FLOOD = "flood"
    VIRUS = "virus"
    ACTIVE_CONTENT = "active_content"
    DISGUISED = "disguised"
    BOMB = "bomb"
    COPYRIGHT = "copyright"
    TRADEMARK = "trademark"
    PATENT = "patent"
    TRADE_SECRET = "trade_secret"  # noqa: S105 - a category of claim, not a password
    PUBLICITY = "publicity"
    COMPANY = "company"
    STAFF = "staff"
    PERSON = "person"
    CONTACT = "contact"
    ADDRESS = "address"
    IDENTITY_NUMBER = "identity_number"
    FINANCIAL = "financial"
    DOXXING = "doxxing"
    THREAT = "threat"
    SEXUAL = "sexual"
    MINORS = "minors"
    SELF_HARM = "self_harm"
    GRAPHIC = "graphic"
    PROFANITY = "profanity"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the terms say of a category, and its subcategories."""

    clause: str
    subcategories: tuple[Subcategory, ...] = ()


GROUNDS: dict[Category, Ground] = {
    Category.UNLAWFUL: Ground("Unlawful or promoting unlawful activity"),
    Category.HATE_AND_HARASSMENT: Ground(
        "Defamatory, discriminatory, or mean-spirited content",
        (Subcategory.HATE, Subcategory.HARASSMENT, Subcategory.DEFAMATION),
    ),
    Category.SPAM: Ground(
        "Spam, machine – or randomly – generated, constituting unauthorized or unsolicited "
        "advertising, chain letters, any other form of unauthorized solicitation, or any form "
        "of lottery or gambling",
        (
            Subcategory.ADVERTISING,
            Subcategory.GAMBLING,
            Subcategory.CHAIN_LETTER,
            Subcategory.SCAM,
            Subcategory.GIBBERISH,
            Subcategory.FLOOD,
        ),
    ),
    Category.MALWARE: Ground(
        "Containing or installing any viruses, worms, malware, trojan horses, or other content "
        "that is designed or intended to disrupt, damage, or limit the functioning of any software",
        (
            Subcategory.VIRUS,
            Subcategory.ACTIVE_CONTENT,
            Subcategory.DISGUISED,
            Subcategory.BOMB,
        ),
    ),
    Category.INFRINGEMENT: Ground(
        "Infringing on any proprietary rights of any party, including patent, trademark, trade "
        "secret, copyright, right of publicity or other rights",
        (
            Subcategory.COPYRIGHT,
            Subcategory.TRADEMARK,
            Subcategory.PATENT,
            Subcategory.TRADE_SECRET,
            Subcategory.PUBLICITY,
        ),
    ),
    Category.IMPERSONATION: Ground(
        "Impersonating any person or entity including the Company and its employees or "
        "representatives",
        (Subcategory.COMPANY, Subcategory.STAFF, Subcategory.PERSON),
    ),
    Category.PRIVACY: Ground(
        "Violating the privacy of any third person",
        (
            Subcategory.CONTACT,
            Subcategory.ADDRESS,
            Subcategory.IDENTITY_NUMBER,
            Subcategory.FINANCIAL,
            Subcategory.DOXXING,
        ),
    ),
    Category.FALSE_INFORMATION: Ground("False information and features"),
    Category.OBJECTIONABLE: Ground(
        "unlawful, offensive, upsetting, intended to disgust, threatening, libelous, defamatory, "
        "obscene or otherwise objectionable",
        (
            Subcategory.THREAT,
            Subcategory.SEXUAL,
            Subcategory.MINORS,
            Subcategory.SELF_HARM,
            Subcategory.GRAPHIC,
            Subcategory.PROFANITY,
        ),
    ),
}

CATEGORY_OF: dict[Subcategory, Category] = {
    subcategory: category
    for category, ground in GROUNDS.items()
    for subcategory in ground.subcategories
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A category with, where there is one, the subcategory: what a signal is filed under.

    Written `category` or `category/subcategory` in policies, lists and training lines.
    """

    category: Category
    subcategory: Subcategory | None = None

    def __post_init__(self) -> None:
        if self.subcategory is not None and CATEGORY_OF[self.subcategory] is not self.category:
            raise ValueError(f"{self.subcategory} is not a subcategory of {self.category}")

    def __str__(self) -> str:
        return self.category if self.subcategory is None else f"{self.category}/{self.subcategory}"

    def covers(self, other: "Heading") -> bool:
        """Whether this is the other heading, or the category it is under."""
        return self.category is other.category and self.subcategory in (None, other.subcategory)

    @classmethod
    def parse(cls, text: str) -> "Heading":
        """Read `category` or `category/subcategory`; ValueError if there is no such thing."""
        category, _, subcategory = text.partition("/")
        return cls(Category(category), Subcategory(subcategory) if subcategory else None)


def heading(subcategory: Subcategory) -> Heading:
    """The heading of a subcategory."""
    return Heading(CATEGORY_OF[subcategory], subcategory)
