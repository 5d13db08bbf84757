"""Reading disguised words: c4s1n0, сasino with a Cyrillic letter, c.a.s.i.n.o, caaasino, c*sino.

A disguise is undone only where it gives a word somebody looks for. Every such word, and
every odd-looking word of a text, is reduced to a key: what it looks like, with repeated
letters once. Words that share a key are then compared letter by letter.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from moderation.fold import fold, skeleton
from moderation.terms.words import Reading, latin_spans, latin_words

_LONGEST_TEXT = 20_000  # characters: disguises are read at the head of a text only
_LONGEST_WORD = 40
_SHORTEST = 3

# On top of the look-alikes that a skeleton knows (0, 1, 5, $, @, |).
_LEET = str.maketrans("i!347869€£¥", "lleatbggely")

_SPACED = r"(?<![^\W_])[^\W_](?:[ .,\-_*·|~/+]{1,3}[^\W_]){2,}(?![^\W_])"
_END = r"(?:[^\W_]|[@$€£¥])"
_CHUNK = re.compile(rf"(?P<spaced>{_SPACED})|{_END}(?:(?:{_END}|[!|*])*{_END})?")
# Three in a row, or two of a letter that English hardly ever doubles.
_STRETCHED = r"([A-Za-z])\1\1|([aihjkquvwxyAIHJKQUVWXY])\2"
_CASED = r"[a-z]I[a-z]|[A-Z]l[A-Z]"  # a capital I for an l, and the other way
_STRETCHED_WORD = re.compile(_STRETCHED)
_ODD_WORD = re.compile(rf"{_STRETCHED}|{_CASED}|[^\x00-\x7f]")
_ODD_TEXT = re.compile(
    rf"{_STRETCHED}|{_CASED}"
    r"|[A-Za-z][0-9@$!|*]+[A-Za-z]|[A-Za-z](?:33|55|\$)|\$[A-Za-z]"  # c4sino, fr33, $ex
    r"|(?<![^\W_])[^\W_][ .,\-_*|/]{1,3}[^\W_][ .,\-_*|/]{1,3}[^\W_](?![^\W_])"  # c a s
)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    disguised: bool = False


class Disguises:
    """The words worth finding in disguise. Immutable once built."""

    def __init__(self, words: Collection[str]) -> None:
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(words):
            if len(word) >= _SHORTEST and word.isascii():
                self._by_key[_squeezed(looks_of(word))].append(word)
                self._by_length[len(word)].append(word)

    def read(self, text: str) -> Reading | None:
        """The text with its disguised words undone, or None where there are none."""
        text = text[:_LONGEST_TEXT]
        if text.isascii() and _ODD_TEXT.search(text) is None:
            return None
        tokens = [token for match in _CHUNK.finditer(text) for token in self._tokens(match)]
        return Reading(
            [token.word for token in tokens],
            [(token.start, token.end) for token in tokens],
            frozenset(i for i, token in enumerate(tokens) if token.disguised),
        )

    def undo(self, word: str) -> str | None:
        """The word somebody looks for that this one was made to look like."""
        if not _SHORTEST <= len(word) <= _LONGEST_WORD:
            return None
        if "*" in word:
            return self._unmasked(word.lower())
        letters = [c for c in word if c.isalpha()]
        if len(letters) * 5 < len(word) * 2 or not any(map(str.isascii, letters)):
            return None
        looks = looks_of(word)
        stretched = _STRETCHED_WORD.search(word) is not None
        for candidate in self._by_key.get(_squeezed(looks), ()):
            if looks == looks_of(candidate) or (stretched and _covers(looks, looks_of(candidate))):
                return candidate
        return None

    def _unmasked(self, masked: str) -> str | None:
        """The one word that fits where stars stand for letters."""
        if masked.count("*") * 2 > len(masked):
            return None
        fitting = [
            word
            for word in self._by_length.get(len(masked), ())
            if all(a in (b, "*") for a, b in zip(masked, word, strict=True))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _tokens(self, match: re.Match[str]) -> Iterator[_Token]:
        start, end = match.span()
        if match["spaced"] is None:
            yield from self._of_word(match.group(), start, end)
            return
        for letters in _joined(match.group(), start):
            joined = "".join(letter for letter, _ in letters)
            word = self.undo(joined)
            if word is None:
                for letter, at in letters:
                    yield from self._of_word(letter, at, at + 1)
            else:
                yield _Token(word, letters[0][1], letters[-1][1] + 1, disguised=len(letters) > 1)

    def _of_word(self, typed: str, start: int, end: int) -> Iterator[_Token]:
        if typed.isascii() and typed.isalpha() and _ODD_WORD.search(typed) is None:
            yield _Token(typed.lower(), start, end)
            return
        folded = fold(typed)
        plain = latin_words(folded.text)
        odd = not typed.isalpha() or _ODD_WORD.search(typed) is not None
        word = self.undo(typed) if odd else None
        if word is None or plain == [word]:
            for part, (first, last) in zip(
                plain, latin_spans(folded, len(folded.text)), strict=True
            ):
                yield _Token(part, start + first, start + last)
        else:
            emphatic = typed.isalpha() and typed.isascii() and len(word) < len(typed)
            yield _Token(word, start, end, disguised=not emphatic)


def _joined(run: str, start: int) -> Iterator[list[tuple[str, int]]]:
    """The words of spaced letters: the commonest gap joins, any other one parts."""
    letters = [(m.group(), start + m.start()) for m in re.finditer(r"[^\W_]", run)]
    gaps = re.split(r"[^\W_]", run)[1:-1]
    joiner = Counter(gaps).most_common(1)[0][0]
    word = [letters[0]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap != joiner:
            yield word
            word = []
        word.append(letter)
    yield word


def looks_of(word: str) -> str:
    """What a word looks like, digits and signs read as letters; compare only with another."""
    return skeleton(word).text.translate(_LEET)


def _squeezed(looks: str) -> str:
    return "".join(letter for letter, _ in groupby(looks))


def _covers(looks: str, wanted: str) -> bool:
    """Whether each letter is repeated at least as often as wanted; both squeeze alike."""
    runs = (len(list(run)) for _, run in groupby(looks))
    return all(a >= len(list(b)) for a, (_, b) in zip(runs, groupby(wanted), strict=True))
