"""The measuring of speed: the figures of each section, the command, the corpora and the plots."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.report import blocks
from eval.speed import __main__ as speed
from eval.speed import growth as speed_growth
from eval.speed import load as speed_load
from eval.speed import memory as speed_memory
from eval.speed import profiling as speed_profile
from eval.speed import query as speed_query
from eval.speed import start as speed_start
from eval.speed.baseline_worker import paragraphs
from eval.speed.baselines import OURS, WARM, Measured
from eval.speed.baselines import section as peers_section
from eval.speed.engines import Corpus, means, recall
from eval.speed.growth import Grown
from eval.speed.load import Level
from eval.speed.page import Reply
from eval.speed.plots import draw
from eval.speed.questions import banked
from eval.speed.section import Plot, Section, Target, amount
from eval.speed.worker import comparable

TIMES = {
    speed_query.RETRIEVE: [4.0, 4.0, 5.0],
    speed_query.BARE: [2.0, 2.0, 2.0],
    speed_query.USUAL: [10.0, 10.0, 10.0],
    speed_query.ASK: [100.0, 100.0, 400.0],
}


@pytest.mark.parametrize(
    ("target", "held", "broken"),
    [
        (Target("a ratio", 1.05, 1.05), True, False),
        (Target("a ratio", 2.0, 1.05), False, False),
        (Target("a ratio", 2.2, 1.05), False, True),
        (Target("seconds depend on the machine", 30, 1.5, "s"), False, False),
        (Target("no error at all", 0, 0, ""), True, False),
        (Target("one error", 1, 0, ""), False, True),
    ],
)
def test_a_ratio_or_count_more_than_twice_what_is_allowed_fails(target: Target, held: bool, broken: bool) -> None:
    assert (target.held, target.broken) == (held, broken)


def test_the_query_section_compares_medians() -> None:
    section = speed_query.section(TIMES, [1.0])
    found = {target.what: target.found for target in section.targets}
    assert found["`retrieve` against bare, p50"] == 2.0
    assert found["`retrieve` against SentenceTransformer, p50"] == 0.4
    assert found["`ask`, p50"] == 100
    assert found["`ask`, p95 against p50"] == pytest.approx(3.7)  # 370 ms, between 100 and 400
    assert found["`ask` again, against the first time, p50"] == 0.01
    assert "| retrieve " in section.text
    assert "NOT reached" in section.text


def test_the_command_names_what_is_twice_too_slow() -> None:
    twice = speed_query.section(TIMES | {speed_query.RETRIEVE: [6.0]}, [1.0])
    assert speed.faults([speed_query.section(TIMES, [1.0])]) == []
    assert speed.faults([twice]) == [
        "python -m eval.speed: `retrieve` against bare, p50: 3, more than twice 1.05",
        "python -m eval.speed: `retrieve` against SentenceTransformer, p50: 0.6, more than twice 0.25",
    ]


def test_the_command_refuses_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong, word in (
        (["sped"], "sped"),
        (["--dataset", "x.json"], "--peers-python"),
        (["--largest", "5"], "found 5"),
    ):
        with pytest.raises(SystemExit, match="2"):
            speed.main(wrong)
        assert word in capsys.readouterr().err


def test_a_part_measured_again_takes_its_old_place_in_the_report() -> None:
    start, query = (Section(name, name.title(), (), f"{name} at first") for name in ("start", "query"))
    once = speed.renewed(speed.renewed("", start, "# Speed\n"), query, "# Speed\n")
    again = speed.renewed(once, Section("start", "Start", (), "start anew"), "# Speed, new head\n")
    assert list(blocks(again)) == ["speed-query", "speed-start"]  # the order of the parts, not of measuring
    assert "query at first" in again
    assert "start anew" in again
    assert "start at first" not in again
    assert again.startswith("# Speed, new head\n")


def test_the_start_section_takes_medians() -> None:
    names = (speed_start.IMPORT, speed_start.USUAL, speed_start.COMMAND, speed_start.SERVED, speed_start.FIRST)
    section = speed_start.section({name: [1.0, 8.0, 2.0] for name in names} | {speed_start.USUAL: [8.0, 8.0, 8.0]})
    against = next(target for target in section.targets if "alone" in target.what)
    assert against.found == 0.25
    assert against.held


def test_memory_is_compared_with_that_after_the_first_answer() -> None:
    (target,) = speed_memory.section([(1, 200.0), (50, 204.0), (100, 220.0)], 500).targets
    assert target.found == pytest.approx(0.1)
    assert not target.held
    (less,) = speed_memory.section([(1, 200.0), (100, 150.0)], 500).targets
    assert less.found == 0


def test_replies_are_counted_as_answered_wrong_refused_or_failed() -> None:
    right, other = answer("1947"), answer("1948")
    replies = [
        ("when", Reply("answered", right, 5.0)),
        ("when", Reply("answered", other, 7.0)),
        ("when", Reply("refused", "Queue is full.", 1.0)),
        ("when", Reply("failed", "reset", 1.0)),
    ]
    counted = speed_load.counted(4, replies, {"when": comparable(right)}, seconds=0.5)
    assert counted == Level(4, answered=2, wrong=1, refused=1, failed=1, seconds=0.5, milliseconds=(5.0, 7.0))
    assert counted.rate == 4


def test_an_answer_is_the_same_when_only_its_scores_differ() -> None:
    assert comparable(answer("1947", 0.81)) == comparable(answer("1947", 0.82))
    assert comparable(answer("1947")) != comparable(answer("1948"))


def answer(short: str, confidence: float = 0.8) -> dict[str, Any]:
    citation = {"quote": f"It was in {short}.", "short": short, "locator": "p. 4", "span": {"start": 0, "end": 15}}
    return {"found": True, "short": short, "confidence": confidence, "citations": [citation], "hits": []}


def test_the_load_section_says_what_the_refused_were_told() -> None:
    levels = [Level(1, 10, 0, 0, 0, 2.0, (200.0,) * 10), Level(8, 20, 0, 0, 0, 2.0, (800.0,) * 20)]
    text = speed_load.section(levels, Level(99, 30, 1, 69, 0, 3.0, (900.0,) * 30), "Queue is full.", 300, 0.97).text
    assert "take 0.970 x as long as each by itself" in text
    assert "A refused client is told: `Queue is full.`" in text
    assert "answers unlike their single-user answer" in text
    wrong = speed_load.section(levels, Level(99, 30, 1, 69, 0, 3.0, (900.0,) * 30), "", 300, 1.0).targets[1]
    assert wrong.broken


def test_recombined_passages_are_real_sentences_and_the_same_every_time() -> None:
    corpus, more = Corpus(50), Corpus(60)
    assert corpus.texts == more.texts[:50]
    assert len(set(corpus.texts)) == 50
    (first, second), passage = corpus.pairs[0], corpus.article.passages[0]
    assert [s.of(passage.text) for s in passage.sentences] == [corpus.sentences[first], corpus.sentences[second]]


def test_more_passages_than_the_sentences_make_are_refused() -> None:
    with pytest.raises(ValueError, match="passages at most, asked for 9,999,999"):
        Corpus(9_999_999)


def test_a_mean_of_two_unit_vectors_is_a_unit_vector_between_them() -> None:
    alone = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert np.allclose(means(alone, [(0, 1), (1, 1)]), [[0.5**0.5, 0.5**0.5], [0, 1]])


def test_recall_counts_ties_as_found_and_order_as_nothing() -> None:
    assert recall([[3, 1], [5, 6]], [[1, 3], [5, 7]]) == 0.75
    assert recall([list(range(5, 15))], [list(range(20))]) == 1.0  # twenty as good as the tenth: any ten will do


def test_the_growth_section_says_where_an_engine_stops_being_interactive() -> None:
    grown = [
        Grown("rank-bm25", 100, 0.1, 1, (1.0,), None, None),
        Grown("rank-bm25", 1000, 1, 10, (150.0,), None, None),
        Grown("faiss HNSW", 1000, 1, 10, (0.2,), 0.985, 64),
    ]
    section = speed_growth.section(grown)
    assert "- rank-bm25: no longer interactive at 1,000 passages." in section.body
    assert "- faiss HNSW: interactive at 1,000 passages." in section.body
    assert "efSearch 64" in section.body
    (target,) = section.targets
    assert target.found == pytest.approx(0.015)
    assert not target.held


def test_peers_are_compared_figure_by_figure_with_the_best_of_them() -> None:
    ours = Measured(OURS, 2.0, (3.0,), 4.0, 300, 0.96)
    peers = [Measured("A", 4.0, (30.0,), 20.0, 200, 0.95), Measured("B", 8.0, (12.0,), 16.0, 600, 0.90)]
    section = peers_section([ours, Measured(WARM, 0.1, (3.0,), 1.0, 300, 0.96), *peers])
    assert [target.found for target in section.targets] == pytest.approx([0.5, 0.25, 0.25, 1.5, 0.95 / 0.96])
    assert [target.held for target in section.targets] == [True, True, True, False, True]


def test_the_paragraphs_of_a_squad_file_are_read_in_order() -> None:
    squad = {"data": [{"paragraphs": [{"context": "a"}, {"context": "b"}]}, {"paragraphs": [{"context": "c"}]}]}
    assert paragraphs(squad) == ["a", "b", "c"]


def test_a_profile_counts_samples_for_the_last_of_our_functions() -> None:
    root = "<module> (eval/speed/worker.py:99);timed (/home/me/eval/speed/loop.py:35);"
    network = "hidden (index/encoding/network.py:50);run (onnxruntime/session.py:5)"
    samples = speed_profile.counted(
        f"{root}ask (qa/pipeline.py:63);spans (/home/me/qa/reading/span_model.py:80);{network} 60\n"
        f"{root}ask (qa/pipeline.py:63);encode (index/encoding/encoder.py:40);{network} 30\n"
        f"{root}call (eval/speed/worker.py:20) 10\n"
        "load (qa/pipeline.py:90) 500\n"
    )
    assert samples == Counter(
        {
            ("the reader", "hidden (index/encoding/network.py)"): 60,
            ("encoding the question", "hidden (index/encoding/network.py)"): 30,
            ("the rest", "other"): 10,
        }
    )
    assert list(speed_profile.shares(samples).values()) == pytest.approx([0.6, 0.3, 0.1])
    assert "60% the reader" in speed_profile.section(samples).body


def test_amounts_have_three_digits_or_so() -> None:
    assert [amount(x) for x in (0, 0.0123, 1.234, 56.789, 1234.5)] == ["0", "0.012", "1.23", "56.79", "1,234"]


def test_a_plot_names_its_lines(tmp_path: Path) -> None:
    points = [(100, 1.0), (1000, 12.0)]
    file = draw(Plot("speed-test", "passages", {"p50 ms": {"faiss flat": points}}), tmp_path)
    assert "faiss flat" in file.read_text(encoding="utf-8")


def test_no_question_comes_twice() -> None:
    assert len(set(banked(2500))) == 2500
    assert banked(5, start=1) == banked(6)[1:]
