"""Folders are layers and imports go one way: app, screen, eval -> qa -> index; nothing imports qa/training; no circle;
no file is two things."""

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


def modules() -> dict[str, Path]:
    """Every module of the layers by its full name, a package by the folder's."""
    names = {}
    for file in (file for layer in MAY_IMPORT for file in files_of(layer)):
        parts = file.relative_to(ROOT).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return names


def circles(imports: dict[str, set[str]]) -> set[str]:
    """The modules that import themselves by way of others."""
    left = {name: set(others) for name, others in imports.items()}
    while free := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in free}
    return set(left)


def test_no_module_imports_itself_by_way_of_others() -> None:
    """An import inside a function counts too: it only hides a circle."""
    known = modules()
    imports = {name: imported(file) & known.keys() - {name} for name, file in known.items()}
    assert len(known) > 150
    assert circles(imports) == set()
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == {"a", "b", "c"}
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == set()


def test_no_file_is_over_250_lines() -> None:
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in modules().items()}
    assert {name: length for name, length in lengths.items() if length > 250} == {}


def test_the_readmes_map_names_files_that_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    drawn = text[text.index("## The map") : text.index("## The article, and licences")]
    files = {file.relative_to(ROOT).as_posix() for file in modules().values()}
    named = set(re.findall(r"[\w/]+\.py", drawn))
    assert len(named) > 40
    assert {name for name in named if not any(file == name or file.endswith(f"/{name}") for file in files)} == set()


def test_import_qa_loads_nothing_heavy() -> None:
    heavy = "torch transformers sentence_transformers faiss gradio rank_bm25 scipy numpy".split()
    code = f"import sys, qa; print([m for m in {heavy!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"
