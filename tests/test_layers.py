"""Folders are layers and imports go one way: app, eval -> qa -> index."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "index": {"index"},
    "qa": {"index", "qa"},
    "eval": {"index", "qa", "eval"},
    "screen": {"index", "qa", "screen"},
    "app.py": {"index", "qa", "screen"},
}
OURS = {"index", "qa", "eval", "screen", "app"}


def imported(file: Path) -> set[str]:
    """The top-level packages of this project that a file imports; a relative import is its own package."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(file.relative_to(ROOT).parts[0] if node.level else (node.module or "").split(".")[0])
    return found & OURS


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_lies_below(layer: str) -> None:
    path = ROOT / layer
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert files, f"{layer} has no Python file"
    wrong = {str(f.relative_to(ROOT)): sorted(imported(f) - MAY_IMPORT[layer]) for f in files}
    assert {name: packages for name, packages in wrong.items() if packages} == {}


def test_import_qa_loads_nothing_heavy() -> None:
    heavy = "torch transformers sentence_transformers faiss gradio rank_bm25 scipy numpy".split()
    code = f"import sys, qa; print([m for m in {heavy!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"
