"""The served model: equal to the trained one, fast to load, honest about where it looked."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import moderation
from moderation.categories import Heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.text_model import LOWEST, TextModel
from moderation.extract import Extract
from moderation.fold import fold
from moderation.signals import Signal
from moderation.text.scorer import DamagedModel, Model, TextScorer
from moderation.text.words import LONGEST_TEXT, windows, words
from moderation.training.corpus import OUTPUTS, TOXIC, own_lines
from moderation.training.pipeline import Features, WordVectors, logistic

MODELS = Path(moderation.__file__).parent / "models"

ODD_TEXTS = (
    "",
    " ",
    "🔥",
    "🔥🔥🔥 💀",
    "!!!???",
    "a",
    "c a s i n o",
    "f.u.c.k",
    "сasinо с кириллицей",
    "ｆｕｌｌ ｗｉｄｔｈ",
    "z" * 500,
    "soooooo goooood",
    "https://example.com/a?b=c www.example.org",
    "\u200bzero\u200bwidth\u200b",
    "日本語のコメント",
    "don't stop $$$ s!ng",
    "a\tb\nc\u00a0d",
)


@pytest.fixture(scope="module")
def scorer() -> TextScorer:
    return TextScorer(Model.load(MODELS))


@pytest.fixture(scope="module")
def detector(scorer: TextScorer) -> TextModel:
    return TextModel(scorer)


def signals_of(detector: TextModel, text: str, title: str = "") -> list[Signal]:
    content = Content(ContentKind.COMMENT, Uploader("u"), title=title, text=text)
    return list(detector.detect(Extract(content)))


def by_scikit_learn(texts: list[str]) -> np.ndarray:
    model = Model.load(MODELS)
    rows = Features(WordVectors.load()).served(texts)
    slope, offset = model.calibration
    return logistic(slope * (rows @ model.weights.astype(np.float64) + model.bias) + offset)


def test_the_served_model_equals_the_scikit_learn_pipeline(scorer: TextScorer) -> None:
    texts = [*ODD_TEXTS, *(line.text for line in own_lines()[::20])]
    assert len(texts) >= 200
    served = np.array([scorer.probabilities(fold(text).text) for text in texts])
    assert np.abs(served - by_scikit_learn(texts)).max() < 1e-9


def test_a_megabyte_scores_as_its_worst_window(scorer: TextScorer) -> None:
    text = ("lovely drums and a warm bass " * 40 + "win free casino spins now ") * 800
    assert len(text) > 900_000
    stretches = [" ".join(w) for w in windows(words(fold(text).text))]
    assert len(stretches) > 1
    expected = by_scikit_learn(stretches).max(axis=0)
    assert np.abs(scorer.probabilities(fold(text).text) - expected).max() < 1e-9


def test_what_lies_beyond_the_longest_text_is_not_scored(scorer: TextScorer) -> None:
    start = "nice song " * (LONGEST_TEXT // 10)
    with_more = start + "win free casino spins now"
    assert (scorer.probabilities(with_more) == scorer.probabilities(start)).all()


def test_serving_does_not_import_scikit_learn() -> None:
    code = "import sys, moderation.detectors.text_model; print('sklearn' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        cwd=MODELS.parents[1],
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("suffix", ["npy", "json"])
def test_a_damaged_model_is_refused(tmp_path: Path, suffix: str) -> None:
    for path in MODELS.glob("text-model.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    damaged = tmp_path / f"text-model.{suffix}"
    data = bytearray(damaged.read_bytes())
    data[-2] ^= 1
    damaged.write_bytes(bytes(data))
    with pytest.raises(DamagedModel, match=damaged.name):
        Model.load(tmp_path)


def test_the_version_follows_the_files(scorer: TextScorer) -> None:
    assert scorer.version == TextScorer(Model.load(MODELS)).version
    assert len(scorer.version.partition("+")[2]) == 12


def test_the_model_is_small_enough_to_keep_in_the_repository() -> None:
    assert (MODELS / "text-model.npy").stat().st_size < 20_000_000


def test_examples_hit_and_miss(detector: TextModel) -> None:
    for example in detector.examples():
        signals = list(detector.detect(Extract(example.content)))
        found = {s.heading for s in signals if s.score >= (LOWEST if example.expected else 0.5)}
        if example.expected is None:
            assert not found, example.content.text
        else:
            assert example.expected in found, example.content.text


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "🔥", "...", "¿"])
def test_nothing_to_read_is_silence(detector: TextModel, text: str) -> None:
    assert not signals_of(detector, text)


def test_a_title_is_read_like_a_text_and_the_worse_of_the_two_counts(detector: TextModel) -> None:
    bad = "full album leak, free mp3 download here"
    (signal,) = (
        s
        for s in signals_of(detector, "lovely mix", title=bad)
        if s.heading == Heading.parse("infringement")
    )
    assert {e.field for e in signal.evidence} == {"title"}


def test_evidence_points_into_the_text_as_typed(detector: TextModel) -> None:
    text = "★ Ｗin ｂig ★ 200% cas\u200bino bonus, free spins — link in bio"
    (signal,) = (s for s in signals_of(detector, text) if s.heading == Heading.parse("spam"))
    assert 1 <= len(signal.evidence) <= 3
    for evidence in signal.evidence:
        assert evidence.start is not None
        assert evidence.excerpt == text[evidence.start : evidence.end]
    assert any("cas\u200bino" in e.excerpt or "bonus" in e.excerpt for e in signal.evidence)


def test_evidence_weights_add_up_to_the_logit(scorer: TextScorer) -> None:
    model = Model.load(MODELS)
    slope, offset = model.calibration[:, OUTPUTS.index("spam")]
    text = "free followers today"  # no n-gram of two words in common, so nothing is shared
    probability = scorer.probabilities(text)[OUTPUTS.index("spam")]
    logit = (np.log(probability / (1 - probability)) - offset) / slope
    weights = sum(w.weight for w in scorer.weigh(text, "spam"))
    assert weights + model.bias[OUTPUTS.index("spam")] == pytest.approx(logit, abs=0.6)


def test_toxic_is_scored_and_never_a_signal(scorer: TextScorer, detector: TextModel) -> None:
    text = "shut up you stupid idiot, everybody hates you"
    assert scorer.probabilities(text)[OUTPUTS.index(TOXIC)] > LOWEST
    assert all(
        str(s.heading) in OUTPUTS and str(s.heading) != TOXIC for s in signals_of(detector, text)
    )


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_gets_scores_in_range_and_evidence_inside_it(text: str) -> None:
    detector = TextModel(TextScorer(Model.load(MODELS))) if not _BUILT else _BUILT[0]
    _BUILT[:] = [detector]
    for signal in signals_of(detector, text):
        assert LOWEST <= signal.score <= 1
        for evidence in signal.evidence:
            assert evidence.start is not None
            assert evidence.end is not None
            assert 0 <= evidence.start < evidence.end <= len(text)


_BUILT: list[TextModel] = []
