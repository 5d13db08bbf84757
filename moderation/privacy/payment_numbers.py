"""Numbers that money can be taken or sent with: cards, accounts, PINs."""

from moderation.privacy import check_digits
from moderation.privacy.mentions import Datum
from moderation.privacy.number_rules import NumberRule, NumberRules

# Issuer ranges, as first digits, and the lengths they use (ISO/IEC 7812; 13-digit Visa is gone).
_ISSUERS = (
    ("Visa", range(4, 5), (16, 19)),
    ("Mastercard", range(51, 56), (16,)),
    ("Mastercard", range(2221, 2721), (16,)),
    ("American Express", (34, 37), (15,)),
    ("Discover", (6011, *range(644, 650), 65), (16, 19)),
    ("Diners Club", (*range(300, 306), 36, 38, 39), (14, 16)),
    ("JCB", range(3528, 3590), (16,)),
    ("Maestro", (5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763), (16, 18, 19)),
    ("UnionPay", range(62, 63), (16, 17, 18, 19)),
    ("RuPay", (60, 81, 82, 508), (16,)),
    ("Verve", (*range(506099, 506199), *range(650002, 650028)), (16, 18, 19)),
)

# ISO 13616 registry: countries by the length of the whole number.
_IBAN_COUNTRIES = {
    15: "no",
    16: "be",
    18: "dk fi fo gl nl",
    19: "mk si",
    20: "at ba ee kz lt lu xk",
    21: "ch hr li lv",
    22: "bg bh cr de gb ge ie me rs va",
    23: "ae gi il iq tl",
    24: "ad cz es md pk ro sa se sk tn vg",
    25: "pt st",
    26: "is tr",
    27: "fr gr it mc mr sm",
    28: "al az by cy do gt hu lb pl sv",
    29: "br eg ps qa ua",
    30: "jo kw mu",
    31: "mt sc",
    32: "lc",
}


def is_payment_card(digits: str) -> bool:
    """Whether an issuer gives out such numbers and the check digit is right."""
    return check_digits.luhn(digits) and any(
        len(digits) in lengths and any(digits.startswith(str(first)) for first in firsts)
        for _, firsts, lengths in _ISSUERS
    )


def _iban_pattern() -> str:
    return "|".join(
        rf"(?:{countries.replace(' ', '|')})\d\d(?: ?[a-z0-9]){{{length - 4}}}"
        for length, countries in _IBAN_COUNTRIES.items()
    )


_ACCOUNT = r"acc(?:oun)?t|a/c|checking|savings|bank|sort(?: code)?"
_CARD_WORDS = "card|visa|mastercard|amex|debit|credit|exp(?:ires|iry)?|cv[vc]2?|cc"
_RULES = (
    NumberRule("payment card",
               r"(?:\d{4}[ -]{0,2}){3}\d{4}|3\d{3}[ -]?\d{6}[ -]?\d{4,5}|\d{14,19}", 0.9, 0.95,
               _CARD_WORDS, is_payment_card),
    NumberRule("card-like number", r"(?:\d{4}[ -]?){3}\d{4}|\d{12,19}", 0, 0.6, _CARD_WORDS),
    NumberRule("IBAN", _iban_pattern(), 0.9, 0.92, "iban|bank|konto|account", check_digits.iban),
    NumberRule("sort code and account",
               r"\d\d-\d\d-\d\d,? (?:and |acc(?:oun)?t\.? ?(?:no\.? |number )?)?\d{8}", 0.85, 0.9,
               _ACCOUNT),
    NumberRule("sort code", r"\d\d-\d\d-\d\d", 0, 0.75, "sort(?: code)?"),
    NumberRule("US routing number", r"\d{9}", 0, 0.8, "routing(?: number| no)?|aba",
               check_digits.aba_routing),
    NumberRule("bank account",
               r"(?:acc(?:oun)?t\.?|a/c|checking|konto)(?: (?:no|number|num|is)\b\.?)?:? ?"
               r"\d(?:[ -]?\d){7,16}", 0.75, 0.75),
    NumberRule("Indian bank code", r"[a-z]{4}0[a-z0-9]{6}", 0, 0.7, "ifsc"),
)  # fmt: skip


def payment_number_rules() -> NumberRules:
    """All rules, compiled."""
    return NumberRules(Datum.PAYMENT, _RULES)
