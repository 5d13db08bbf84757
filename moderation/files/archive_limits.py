"""How far archives are looked through, and from when one is taken for a bomb."""

from dataclasses import dataclass

_KIB, _MIB, _GIB = 1024, 1024**2, 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload may cost; sizes in bytes. At the limits it is about 0.2 s."""

    depth: int = 3  # archives within archives, the uploaded one counted
    archives: int = 100  # opened
    members: int = 5_000  # of all archives together
    read: int = 40 * _MIB  # unpacked in memory, all levels together
    archive: int = 32 * _MIB  # of one archive within another
    whole: int = 1 * _MIB  # members up to here are read whole
    peek: int = 64 * _KIB  # of larger members


@dataclass(frozen=True, slots=True)
class Bomb:
    """What all levels together would unpack to: times the upload, and bytes."""

    ratio: int
    size: int
    score: float


# Silence packs 1000:1, so neither a ratio nor a size means harm alone. Worst first.
BOMBS = (Bomb(100, _GIB, 0.97), Bomb(100, 64 * _MIB, 0.9), Bomb(1, 64 * _GIB, 0.9))
