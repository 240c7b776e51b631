"""The packages of the extra [eval]: the program runs without them, and the eval says which line installs them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from eval.__main__ import main

ROOT = Path(__file__).parents[2]
EXTRA = {"ir_measures", "scipy", "tqdm"}


def imported(file: Path) -> set[str]:
    """The packages that a file imports, at its top or later."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.split(".")[0] for name in names}


def test_the_program_imports_no_package_of_the_extra() -> None:
    files = [ROOT / "app.py", *(file for part in ("index", "qa", "screen") for file in (ROOT / part).rglob("*.py"))]
    of_the_wheel = [file for file in files if not file.is_relative_to(ROOT / "qa" / "training")]
    assert len(of_the_wheel) > 50
    assert {
        str(file.relative_to(ROOT)): imported(file) & EXTRA for file in of_the_wheel if imported(file) & EXTRA
    } == {}


def test_without_the_extra_the_eval_names_the_line_that_installs_it() -> None:
    missing = f"import sys; sys.modules.update(dict.fromkeys({sorted(EXTRA)}))"
    code = f"{missing}; from eval.__main__ import main; sys.exit(main())"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "python -m eval needs ir-measures, scipy, tqdm: pip install 'article-qa[eval]'\n"


def test_one_missing_package_is_named_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    assert main([]) == 2
    assert capsys.readouterr().err == "python -m eval needs ir-measures: pip install 'article-qa[eval]'\n"


def test_a_report_needs_the_experiments_which_the_wheel_leaves_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "eval.experiments", None)
    monkeypatch.delitem(sys.modules, "eval.experiments.sections", raising=False)
    assert main(["--report"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("python -m eval: --report needs the whole repository: ")
