"""Personal data that one detector masks is masked wherever another points at it."""

import pytest

from moderation.categories import Heading
from moderation.privacy.masking import hide_personal_data, masked
from moderation.signals import Evidence, Signal

TEXT = "call her on 07700 900123 tonight"
PHONE = Evidence("text", 12, 24, "07••••••••23")


def signal(detector: str, *evidence: Evidence) -> Signal:
    return Signal(Heading.parse("privacy"), 0.9, detector, "1", evidence)


def shown(evidence: Evidence) -> str:
    found = hide_personal_data([signal("personal-data", PHONE), signal("other", evidence)])
    return found[1].evidence[0].excerpt


@pytest.mark.parametrize(
    ("evidence", "excerpt"),
    [
        # The very same place
        (Evidence("text", 12, 24, "07700 900123"), "07••••••••23"),
        # A longer place around it
        (Evidence("text", 5, 32, "her on 07700 900123 tonight"), "her on 07••••••••23 tonight"),
        # A part of it
        (Evidence("text", 14, 20, "700 90"), "••••••"),
        # Another field with the same offsets, and a place without offsets
        (Evidence("title", 12, 24, "07700 900123"), "07700 900123"),
        (Evidence("file", None, None, "a program"), "a program"),
        # A place beside it
        (Evidence("text", 0, 4, "call"), "call"),
    ],
)
def test_what_is_masked_once_is_masked_everywhere(evidence: Evidence, excerpt: str) -> None:
    assert shown(evidence) == excerpt


@pytest.mark.parametrize(
    ("words", "hidden"), [("07700 900123", "07••••••••23"), ("abcd", "••••"), ("", "")]
)
def test_two_characters_are_left_at_either_end(words: str, hidden: str) -> None:
    assert masked(words) == hidden
