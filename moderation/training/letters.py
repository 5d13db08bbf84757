"""Make moderation/models/letters.npz: how usual it is that a letter follows two others.

The gibberish detector reads it. Sources: the letter triples of 31 languages in Latin script
that the package langdetect carries (Apache-2.0, counted on Wikipedia), and the ordinary
lines of moderation/training/data. Each triple keeps the chance it has in the language
where it is most usual, so that no language looks like gibberish.
Run it where that package is installed: python -m moderation.training.letters
"""

import json
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from moderation.fold import fold
from moderation.terms.letters import SIZE, codes

TARGET = Path("moderation/models/letters.npz")
DATA = Path("moderation/training/data")
LATIN = frozenset(
    {"af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt"}
    | {"lv", "nl", "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi"}
)
_RAREST = 1e-4  # chance of a triple that no language has


def main() -> None:
    """Take the most of each language, as logarithms in a byte each."""
    chances = np.full((SIZE, SIZE, SIZE), _RAREST)
    for triples in (*_languages(), _ordinary()):
        counts = np.zeros((SIZE, SIZE, SIZE))
        for triple, count in triples.items():
            counts[tuple(codes(triple))] += count
        pairs = counts.sum(axis=2, keepdims=True)
        chances = np.maximum(chances, np.divide(counts, pairs + 20, where=pairs > 0, out=counts))
    np.savez_compressed(TARGET, table=_in_bytes(np.log(chances)))
    print(f"{(chances > _RAREST).mean():.1%} of all triples are usual somewhere")


def _in_bytes(logarithms: NDArray[np.float64]) -> NDArray[np.uint8]:
    scaled: NDArray[np.float64] = np.round(logarithms / np.log(_RAREST) * 255)
    return scaled.astype(np.uint8)


def _languages() -> Iterator[Counter[str]]:
    for path in files("langdetect") or []:
        if path.parent.name == "profiles" and path.name in LATIN:
            counted: dict[str, int] = json.loads(path.read_text("utf-8"))["freq"]
            triples: Counter[str] = Counter()
            for letters, count in counted.items():
                folded = fold(letters).text
                if len(letters) == len(folded) == 3:
                    triples[folded] += count
            yield triples


def _ordinary() -> Counter[str]:
    triples: Counter[str] = Counter()
    for path in sorted(DATA.glob("ordinary_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            text = f" {fold(json.loads(line)['text']).text} "
            triples.update(text[i : i + 3] for i in range(len(text) - 2))
    return triples


if __name__ == "__main__":
    main()
