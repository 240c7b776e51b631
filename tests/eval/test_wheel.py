"""The wheel holds the program and its eval, and nothing that serves its making only."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
LEFT_OUT = (
    "qa/training/*",
    "eval/speed/*",
    "eval/experiments/*",
    "eval/tuning/*",
    "eval/reading/*",
    "eval/attack/*",
    "eval/SECURITY.md",
    "eval/SPEED.md",
    "*.svg",
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of the files in a wheel of this repository."""
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    with ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.mark.slow
def test_the_wheel_holds_the_program_its_data_and_the_eval(held: list[str]) -> None:
    data = [str(file.relative_to(ROOT)) for file in (ROOT / "index" / "data").rglob("*") if file.is_file()]
    wanted = ["qa/pipeline.py", "eval/__main__.py", "eval/questions.jsonl", "qa/data/confidence.json", "app.py", *data]
    assert [name for name in wanted if name not in held] == []


@pytest.mark.slow
def test_the_wheel_holds_no_training_benchmark_experiment_or_picture(held: list[str]) -> None:
    assert [name for name in held if any(fnmatch(name, pattern) for pattern in LEFT_OUT)] == []


@pytest.mark.slow
def test_every_module_that_the_wheel_imports_on_loading_is_in_it(held: list[str]) -> None:
    sources = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in held if name[-3:] == ".py"
    }
    lacking = {}
    for name in held:
        if name.endswith(".py"):
            own = {
                module for module in _imported(name) if module.split(".")[0] in ("app", "eval", "index", "qa", "screen")
            }
            lacking[name] = sorted(own - sources)
    assert {name: modules for name, modules in lacking.items() if modules} == {}


def _imported(name: str) -> set[str]:
    """The modules that a file of the repository imports at its top level, by their full names."""
    folder = Path(name).parent.parts
    found = set()
    for node in ast.parse((ROOT / name).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = folder[: len(folder) - node.level + 1] if node.level else ()
            parent = ".".join([*package, *([node.module] if node.module else [])])
            # "from . import tables" names a module, "from .tables import table" does not.
            found |= {f"{parent}.{alias.name}" for alias in node.names if _is_module(f"{parent}.{alias.name}")} or {
                parent
            }
    return found


def _is_module(dotted: str) -> bool:
    path = ROOT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()
