"""Folders are layers and imports go one way: app, eval -> qa -> index; nothing imports qa/training."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "index": {"index"},
    "qa": {"index", "qa"},
    "qa/training": {"index", "qa", "eval"},
    "eval": {"index", "qa", "eval"},
    "screen": {"index", "qa", "screen"},
    "app.py": {"index", "qa", "screen"},
}
OURS = {"index", "qa", "eval", "screen", "app"}


def files_of(layer: str) -> list[Path]:
    """The Python files of a layer, without those of a layer inside it."""
    path = ROOT / layer
    if path.is_file():
        return [path]
    inner = [ROOT / other for other in MAY_IMPORT if other.startswith(f"{layer}/")]
    return [file for file in sorted(path.rglob("*.py")) if not any(file.is_relative_to(folder) for folder in inner)]


def imported(file: Path) -> set[str]:
    """The modules that a file imports, by their full names; of "from a import b" both "a" and "a.b"."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = file.relative_to(ROOT).parts[: -node.level] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_lies_below(layer: str) -> None:
    files = files_of(layer)
    assert files, f"{layer} has no Python file"
    packages = {file: {name.split(".")[0] for name in imported(file)} & OURS for file in files}
    wrong = {str(file.relative_to(ROOT)): sorted(names - MAY_IMPORT[layer]) for file, names in packages.items()}
    assert {name: packages for name, packages in wrong.items() if packages} == {}


@pytest.mark.parametrize("layer", [layer for layer in MAY_IMPORT if layer != "qa/training"])
def test_nothing_imports_training(layer: str) -> None:
    training = re.compile(r"qa\.training(\.|$)")
    assert [str(file) for file in files_of(layer) if any(map(training.match, imported(file)))] == []


def test_every_form_of_an_import_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    file = tmp_path / "qa" / "study" / "citing.py"
    file.parent.mkdir(parents=True)
    lines = (
        "import eval.measures",
        "from qa import answer",
        "from . import styles",
        "from ..training.batches import Row",
    )
    file.write_text("\n".join(lines))
    expected = {"eval.measures", "qa", "qa.answer", "qa.study", "qa.study.styles"}
    assert imported(file) == expected | {"qa.training.batches", "qa.training.batches.Row"}


def test_import_qa_loads_nothing_heavy() -> None:
    heavy = "torch transformers sentence_transformers faiss gradio rank_bm25 scipy numpy".split()
    code = f"import sys, qa; print([m for m in {heavy!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"
