"""Sentences that give a private person's life away, as lists of phrases in a small language.

The language (see `policies/privacy/doxxing_phrases.txt`) has words, choices, options,
bounded gaps and some names for people; it compiles to expressions that cannot run away.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ahocorasick import Automaton

from moderation.privacy.mentions import Datum, Mention

_TOKEN = re.compile(r"\([^)]*\)|\[[^\]]*\]|\S+")
_PEOPLE = {
    "<they>": r"(?:he|she|they)",
    "<their>": r"(?:his|her|their|(?:(?:this|that|the|my) )?[\w-]{2,20}'s)",
    "<name>": r"[a-z][\w'-]+[^\w.!?]{1,2}[a-z][\w'-]+",
    "<who>": (
        r"(?:he|she|they|him|her|them|(?:this|that|the|his|her|their|your|ur|any)"
        r"[^\w.!?]{1,2}[\w']{2,20}(?:[^\w.!?]{1,2}[\w']{2,20})?|[\w']{2,20})"
    ),
}
_GAP_TOKEN = "…"  # noqa: S105 - a piece of a phrase, not a secret
_BETWEEN = r"[^\w.!?]{1,3}"  # what may stand between two words of one sentence
_GAP = r"(?:[^.!?]{0,30}?[^\w.!?])??"
_REFUSAL = re.compile(r"(?:stop|don'?t|do not|never|not|nobody|against|quit|without)\W{1,3}\Z")
_REFUSAL_LENGTH = 12  # characters before a phrase that may refuse it
_MOST_KEYWORDS = 1_000  # keywords of one text whose surroundings are read
_AROUND = 150  # characters each side of a keyword that a phrase can cover


@dataclass(frozen=True, slots=True)
class _Phrase:
    score: float
    pattern: re.Pattern[str]


class DoxxingPhrases:
    """The phrases, compiled and found by a word without which they cannot match. Read-only."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Each line is `score: phrase`; ValueError for a line that is not."""
        by_keyword: dict[str, list[_Phrase]] = defaultdict(list)
        for line in lines:
            score, _, words = line.partition(":")
            tokens = _TOKEN.findall(words.lower())
            phrase = _Phrase(float(score), re.compile(_pattern(tokens)))
            for keyword in _keywords(tokens):
                by_keyword[keyword].append(phrase)
        self._automaton = Automaton()
        for keyword, phrases in by_keyword.items():
            self._automaton.add_word(keyword, tuple(phrases))
        self._automaton.make_automaton()

    def find(self, folded: str) -> Iterator[Mention]:
        """Phrases in the text, the surest first."""
        places = set(self._places(folded)) if len(self._automaton) else set()
        for score, start, end in sorted(places, key=lambda place: (-place[0], place[1:])):
            yield Mention(Datum.PHRASE, "doxxing phrase", start, end, score)

    def _places(self, folded: str) -> Iterator[tuple[float, int, int]]:
        read_up_to: dict[int, int] = {}  # by phrases: a keyword twice in a row is read once
        for last, phrases in islice(self._automaton.iter(folded), _MOST_KEYWORDS):
            if last < read_up_to.get(id(phrases), 0):
                continue
            read_up_to[id(phrases)] = last + _AROUND
            for phrase in phrases:
                match = phrase.pattern.search(folded, max(0, last - _AROUND), last + _AROUND)
                if match and not _is_refused(folded, match.start()):
                    yield phrase.score, *match.span()


def _is_refused(folded: str, at: int) -> bool:
    return _REFUSAL.search(folded, max(0, at - _REFUSAL_LENGTH), at) is not None


def _pattern(tokens: list[str]) -> str:
    """Tokens to one expression; what may be missing carries the gap after it."""
    parts = [r"\b"]
    for position, token in enumerate(tokens):
        last = position == len(tokens) - 1
        if token == _GAP_TOKEN:
            parts.append(_GAP)
        elif token.startswith("["):
            parts.append(rf"(?:(?:{_choice(token)}){_BETWEEN})?")
        else:
            parts.append(f"(?:{_choice(token)})" + ("" if last else _BETWEEN))
    return "".join(parts) + (r"\b" if not tokens[-1].endswith("]") else "")


def _choice(token: str) -> str:
    inner = token[1:-1] if token[0] in "([" else token
    return "|".join(_BETWEEN.join(map(_word, choice.split())) for choice in inner.split("|"))


def _word(word: str) -> str:
    return _PEOPLE.get(word) or (word if word.startswith("\\d") else re.escape(word))


def _keywords(tokens: list[str]) -> tuple[str, ...]:
    """The words of one token: the phrase can only match where one of them is."""
    candidates = [
        tuple(max(choice.split(), key=len, default="") for choice in token.strip("()").split("|"))
        for token in reversed(tokens)
        if token != _GAP_TOKEN and not token.startswith(("[", "\\")) and "<" not in token
    ]
    # The longest, then the fewest: they are the rarest, and the cheapest to look for.
    best = max(candidates, key=lambda words: (min(map(len, words)), -len(words)), default=())
    if not best or not min(map(len, best)):
        raise ValueError(f"a phrase needs a plain word: {' '.join(tokens)}")
    return tuple(dict.fromkeys(best))
