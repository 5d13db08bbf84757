"""The three things that can happen to an upload, from mildest to hardest."""

from enum import StrEnum


class Action(StrEnum):
    """`allow` opens no restriction, `review` asks a person, `block` restricts."""

    ALLOW = "allow"
    REVIEW = "review"
    BLOCK = "block"

    @property
    def weight(self) -> int:
        """For choosing the hardest of several."""
        return _WEIGHTS[self]


_WEIGHTS = {Action.ALLOW: 0, Action.REVIEW: 1, Action.BLOCK: 2}
