"""Check digits: each published specimen holds, and stops holding with one digit changed."""

from collections.abc import Callable

import pytest

from moderation.privacy import check_digits
from moderation.privacy.payment_numbers import is_payment_card

SPECIMENS: list[tuple[Callable[[str], bool], str]] = [
    (check_digits.luhn, "4111111111111111"),
    (check_digits.iban, "GB82WEST12345698765432"),
    (check_digits.iban, "NO9386011117947"),
    (check_digits.aba_routing, "110000000"),
    (check_digits.verhoeff, "234123412346"),
    (check_digits.spanish_dni, "12345678Z"),
    (check_digits.spanish_dni, "X1234567L"),
    (check_digits.french_nir, "255081416802538"),
    (check_digits.codice_fiscale, "RSSMRA80A01H501U"),
    (check_digits.brazilian_cpf, "11144477735"),
    (check_digits.dutch_bsn, "111222333"),
    (check_digits.british_nhs, "9434765919"),
    (check_digits.polish_pesel, "44051401359"),
    (check_digits.irish_pps, "1234567T"),
    (check_digits.australian_tfn, "123456782"),
    (is_payment_card, "378282246310005"),
    (is_payment_card, "3530111333300000"),
]


@pytest.mark.parametrize(("holds", "number"), SPECIMENS)
def test_a_specimen_holds_and_a_slip_does_not(holds: Callable[[str], bool], number: str) -> None:
    assert holds(number)
    place = next(i for i in range(5, len(number)) if number[i].isdigit())
    slip = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert not holds(slip)


@pytest.mark.parametrize("number", ["1234567890123452", "0000000000000000"])
def test_a_right_check_digit_without_an_issuer_is_no_card(number: str) -> None:
    assert check_digits.luhn(number)
    assert not is_payment_card(number)
