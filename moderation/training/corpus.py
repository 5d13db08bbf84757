"""Labelled lines: our own, and public rows from a folder, under one set of outputs.

What nobody checked is not a negative: each line says which outputs it speaks for, which
against, and which not at all. Every fifth line is kept apart by the hash of its text and
is never trained on nor tuned on.
"""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from moderation.content import ContentKind

TOXIC = "toxic"  # generally offensive: no ground of the terms, so reported but never a signal
HATE = "hate_and_harassment/hate"
HARASSMENT = "hate_and_harassment/harassment"
DEFAMATION = "hate_and_harassment/defamation"
THREAT = "objectionable/threat"
SEXUAL = "objectionable/sexual"
SELF_HARM = "objectionable/self_harm"
GRAPHIC = "objectionable/graphic"
PROFANITY = "objectionable/profanity"

OUTPUTS = (
    "unlawful",
    HATE,
    HARASSMENT,
    DEFAMATION,
    "spam",
    "malware",
    "infringement",
    "impersonation",
    "privacy",
    "false_information",
    THREAT,
    SEXUAL,
    SELF_HARM,
    GRAPHIC,
    PROFANITY,
    TOXIC,
)

# The labels of the public rows, in our words.
PUBLIC_LABELS: Mapping[str, str] = {
    "unlawful": "unlawful",
    "hate": HATE,
    "spam": "spam",
    "malware": "malware",
    "ip": "infringement",
    "impersonation": "impersonation",
    "privacy": "privacy",
    "false_info": "false_information",
    "threat": THREAT,
    "sexual": SEXUAL,
    "self_harm": SELF_HARM,
    "profanity": PROFANITY,
    "toxic": TOXIC,
}

# Outputs that overlap: a line that is one of a family was not checked for the others.
FAMILIES = (
    frozenset({HATE, HARASSMENT, DEFAMATION, THREAT, SELF_HARM, GRAPHIC, PROFANITY, SEXUAL, TOXIC}),
    frozenset({"spam", "unlawful", "malware", "infringement", "impersonation", SEXUAL}),
    frozenset({"privacy", HARASSMENT, THREAT, "impersonation"}),
    frozenset({"false_information", DEFAMATION, HATE, "spam", "unlawful"}),
)
ALWAYS_TOXIC = frozenset({HATE, HARASSMENT, THREAT})

OWN, ORDINARY = "own", "own_ordinary"
OWN_DATA = Path(__file__).parent / "data"
# Templated rows: trained on a little, never measured on (their README says why).
TEMPLATED = frozenset({"identity_templates", "project_synthetic"})
PROMPTS = "llm_prompt"


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled text.

    `positive` and `unchecked` are outputs; all others count as negative. `source` is the
    public file's name, `own` or `own_ordinary`; `near` is what a hard negative resembles.
    """

    text: str
    kind: ContentKind
    positive: frozenset[str]
    unchecked: frozenset[str]
    source: str
    domain: str = "ugc"
    near: str = ""

    @property
    def digest(self) -> bytes:
        """Decides on which side of every split the line falls."""
        return hashlib.sha256(self.text.encode()).digest()

    @property
    def kept_apart(self) -> bool:
        """Every fifth line: for measuring only."""
        return self.digest[0] % 5 == 0

    def checked(self, output: str) -> bool:
        """Whether the line speaks for or against an output."""
        return output not in self.unchecked


def output_of(heading: str) -> str:
    """The output that a heading trains: itself, or its category where lines are few."""
    return heading if heading in OUTPUTS else heading.partition("/")[0]


def own_lines(folder: Path = OWN_DATA) -> list[Line]:
    """The lines written for this project."""
    return [line for path in sorted(folder.glob("*.jsonl")) for line in read_lines(path)]


def public_lines(folder: Path | None) -> list[Line]:
    """The public rows of a folder of `<source>.jsonl.gz`; none without a folder."""
    paths = [] if folder is None else sorted(folder.glob("*.jsonl.gz"))
    return [line for path in paths for line in read_lines(path)]


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of one file in either format; `ValueError` says which line is wrong."""
    source = ORDINARY if path.name.startswith("ordinary") else OWN
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for number, raw in enumerate(stream, start=1):
            try:
                yield line_of(json.loads(raw), source)
            except (KeyError, TypeError, ValueError) as wrong:
                raise ValueError(f"{path.name}, line {number}: {wrong}") from wrong


def line_of(row: Mapping[str, Any], source: str = OWN) -> Line:
    """One row of either format; public rows are known by their `unsure` labels."""
    return _public_line(row) if "unsure" in row else _own_line(row, source)


def _own_line(row: Mapping[str, Any], source: str) -> Line:
    positive = frozenset(output_of(heading) for heading in row["labels"])
    if unknown := positive - frozenset(OUTPUTS):
        raise ValueError(f"no such label: {', '.join(sorted(unknown))}")
    near = row.get("near", "")
    overlapping = frozenset[str]().union(*(f for f in FAMILIES if f & positive))
    if positive & ALWAYS_TOXIC:
        positive |= {TOXIC}
    elif near:
        overlapping |= {TOXIC}
    return Line(
        row["text"], ContentKind(row["kind"]), positive, overlapping - positive, source, near=near
    )


def _public_line(row: Mapping[str, Any]) -> Line:
    positive = frozenset(PUBLIC_LABELS[name] for name in row["labels"] if name != "benign")
    unchecked = frozenset(PUBLIC_LABELS[name] for name in row["unsure"])
    if positive or TOXIC in unchecked:  # these files know no harassment, defamation or gore
        unchecked |= {HARASSMENT, DEFAMATION, GRAPHIC}
    return Line(
        row["text"],
        ContentKind.COMMENT,
        positive,
        unchecked - positive,
        row["source"],
        row["domain"],
    )


def for_training(lines: Iterable[Line]) -> list[Line]:
    """The lines not kept apart, without those that a line kept apart repeats."""
    lines = list(lines)
    apart = {normal_form(line.text) for line in lines if line.kept_apart}
    return [x for x in lines if not x.kept_apart and normal_form(x.text) not in apart]


def kept_apart(lines: Iterable[Line]) -> list[Line]:
    """The lines for measuring only; templated ones would flatter."""
    return [line for line in lines if line.kept_apart and line.source not in TEMPLATED]


def normal_form(text: str) -> str:
    """What two copies of a text share: letters and digits, case and width folded."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def with_text(line: Line, text: str) -> Line:
    """The same line in other words (a disguised copy)."""
    return replace(line, text=text)
