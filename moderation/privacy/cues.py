"""What the words of a text say about whose personal data stands in it."""

import re
from collections.abc import Mapping
from enum import StrEnum

_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*|#|☎")
_MOST_CHARACTERS = 20_000  # a cue further off says nothing about the data


class Cue(StrEnum):
    """One thing the surroundings can say."""

    BUSINESS = "business"
    PLACE = "place"
    HOME = "home"
    PHONE = "phone"
    SELF = "self"
    OTHER = "other"
    PRIVATE = "private"
    # Not by cue words: somebody's full name, and one that stands as on an envelope.
    NAME = "name"
    LABEL = "label"


class CueWords:
    """Finds cues by their words. Read-only."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        """Words by cue; ValueError if a name is no cue."""
        self._single: dict[str, frozenset[Cue]] = {}
        self._several: list[tuple[str, Cue]] = []
        for name, terms in words.items():
            cue = Cue(name)
            for term in terms:
                if " " in term:
                    self._several.append((f" {term} ", cue))
                else:
                    self._single[term] = self._single.get(term, frozenset()) | {cue}

    def cues_in(self, folded: str) -> frozenset[Cue]:
        """Every cue the text gives."""
        words = _WORD.findall(folded[:_MOST_CHARACTERS])
        said = f" {' '.join(words)} "
        found = {cue for word in words for cue in self._single.get(word, ())}
        return frozenset(found | {cue for term, cue in self._several if term in said})
