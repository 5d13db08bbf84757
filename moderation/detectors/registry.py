"""All detectors, built with the lists, names and models they need."""

from dataclasses import dataclass
from pathlib import Path

from moderation.detectors.active_content import ActiveContent
from moderation.detectors.archive import Archive
from moderation.detectors.base import Detector
from moderation.detectors.file_type import FileType
from moderation.detectors.flood import Flood
from moderation.detectors.gibberish import Gibberish
from moderation.detectors.image_sexual import ImageSexual
from moderation.detectors.impersonation import Impersonation
from moderation.detectors.known_bytes import KnownBytes
from moderation.detectors.links import Links
from moderation.detectors.personal_data import PersonalData
from moderation.detectors.tags import TagsDetector
from moderation.detectors.terms import Terms
from moderation.detectors.text_model import TextModel
from moderation.detectors.username import Username
from moderation.detectors.virus import Scanner, Virus
from moderation.links.domain_lists import DomainLists
from moderation.privacy.lists import PrivacyLists
from moderation.terms.letters import LetterTriples
from moderation.terms.lists import TermLists
from moderation.terms.platform import Platform
from moderation.terms.segments import Segmenter
from moderation.text.scorer import Model, TextScorer
from moderation.works.piracy import PiracyPhrases
from moderation.works.protected import ProtectedWorks

PLATFORM = "platform.toml"
MODELS = Path(__file__).resolve().parent.parent / "models"


@dataclass(frozen=True, slots=True)
class Resources:
    """Where lists and names are, and the virus scanner if there is one."""

    policies: Path
    scanner: Scanner | None = None


def build_detectors(resources: Resources) -> tuple[Detector, ...]:
    """One of each; loading lists and models takes about a second, so build them once."""
    return (*_of_text(resources.policies), *_of_files(resources))


def _of_text(policies: Path) -> tuple[Detector, ...]:
    works = ProtectedWorks.load(policies / PLATFORM)
    return (
        TextModel(TextScorer(Model.load(MODELS))),
        Links(DomainLists.read(policies / "domains"), Platform.load(policies / PLATFORM).domains),
        Flood(),
        Gibberish(LetterTriples.load(MODELS / "letters.npz")),
        PersonalData(PrivacyLists.read(policies / "privacy")),
        TagsDetector(works, PiracyPhrases.load(policies / "piracy.toml")),
        *_of_lists(policies),
    )


def _of_lists(policies: Path) -> tuple[Detector, ...]:
    platform = Platform.load(policies / PLATFORM)
    terms = TermLists.load(policies / "terms")
    names = terms.joined(TermLists.load(policies / "names"))
    claims = TermLists.load(policies / "impersonation", platform.groups)
    known = names.words | platform.imitation.words
    segmenter = Segmenter.load(MODELS / "words.txt.gz", also=known)
    return (
        Terms(terms),
        Impersonation(platform, claims, segmenter),
        Username(platform, names, segmenter),
    )


def _of_files(resources: Resources) -> tuple[Detector, ...]:
    return (
        FileType(),
        ActiveContent(resources.policies / "yara"),
        Archive(),
        Virus(resources.scanner),
        KnownBytes(),
        ImageSexual(),
    )
