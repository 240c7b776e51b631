"""What a question costs besides its answer: which packages are imported, and what is remembered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from qa.pipeline import Pipeline

ROOT = Path(__file__).parents[2]
HEAVY = ["torch", "transformers", "sentence_transformers", "onnx", "scipy", "sklearn", "pandas", "gradio"]


def loaded_after(code: str, names: list[str]) -> list[str]:
    """Which packages a new process has imported after some code, whose own output must be "ok"."""
    script = f"import sys\n{code}\nprint([name for name in {names!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    said, found = done.stdout.splitlines()
    assert said == "ok"
    return [name for name in names if repr(name) in found]


def test_an_answer_needs_no_torch() -> None:
    asking = "import qa; print('ok' if 'Truman' in qa.ask('Who did Marshall write to?').short else 'wrong')"
    assert loaded_after(asking, HEAVY) == []


def test_an_answer_needs_what_it_runs_on() -> None:
    """Lest the test above look at names that nothing has."""
    asking = "import qa; print('ok' if qa.retrieve('Who did Marshall write to?') else 'wrong')"
    needed = ["onnxruntime", "tokenizers", "faiss", "rank_bm25", "numpy"]
    assert loaded_after(asking, needed) == needed


def test_importing_qa_imports_next_to_nothing() -> None:
    light = [*HEAVY, "numpy", "faiss", "onnxruntime", "tokenizers", "rank_bm25", "rapidfuzz", "yasbd", "Stemmer"]
    assert loaded_after("import qa, qa.cli; print('ok')", light) == []


def test_a_question_asked_again_is_answered_from_memory(pipeline: Pipeline) -> None:
    question = "Who wrote the memo that Marshall sent to the President?"
    first = pipeline.ask(question)
    start = perf_counter()
    assert pipeline.ask(f" {question}\n") == first
    assert perf_counter() - start < 0.005
    asked_before = [{"role": "user", "content": "What did the Soviet Union invade?"}]
    assert len(pipeline.ask(question, k=2).hits) == 2
    assert pipeline.ask("And when did it?", asked_before).searched != pipeline.ask("And when did it?").searched


def test_a_question_that_cannot_be_asked_is_an_error_every_time(pipeline: Pipeline) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="the question is empty"):
            pipeline.ask("  ")
        with pytest.raises(TypeError, match="a question is text, found list"):
            pipeline.ask(["Who?"])  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="expected 1 or more, found 0"):
            pipeline.ask("Who?", k=0)
