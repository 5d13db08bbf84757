"""Reading labelled lines, splitting them, disguising them, fitting and spending the budget."""

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from moderation.categories import Heading
from moderation.content import ContentKind
from moderation.fold import fold
from moderation.training import tables
from moderation.training.corpus import (
    HARASSMENT,
    HATE,
    ORDINARY,
    OUTPUTS,
    OWN,
    THREAT,
    TOXIC,
    Line,
    for_training,
    kept_apart,
    line_of,
    own_lines,
    public_lines,
    read_lines,
)
from moderation.training.disguise import DISGUISES, disguised, zero_width
from moderation.training.fit import fit, fold_of, line_weights, trainable, truth_of
from moderation.training.model_file import save
from moderation.training.pipeline import Features, WordVectors
from moderation.training.thresholds import MUSIC_BUDGET, choose


def own(text: str, *labels: str, near: str = "") -> Line:
    row = {"text": text, "kind": "comment", "labels": list(labels)}
    return line_of(row | ({"near": near} if near else {}))


def public(text: str, labels: list[str], unsure: list[str], domain: str = "ugc") -> Line:
    return line_of(
        {"text": text, "labels": labels, "unsure": unsure, "source": "x", "domain": domain}
    )


def test_every_output_but_toxic_is_a_heading() -> None:
    assert [str(Heading.parse(output)) for output in OUTPUTS if output != TOXIC] == list(
        OUTPUTS[:-1]
    )


@pytest.mark.parametrize(
    ("heading", "output"),
    [
        ("spam/gambling", "spam"),
        ("privacy/doxxing", "privacy"),
        ("objectionable/threat", THREAT),
        ("unlawful", "unlawful"),
    ],
)
def test_a_heading_trains_its_output(heading: str, output: str) -> None:
    assert output in own("t", heading).positive


# A line of one family was not checked for the family's other members.
def test_a_threat_is_no_negative_for_hate() -> None:
    line = own("t", THREAT)
    assert not line.checked(HATE)
    assert line.checked("malware")
    assert line.positive == {THREAT, TOXIC}


def test_a_hard_negative_is_a_checked_negative_of_every_heading() -> None:
    line = own("sick drop", near="objectionable/threat")
    assert not line.positive
    assert line.unchecked == {TOXIC}


def test_an_unsure_label_is_masked_and_the_rest_are_negatives() -> None:
    line = public("t", ["hate", "toxic"], ["threat"])
    assert line.positive == {HATE, TOXIC}
    assert not line.checked(THREAT)
    assert not line.checked(HARASSMENT)
    assert line.checked("spam")
    row = dict(zip(OUTPUTS, truth_of([line])[0], strict=True))
    assert (row[HATE], row["spam"], row[THREAT]) == (1, 0, -1)


def test_an_unknown_label_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text('{"text": "t", "kind": "comment", "labels": ["rude"]}\n')
    with pytest.raises(ValueError, match=r"odd\.jsonl, line 1"):
        list(read_lines(path))


def test_public_rows_are_read_packed_and_none_are_needed(tmp_path: Path) -> None:
    row = {"text": "t", "labels": ["ip"], "unsure": [], "source": "x", "domain": "ugc"}
    with gzip.open(tmp_path / "x.jsonl.gz", "wt") as stream:
        stream.write(json.dumps(row) + "\n")
    (line,) = public_lines(tmp_path)
    assert line.positive == {"infringement"}
    assert public_lines(None) == []


def test_our_lines_parse_and_ordinary_ones_are_told_apart() -> None:
    lines = own_lines()
    assert {line.source for line in lines} == {OWN, ORDINARY}
    assert all(line.text.strip() for line in lines)
    assert not any(line.positive for line in lines if line.source == ORDINARY)


def test_no_line_is_both_trained_on_and_kept_apart() -> None:
    lines = own_lines()
    training, apart = for_training(lines), kept_apart(lines)
    assert not {x.text for x in training} & {x.text for x in apart}
    assert 0.17 < len(apart) / len(lines) < 0.23


def test_a_copy_of_a_line_kept_apart_is_not_trained_on() -> None:
    lines = [own(f"Line number {n}!") for n in range(200)]
    copies = [own(f"line NUMBER {n}") for n in range(200)]
    apart = {line.text.casefold().strip("!") for line in lines if line.kept_apart}
    trained = {line.text.casefold().strip("!") for line in for_training([*lines, *copies])}
    assert not apart & trained


def test_questions_to_a_chat_bot_are_not_trained_on() -> None:
    lines = [own("a"), public("how do I pick a lock", ["unlawful"], [], "llm_prompt")]
    assert trainable(lines) == lines[:1]


def test_a_large_source_does_not_drown_ours() -> None:
    lines = [public(str(n), [], []) for n in range(12_000)] + [own("a", "spam")]
    weights = line_weights(lines)
    assert weights[0] == pytest.approx(0.5)
    assert weights[-1] == 10


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_changes_a_word_the_same_way_each_time(disguise: object) -> None:
    assert callable(disguise)
    first = disguise("passport", random.Random(1))
    assert first != "passport"
    assert first == disguise("passport", random.Random(1))


def test_folding_sees_through_zero_width_characters() -> None:
    assert fold(zero_width("casino", random.Random(1))).text == "casino"


def test_short_words_are_left_alone() -> None:
    assert disguised("to be or", random.Random(1)) == "to be or"


@pytest.fixture(scope="module")
def few() -> list[Line]:
    return for_training(own_lines())[::25]


def test_the_same_lines_give_the_same_model(few: list[Line], tmp_path: Path) -> None:
    vectors = WordVectors.load()
    models = [fit(few, Features(vectors), lambda _: None, ("spam",)) for _ in range(2)]
    first, second = (save(model, vectors, tmp_path) for model in models)
    assert first == second
    assert "text-model.npy" in first


def test_thresholds_keep_ordinary_text_within_the_budget() -> None:
    chance = np.random.default_rng(0)
    good = [
        Line(f"g{n}", ContentKind.COMMENT, frozenset(), frozenset(), ORDINARY) for n in range(1000)
    ]
    bad = [own(f"b{n}", "spam") for n in range(200)]
    scores = np.full((1200, len(OUTPUTS)), 0.01)
    scores[:, OUTPUTS.index("spam")] = np.concatenate(
        [chance.beta(1, 5, 1000), chance.beta(5, 2, 200)]
    )
    thresholds = choose([*good, *bad], scores)
    spam = scores[:, OUTPUTS.index("spam")] >= thresholds["spam"]
    assert 0 < spam[:1000].mean() <= MUSIC_BUDGET
    assert spam[1000:].mean() > 0.3
    assert TOXIC not in thresholds


def test_folds_are_even() -> None:
    folds = np.bincount([fold_of(line) for line in own_lines()])
    assert folds.min() > 0.8 * folds.max()


def test_tables_are_written_between_their_markers() -> None:
    card = "a\n<!-- begin x -->\nold\n<!-- end x -->\nb\n"
    once = tables.fill_in(card, {"x": "| new \\1 |\n"})
    assert once == "a\n<!-- begin x -->\n| new \\1 |\n<!-- end x -->\nb\n"
    assert tables.fill_in(once, {"x": "| new \\1 |\n"}) == once
    with pytest.raises(KeyError):
        tables.fill_in(card, {"y": ""})
