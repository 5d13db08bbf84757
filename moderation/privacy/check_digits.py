"""Check digits of identity and payment numbers: what tells a number from any digits.

Each function takes the number without spaces or punctuation, letters in capitals.
"""

from collections.abc import Iterable
from string import ascii_uppercase, digits

_VERHOEFF_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_CODICE_ODD_DIGITS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_CODICE_ODD_LATER = (2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)  # K to Z
_CODICE_ODD = dict(
    zip(
        digits + ascii_uppercase,
        (*_CODICE_ODD_DIGITS, *_CODICE_ODD_DIGITS, *_CODICE_ODD_LATER),
        strict=True,
    )
)
_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_PPS_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV"


def luhn(number: str) -> bool:
    """ISO/IEC 7812: payment cards, Canadian SIN, Swedish and South African numbers."""
    doubled = (sum(divmod(2 * int(d), 10)) for d in number[-2::-2])
    return (sum(doubled) + sum(map(int, number[-1::-2]))) % 10 == 0


def iban(number: str) -> bool:
    """ISO 13616: the number, country and check digits last, is 1 modulo 97."""
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


def aba_routing(number: str) -> bool:
    """US bank routing number: weights 3, 7, 1."""
    return _weighted(number, (3, 7, 1) * 3) % 10 == 0


def verhoeff(number: str) -> bool:
    """Aadhaar (India): Verhoeff's scheme over the dihedral group of order ten."""
    check = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit)
        for _ in range(position % 8):
            value = _VERHOEFF_PERMUTATION[value]
        check = _dihedral(check, value)
    return check == 0


def spanish_dni(number: str) -> bool:
    """DNI and NIE: the letter is the number modulo 23; X, Y, Z stand for 0, 1, 2."""
    value = int(number[:-1].translate(str.maketrans("XYZ", "012")))
    return number[-1] == _DNI_LETTERS[value % 23]


def french_nir(number: str) -> bool:
    """Numéro de sécurité sociale: the key is 97 less the number modulo 97."""
    return int(number[13:]) == 97 - int(number[:13]) % 97


def codice_fiscale(number: str) -> bool:
    """Italy: odd places weighed by table, even ones by value, modulo 26."""
    odd = sum(_CODICE_ODD[c] for c in number[0:15:2])
    even = sum(int(c) if c.isdigit() else ascii_uppercase.index(c) for c in number[1:15:2])
    return ascii_uppercase[(odd + even) % 26] == number[15]


def brazilian_cpf(number: str) -> bool:
    """CPF: two check digits modulo 11; eleven equal digits are none."""
    return len(set(number)) > 1 and all(
        _weighted(number[:n], range(n + 1, 1, -1)) * 10 % 11 % 10 == int(number[n]) for n in (9, 10)
    )


def dutch_bsn(number: str) -> bool:
    """BSN: the eleven test, last digit weighted -1."""
    return _weighted(number, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and number != "0" * 9


def british_nhs(number: str) -> bool:
    """NHS number: weights 10 to 2, modulo 11."""
    return (11 - _weighted(number[:9], range(10, 1, -1)) % 11) % 11 == int(number[9])


def polish_pesel(number: str) -> bool:
    """PESEL: weights 1, 3, 7, 9."""
    return _weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def irish_pps(number: str) -> bool:
    """PPS: weights 8 to 2 over the digits, 9 on a second letter, modulo 23."""
    second = ascii_uppercase.index(number[8]) + 1 if number[8:] else 0
    return number[7] == _PPS_LETTERS[(_weighted(number[:7], range(8, 1, -1)) + 9 * second) % 23]


def australian_tfn(number: str) -> bool:
    """Tax file number: weighted sum modulo 11."""
    return _weighted(number, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def _weighted(number: str, weights: Iterable[int]) -> int:
    return sum(int(d) * w for d, w in zip(number, weights, strict=True))


def _dihedral(a: int, b: int) -> int:
    """Multiply in the dihedral group of ten: 0-4 turn, 5-9 mirror."""
    if a < 5:
        return (a + b) % 5 + (0 if b < 5 else 5)
    return (a - b) % 5 + (5 if b < 5 else 0)
