"""The shipped names and lists, as the detectors of names get them."""

from pathlib import Path

import moderation
from moderation.platform import Platform
from moderation.segments import Segmenter
from moderation.term_lists import TermLists

POLICIES = Path(__file__).parents[2] / "policies"
PLATFORM = Platform.load(POLICIES / "platform.toml")
CLAIMS = TermLists.load(POLICIES / "impersonation", PLATFORM.groups)
NAME_LISTS = TermLists.load(POLICIES / "terms").joined(TermLists.load(POLICIES / "names"))
SEGMENTER = Segmenter.load(
    Path(moderation.__file__).parent / "models" / "words.txt.gz",
    also=NAME_LISTS.words | PLATFORM.imitation.words,
)
