"""Measuring any set of detectors: what counts for which label, and what is left out."""

from pathlib import Path

import pytest

from moderation.content import ContentKind
from moderation.training.corpus import HATE, Line, line_of
from moderation.training.evaluate import Measure, Prediction, Report, evaluate, judge, truth
from moderation.training.plots import save_plots


def line(text: str, *labels: str, near: str = "", source: str = "own") -> Line:
    row = {"text": text, "kind": "comment", "labels": list(labels)}
    return line_of(row | ({"near": near} if near else {}), source)


def by_words(text: str, _: ContentKind) -> Prediction:
    """Says spam/gambling of a casino and threat of a knife, and is sure of it."""
    scores = {"spam/gambling": 0.9 if "casino" in text else 0.1}
    if "knife" in text:
        scores["objectionable/threat"] = 0.8
    return Prediction(scores, frozenset(h for h, s in scores.items() if s >= 0.5))


LINES = (
    line("casino bonus", "spam/gambling"),
    line("buy followers", "spam/advertising"),
    line("casino royale is a film", near="spam"),
    line("a knife for you", "objectionable/threat"),
    line("nice song", source="own_ordinary"),
    line("the casino gig was fun", source="own_ordinary"),
)


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate(LINES, by_words)


def of(report: Report, label: str, source: str = "all") -> Measure:
    (found,) = (m for m in report.measures if (m.label, m.source) == (label, source))
    return found


def test_a_finer_heading_counts_for_its_category(report: Report) -> None:
    spam = of(report, "spam")
    assert (spam.lines, spam.positives) == (6, 2)
    assert spam.recall == 0.5
    assert spam.precision == pytest.approx(1 / 3)
    assert spam.false_positive_rate == pytest.approx(2 / 4)
    assert spam.average_precision is not None
    assert spam.average_precision < 0.6


def test_a_category_holds_what_lies_under_it(report: Report) -> None:
    assert of(report, "objectionable").recall == 1
    assert of(report, "objectionable/threat").precision == 1


# Positive if any member is; unchecked if none is and one was not checked.
@pytest.mark.parametrize(
    ("labels", "label", "expected"),
    [
        (["hate_and_harassment/hate"], "hate_and_harassment", 1),
        (["hate_and_harassment/hate"], "hate_and_harassment/harassment", -1),
        (["objectionable/threat"], "hate_and_harassment", -1),
        (["malware"], "hate_and_harassment", 0),
    ],
)
def test_truth_of_a_label(labels: list[str], label: str, expected: int) -> None:
    assert truth(line("t", *labels), label) == expected


def test_lines_nobody_checked_are_left_out(report: Report) -> None:
    assert not [m for m in report.measures if m.label == HATE]  # no positive, nothing to say
    assert of(report, "toxic").lines == 5  # the hard negative was not checked for it


def test_ordinary_text_is_counted_over_all_headings(report: Report) -> None:
    shares = {share.name: (share.lines, share.flagged) for share in report.ordinary}
    assert shares["ordinary music text"] == (2, 0.5)
    assert shares["hard negatives"] == (1, 1.0)


def test_our_ordinary_lines_are_negatives_of_our_own(report: Report) -> None:
    assert of(report, "spam", "own").lines == 6


def test_nothing_to_evaluate_is_an_empty_report() -> None:
    assert evaluate([], by_words) == Report((), ())


def test_plots_are_the_same_bytes_for_the_same_numbers(tmp_path: Path) -> None:
    lines = [line(f"casino {n}", "spam/gambling") for n in range(30)] + list(LINES) * 5
    judged = judge(lines, by_words)
    first = [path.read_bytes() for path in save_plots(judged, tmp_path / "1")]
    assert first == [path.read_bytes() for path in save_plots(judged, tmp_path / "2")]
    assert all(b"<svg" in data and b"spam" in data for data in first)
