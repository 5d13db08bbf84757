"""The shipped names and lists, as the detectors of names get them."""

from pathlib import Path

import moderation
from moderation.terms.lists import TermLists
from moderation.terms.platform import Platform
from moderation.terms.segments import Segmenter

POLICIES = Path(__file__).parents[2] / "policies"
PLATFORM = Platform.load(POLICIES / "platform.toml")
CLAIMS = TermLists.load(POLICIES / "impersonation", PLATFORM.groups)
NAME_LISTS = TermLists.load(POLICIES / "terms").joined(TermLists.load(POLICIES / "names"))
SEGMENTER = Segmenter.load(
    Path(moderation.__file__).parent / "models" / "words.txt.gz",
    also=NAME_LISTS.words | PLATFORM.imitation.words,
)
