"""``python -m eval`` from end to end, on a small file and with a small encoder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.__main__ import main
from eval.compare import read_json
from eval.report import Part, block, blocks, dataset_blocks, keeping, misquoted, results
from index.encoding.encoder import Encoder
from qa.retriever import Row, Table

Command = Callable[..., int]


def break_the_retriever(monkeypatch: pytest.MonkeyPatch) -> None:
    def shuffled(table: Table, weights: object) -> Row:
        return np.random.default_rng(1).permutation(table.shape[1]).astype(float)

    monkeypatch.setattr("qa.retriever.weighted_mean", shuffled)


def test_the_tables_are_printed(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command() == 0
    printed = capsys.readouterr().out
    assert "## canal.json" in printed
    assert "8 questions: 7 answerable, 1 not." in printed
    shipped = next(line for line in printed.splitlines() if line.startswith("| weighted mean (shipped)"))
    assert "1.000 [.646, 1.000]" in shipped  # Wilson's for 7 of 7: 7 / (7 + 1.96²)
    assert "| floor: always refuses" in printed
    assert "txtai" not in printed


def test_floors_hold_and_a_broken_retriever_fails_them(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = ["--min", "R@1=.9", "MRR@10=.9", "forced-evidence=.8"]
    assert command(*floors) == 0
    break_the_retriever(monkeypatch)
    assert command(*floors) == 1
    assert "below its floor of 0.9" in capsys.readouterr().err


def test_a_floor_for_an_unknown_measure_cannot_be_checked(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--min", "R@2=.5") == 2
    assert "--min knows no R@2" in capsys.readouterr().err


def test_what_cannot_be_read_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dataset", str(tmp_path / "no.json")]) == 2
    assert "no.json does not exist" in capsys.readouterr().err


def test_compare_names_the_questions_that_got_worse(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    command("--json", str(before))
    break_the_retriever(monkeypatch)
    command("--json", str(after))
    assert read_json(before).asked == read_json(after).asked
    capsys.readouterr()
    assert main(["--compare", str(before), str(after)]) == 0
    printed = capsys.readouterr().out
    assert "8 questions in both" in printed
    table = printed[printed.index("| weighted mean (shipped)") :]
    line = next(line for line in table.splitlines() if line.startswith("| R@1"))
    was, better, worse, p = (line.split("|")[column].strip() for column in (2, 4, 5, 6))
    lost = 7 - sum(read_json(after).retrieval[-2].values["R@1"].values())
    # Every question that changed got worse: of the 2^n ways to swap them two are as extreme.
    assert (was, better, worse) == ("1.000", "0", str(int(lost)))
    assert lost >= 5
    assert float(p) == pytest.approx(2 / 2**lost, abs=0.0006)
    assert "worse: weighted mean (shipped), R@1 1.000 -> .000" in printed
    assert "    q0-1: When was the canal dug?\n    before: The canal was dug in 1790 by miners.\n" in printed


def test_compare_refuses_another_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text("{}")
    assert main(["--compare", str(tmp_path / "x.json"), str(tmp_path / "x.json")]) == 2
    assert "was not written by --json" in capsys.readouterr().err


def test_json_on_stdout_is_all_that_is_printed(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--json", "-", "--limit", "3") == 0
    stored = json.loads(capsys.readouterr().out)
    assert stored["figures"]["R@1"] == 1.0
    assert stored["name"] == "canal.json, first 3 questions"
    assert [asked["id"] for asked in stored["asked"]] == ["q0-0", "q0-1", "none"]


def test_written_folders_can_be_read_back(
    command: Command, tmp_path: Path, small_encoder: Encoder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("--beir", str(tmp_path / "beir"), "--trec", str(tmp_path / "trec")) == 0
    assert (tmp_path / "trec" / "weighted-mean-shipped.run").is_file()
    capsys.readouterr()
    assert main(["--dataset", str(tmp_path / "beir"), "--min", "R@1=1"], small_encoder) == 0
    assert "7 questions: 7 answerable, 0 not." in capsys.readouterr().out


def test_verbose_prints_what_came_back_and_what_was_expected(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_the_retriever(monkeypatch)
    command("-v", "--limit", "4")
    printed = capsys.readouterr().out
    assert "    expected: coal\n" in printed


def test_plots_are_drawn(command: Command, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the extra article-qa[plot]")
    assert command("--plot", str(tmp_path / "plots")) == 0
    assert sorted(path.name for path in (tmp_path / "plots").iterdir()) == [
        "recall.svg",
        "reliability.svg",
        "risk-coverage.svg",
    ]
    assert "<svg" in (tmp_path / "plots" / "recall.svg").read_text()


def test_missing_matplotlib_is_an_error_with_its_remedy(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert command("--plot", str(tmp_path)) == 2
    assert "pip install 'article-qa[plot]'" in capsys.readouterr().err


def test_a_report_is_of_whole_sets() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--report", "--limit", "3"])
    assert stopped.value.code == 2


def test_a_readme_must_quote_blocks_as_they_are_written() -> None:
    report = "# Results\n" + block("test", "| R@1 | .8 |\n") + "\n" + block("dataset", "| R@1 | .9 |\n")
    assert blocks(report) == {"test": "| R@1 | .8 |\n", "dataset": "| R@1 | .9 |\n"}
    assert misquoted("Words.\n" + block("test", "| R@1 | .8 |\n"), report) == []
    assert misquoted(block("test", "| R@1 | .9 |\n"), report) == [
        "README's block test is not eval/RESULTS.md's: copy it again"
    ]
    assert misquoted(block("other", "| R@1 | .8 |\n"), report) == [
        "README has a block other that eval/RESULTS.md has not"
    ]
    assert "quotes no block" in misquoted("R@1 is .8.", report)[0]


def test_a_second_run_gives_the_same_figures(command: Command, tmp_path: Path) -> None:
    runs = []
    for name in ("a.json", "b.json"):
        command("--json", str(tmp_path / name))
        stored = json.loads((tmp_path / name).read_text())
        for row in [*stored["retrieval"], *stored["answers"]]:
            assert len(row.pop("milliseconds")) == 8
        runs.append(stored)
    assert runs[0] == runs[1]


def test_the_report_holds_both_splits_the_file_and_the_blocks_to_quote(command: Command, tmp_path: Path) -> None:
    command("--json", str(tmp_path / "canal.json"))
    canal = read_json(tmp_path / "canal.json")
    test, dev, other = (replace(canal, name=f"{name} questions") for name in ("Test", "Dev", "Other"))
    named = dict(zip(dataset_blocks(["canal.json", "Lock 2.en.json"]), (canal, other), strict=True))
    parts = [Part("articles", "Opened", "| R@1 | 1 of 1 |\n", "not of the report")]
    text = results("python -m eval --report --dataset FILE", {"test": test, "dev": dev, **named}, parts, ["## Last\n"])
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings[:4] == ["# Results", "## Test questions", "## Dev questions", "## canal.json"]
    assert headings[4:] == ["## Other questions", "## Opened", "## Last"]
    assert "Written by `python -m eval --report --dataset FILE`, never by hand." in text
    assert "not of the report" not in text
    found = blocks(text)
    assert list(found) == ["test", "dataset", "dataset-lock-2-en", "articles"]
    assert found["articles"] == "| R@1 | 1 of 1 |\n"
    assert found["test"].startswith("Test questions. 8 questions: 7 answerable, 1 not.")
    assert "| weighted mean (shipped) | 1.000 [.646, 1.000] |" in found["dataset"]
    assert "ms" not in found["test"].split()


def test_a_new_report_keeps_the_figures_of_how_files_are_read_and_nothing_else() -> None:
    before = "# Results\n" + block("test", "| R@1 | .7 |\n") + block("reading", "## Read\n\n| title | 4/5 |\n")
    kept = keeping("# Results\n" + block("test", "| R@1 | .8 |\n"), before)
    assert blocks(kept) == {"test": "| R@1 | .8 |\n", "reading": "## Read\n\n| title | 4/5 |\n"}
    assert keeping("# Results\n", kept).count("## Read") == 1
