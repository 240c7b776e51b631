"""README's figures are eval/RESULTS.md's, which the command writes."""

from __future__ import annotations

from pathlib import Path

from eval.report import RESULTS, misquoted

README = Path(__file__).parents[2] / "README.md"


def test_readme_quotes_the_results_as_they_are() -> None:
    assert misquoted(README.read_text(encoding="utf-8"), RESULTS.read_text(encoding="utf-8")) == []
