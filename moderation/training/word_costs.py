"""Make moderation/models/words.txt.gz: English words in order of frequency.

The user name detector splits joined names (`scunthorpebrass`) with it. Source: the word
list of the package wordninja 2.0 (MIT), counted on Wikipedia. Run it where that package
is installed: python -m moderation.training.word_costs
"""

import gzip
from importlib.metadata import files
from pathlib import Path

TARGET = Path("moderation/models/words.txt.gz")
MOST_WORDS = 80_000


def main() -> None:
    """Keep the commonest words, without single letters other than words of their own."""
    (source,) = [path for path in files("wordninja") or [] if path.name.endswith(".txt.gz")]
    listed = gzip.decompress(source.read_binary()).decode().split()
    words = [word for word in listed if word.isalpha() and word.isascii()][:MOST_WORDS]
    kept = [word for word in words if len(word) > 1 or word in {"a", "i"}]
    TARGET.write_bytes(gzip.compress("\n".join(kept).encode(), mtime=0))
    print(f"{len(kept)} words in {TARGET}")


if __name__ == "__main__":
    main()
