"""Disguised copies of training lines, so that a disguise neither hides nor gives away.

Copies are made of positives and negatives alike: a model that sees disguise on one side
only learns that disguise itself is the offence.
"""

import random
from collections.abc import Callable

_LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"})
_MARKS = str.maketrans({"a": "@", "i": "!", "s": "$", "u": "*"})
_CYRILLIC = str.maketrans("aceopxyi", "асеорхуі")
_ZERO_WIDTH = "\u200b"
SHORTEST = 4  # nobody disguises "to"

Disguise = Callable[[str, random.Random], str]


def leet(word: str, _: random.Random) -> str:
    """`c451n0`."""
    return word.lower().translate(_LEET)


def marks(word: str, _: random.Random) -> str:
    """`c@$!no`."""
    return word.lower().translate(_MARKS)


def starred(word: str, chance: random.Random) -> str:
    """`cas*no`: one inner letter hidden."""
    at = chance.randrange(1, len(word) - 1)
    return f"{word[:at]}*{word[at + 1 :]}"


def spaced(word: str, chance: random.Random) -> str:
    """`c a s i n o`."""
    return chance.choice(" .-").join(word)


def look_alike(word: str, _: random.Random) -> str:
    """Cyrillic letters among the Latin ones."""
    return word.translate(_CYRILLIC)


def zero_width(word: str, chance: random.Random) -> str:
    """An invisible character inside."""
    at = chance.randrange(1, len(word))
    return f"{word[:at]}{_ZERO_WIDTH}{word[at:]}"


def doubled(word: str, chance: random.Random) -> str:
    """`cassino`."""
    at = chance.randrange(len(word))
    return f"{word[:at]}{word[at]}{word[at:]}"


def dropped(word: str, chance: random.Random) -> str:
    """`casno`."""
    at = chance.randrange(1, len(word))
    return f"{word[:at]}{word[at + 1 :]}"


DISGUISES: tuple[Disguise, ...] = (
    leet,
    marks,
    starred,
    spaced,
    look_alike,
    zero_width,
    doubled,
    dropped,
)


def disguised(text: str, chance: random.Random) -> str:
    """The text with one disguise on about half of its longer words."""
    disguise = chance.choice(DISGUISES)
    return " ".join(
        disguise(word, chance) if len(word) >= SHORTEST and chance.random() < 0.5 else word
        for word in text.split(" ")
    )
