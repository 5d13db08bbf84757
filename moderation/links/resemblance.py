"""Whether a domain's name is made to be taken for another's."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from moderation.fold import skeleton

# What the skeleton leaves alone and the eye does not tell apart in an address bar.
_ALSO_ALIKE = (("rn", "m"), ("vv", "w"), ("i", "l"))


def looks_of(name: str) -> str:
    """What the name looks like; only to be compared with another name's looks."""
    looks = skeleton(name).text
    for pair, letter in _ALSO_ALIKE:
        looks = looks.replace(pair, letter)
    return looks


class KnownNames:
    """Names (a domain's label without its suffix) that others pose as. Read-only."""

    def __init__(self, names: Iterable[str], shortest: int, one_slip_from: int) -> None:
        """Names with fewer letters than `shortest` resemble too much and are left out."""
        self._by_looks = {looks_of(name): name for name in names if len(name) >= shortest}
        self._long = tuple(looks for looks in self._by_looks if len(looks) >= one_slip_from)

    def posed_as(self, name: str) -> bool:
        """Whether it looks exactly like a known name, but is another."""
        known = self._by_looks.get(looks_of(name))
        return known is not None and known != name

    def nearly(self, name: str) -> bool:
        """Whether one letter is added, lost, changed or swapped."""
        looks = looks_of(name)
        return looks not in self._by_looks and any(
            abs(len(known) - len(looks)) <= 1 and OSA.distance(known, looks, score_cutoff=1) == 1
            for known in self._long
        )

    def within(self, host: str) -> str:
        """The looks of the longest known name found inside the host, hyphens left out."""
        looks = looks_of(host.replace("-", ""))
        return max((known for known in self._by_looks if known in looks), key=len, default="")
