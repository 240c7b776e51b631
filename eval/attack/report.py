"""The report of an attack: the threat model, then a row for each kind of thing that was tried."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .trials import Trial

_MODEL = Path(__file__).parent / "threat_model.md"
_PACKAGES = ("gradio", "starlette", "python-multipart", "uvicorn", "pypdfium2", "lxml", "pillow", "onnxruntime")


def report(trials: Sequence[Trial], command: str) -> str:
    """The whole report as Markdown; ``command``: the one that wrote it."""
    faults = [f"- {trial.kind}: {trial.name}: {trial.fault}" for trial in trials if trial.fault]
    parts = [
        _MODEL.read_text(encoding="utf-8").rstrip(),
        "## What was tried",
        f"Written by `{command}`, with {_versions()}.",
        table(trials),
        "Memory is that of the process that reads a file, at most; time that of one trial, at most. A trial holds if"
        " the file is read or refused in words that name it, the request is refused, the start gives the same article"
        " and vectors, and neither a reply nor the terminal shows a trace or a path.",
        "\n".join(["What did not hold:", "", *faults]) if faults else "All of it held.",
    ]
    return "\n\n".join(parts) + "\n"


def table(trials: Sequence[Trial]) -> str:
    """A row for each kind, in the order in which they were tried."""
    rows = ["| kind | tried | held | memory | time |", "| --- | ---: | ---: | ---: | ---: |"]
    for kind in dict.fromkeys(trial.kind for trial in trials):
        of_kind = [trial for trial in trials if trial.kind == kind]
        held = sum(not trial.fault for trial in of_kind)
        memory = max(trial.bytes for trial in of_kind)
        cells = (
            kind,
            f"{len(of_kind):,}",
            f"{held:,}",
            f"{memory / 1e6:,.0f} MB" if memory else "–",
            f"{max(trial.seconds for trial in of_kind):.1f} s",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _versions() -> str:
    return ", ".join(f"{package} {_version(package)}" for package in _PACKAGES)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
