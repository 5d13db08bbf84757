"""Keeping personal data out of evidence, whichever detector pointed at it.

What `personal-data` found it masks itself; another detector may point at the same words
(a model at a number, a list at a phrase around it), and evidence is stored and shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from moderation.signals import EXCERPT_LENGTH, Evidence, Signal

MASK = "•"
SHOWN = 2  # characters left at either end


def masked(words: str) -> str:
    """`41•••••••••••11`: enough to find it again in the content, not to use it."""
    hidden = min(len(words), EXCERPT_LENGTH) - 2 * SHOWN
    return words[:SHOWN] + MASK * hidden + words[-SHOWN:] if hidden > 0 else MASK * len(words)


def hide_personal_data(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The signals, with every place that is masked in one of them masked in all."""
    places = [e for signal in signals for e in signal.evidence if MASK in e.excerpt]
    if not places:
        return tuple(signals)
    return tuple(
        replace(signal, evidence=tuple(_hidden(e, places) for e in signal.evidence))
        for signal in signals
    )


def _hidden(evidence: Evidence, places: Sequence[Evidence]) -> Evidence:
    excerpt = evidence.excerpt
    for place in places:
        excerpt = _overlaid(replace(evidence, excerpt=excerpt), place)
    return replace(evidence, excerpt=excerpt)


def _overlaid(evidence: Evidence, place: Evidence) -> str:
    """The excerpt with the part that is also in the place taken from there, masked."""
    if evidence.field != place.field or None in (evidence.start, evidence.end, place.start):
        return evidence.excerpt
    characters = list(evidence.excerpt)
    for offset, character in enumerate(place.excerpt):
        position = (place.start or 0) + offset - (evidence.start or 0)
        if 0 <= position < len(characters) and characters[position] != "…":
            characters[position] = character
    return "".join(characters)
