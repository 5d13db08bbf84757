"""Identity numbers of several countries, by form, check digits and the words beside them."""

from moderation.privacy import check_digits
from moderation.privacy.mentions import Datum
from moderation.privacy.number_rules import NumberRule, NumberRules


def _is_ssn(digits: str) -> bool:
    """Area 000 and 666 were never given out, nor group 00 or serial 0000."""
    return digits[:3] not in {"000", "666"} and digits[3:5] != "00" and digits[5:] != "0000"


def _has_five_digits(number: str) -> bool:
    return sum(map(str.isdigit, number)) >= 5


def _is_personnummer(digits: str) -> bool:
    return check_digits.luhn(digits[-10:])


_DOCUMENT = (
    r"passports?|driver'?s?,? licen[cs]e|driving licen[cs]e|licen[cs]e (?:no|number|is)|id cards?"
    r"|(?:national|military|voter'?s?|inmate|hotel|my|his|her|tax) ids?|voter'?s? (?:id|card)"
    r"|green card|visa no|service number|union card|health card|medicare(?: card)?|id number"
    r"|personal id|residence permit|birth certificate|his social|her social"
    r"|insurance number|identity card|national number|nin|bvn"
)

# What, form (folded text, lower case), sure by itself, sure when named, names, check.
_RULES = (
    NumberRule("US social security number", r"\d{3}-\d{2}-\d{4}", 0.8, 0.92,
               "ssn|social(?: security)?|ss(?: no| number)?", _is_ssn),
    NumberRule("US social security number", r"\d{3}[- ]?\d{2}[- ]?\d{4}", 0, 0.8,
               "ssn|s s n|social security(?: number)?|social"),
    NumberRule("UK national insurance number",
               r"(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-pq-tw-z][a-ceghj-npq-tw-z] \d\d \d\d \d\d [a-d]",
               0.75, 0.9, r"ni(?: number| no)?|nino|national insurance|insurance number"),
    NumberRule("UK national insurance number", r"[a-ceghj-tw-z]{2} ?\d{6} ?[a-d]", 0.4, 0.85,
               r"ni(?: number| no)?|nino|national insurance|insurance number"),
    NumberRule("UK driving licence", r"[a-z9]{5}\d[0156]\d{4}[a-z9]{2}[a-z0-9]{3}", 0.75, 0.9,
               "licen[cs]e|dvla"),
    NumberRule("NHS number", r"\d{3} ?\d{3} ?\d{4}", 0, 0.8, "nhs", check_digits.british_nhs),
    NumberRule("Spanish DNI", r"(?:[xyz]-?\d{7}|\d{8})-?[a-z]", 0.6, 0.9, "dni|nie|nif",
               check_digits.spanish_dni),
    NumberRule("French NIR", r"[12] ?\d\d ?\d\d ?\d\d ?\d{3} ?\d{3} ?\d\d", 0.8, 0.92,
               "secu|securite sociale|nir", check_digits.french_nir),
    NumberRule("codice fiscale", r"[a-z]{6}\d\d[a-z]\d\d[a-z]\d{3}[a-z]", 0.9, 0.92,
               "codice fiscale|cf", check_digits.codice_fiscale),
    NumberRule("Brazilian CPF", r"\d{3}\.\d{3}\.\d{3}-\d\d", 0.85, 0.92, "cpf",
               check_digits.brazilian_cpf),
    NumberRule("Brazilian CPF", r"\d{11}", 0, 0.85, "cpf", check_digits.brazilian_cpf),
    NumberRule("Dutch BSN", r"\d{9}", 0, 0.85, "bsn|burgerservicenummer|sofinummer",
               check_digits.dutch_bsn),
    NumberRule("Aadhaar", r"\d{4} ?\d{4} ?\d{4}", 0, 0.88, "aadhaa?r|adhaa?r|uid(?:ai)?",
               check_digits.verhoeff),
    NumberRule("Indian PAN", r"[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z]", 0, 0.8, "pan(?: card| no)?"),
    NumberRule("Canadian SIN", r"\d{3}[- ]?\d{3}[- ]?\d{3}", 0, 0.85, "sin|social insurance",
               check_digits.luhn),
    NumberRule("Australian TFN", r"\d{3} ?\d{3} ?\d{3}", 0, 0.85, "tfn|tax file",
               check_digits.australian_tfn),
    NumberRule("Polish PESEL", r"\d{11}", 0, 0.88, "pesel", check_digits.polish_pesel),
    NumberRule("Irish PPS", r"\d{7}[a-w][a-i]?", 0.4, 0.88, "ppsn?", check_digits.irish_pps),
    NumberRule("Swedish personnummer", r"(?:\d\d)?\d{6}[-+]\d{4}", 0.4, 0.88,
               "person(?:al)?n(?:umme)?r", _is_personnummer),
    NumberRule("South African ID", r"\d{13}", 0, 0.8, "(?:national )?id(?: number)?",
               check_digits.luhn),
    NumberRule("Medicare card", r"\d{4} ?\d{5} ?\d(?:[ /]?\d)?", 0, 0.75, "medicare(?: card)?"),
    NumberRule("document number", r"[a-z]{0,4}\d[a-z0-9]{4,14}", 0, 0.7, _DOCUMENT,
               _has_five_digits),
    NumberRule("tax number", r"\d\d-\d{7}", 0, 0.6, "ein|tax id"),
    NumberRule("date of birth", r"\d{1,2}(?:[/.]| ?[-] ?)\d{1,2}[/.-](?:19|20)?\d\d", 0, 0.55,
               r"d\.?o\.?b\.?|date of birth|birth ?date"),
)  # fmt: skip


def identity_number_rules() -> NumberRules:
    """All rules, compiled."""
    return NumberRules(Datum.IDENTITY, _RULES)
