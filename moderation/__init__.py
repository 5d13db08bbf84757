"""Screening domain: content and a policy go in, a decision with its reasons comes out.

This is the front door; the shell imports from here. No web, no database, no clock, no
network, no environment.
"""

from moderation.actions import Action
from moderation.categories import Category, Heading, Subcategory
from moderation.content import (
    BankKind,
    BankMatch,
    Content,
    ContentKind,
    Counters,
    Facts,
    MediaFile,
    Uploader,
)
from moderation.detectors.base import Detector
from moderation.matching.same_text import text_digest
from moderation.policy import Policy, parse_policy
from moderation.screening import Budget, Screener, Screening
from moderation.signals import (
    DetectorFailure,
    Evidence,
    FailureKind,
    Signal,
    Unavailable,
)
from moderation.verdict import Decision, Verdict, within_circuit_breaker
from moderation.yaml_reader import PolicyError

__all__ = [
    "Action",
    "BankKind",
    "BankMatch",
    "Budget",
    "Category",
    "Content",
    "ContentKind",
    "Counters",
    "Decision",
    "Detector",
    "DetectorFailure",
    "Evidence",
    "Facts",
    "FailureKind",
    "Heading",
    "MediaFile",
    "Policy",
    "PolicyError",
    "Screener",
    "Screening",
    "Signal",
    "Subcategory",
    "Unavailable",
    "Uploader",
    "Verdict",
    "parse_policy",
    "text_digest",
    "within_circuit_breaker",
]
