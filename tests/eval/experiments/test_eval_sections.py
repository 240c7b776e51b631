"""The experiments run over the built-in article with a small encoder: their sections are those of eval/RESULTS.md."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.dataset import built_in
from eval.experiments.sections import sections
from eval.report import READING, RESULTS
from index import Article
from index.encoding.encoder import Encoder
from index.progress import silent


def words_of(text: str) -> list[str]:
    """The lines of a section that are neither a table's nor blank."""
    return [line for line in text.splitlines() if line and not line.startswith("|")]


@pytest.mark.slow
def test_the_experiments_write_the_sections_that_end_the_report(
    article: Article, small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.configurations.READERS", {"sentences": "none"})
    test, dev = (built_in(article, split).first(60) for split in ("test", "dev"))
    # Under the name that the report's own data set has.
    other = replace(test, name="xquad.en.json", questions=tuple(q for q in test.questions if q.answers)[:10])
    written = sections([test, dev, other], small_encoder, tmp_path, silent)
    report, _, _ = RESULTS.read_text(encoding="utf-8").partition(f"<!-- eval:{READING} -->")  # another command's
    end = report[report.index(written[0].splitlines()[0]) :]
    assert words_of("\n".join(written)) == words_of(end)
    assert sections([test, dev], small_encoder, tmp_path, silent) == written[1:]
