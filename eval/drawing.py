"""matplotlib, set up so that the same figures give the same file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from index.writing import write_whole


def pyplot(wanted: str, extra: str) -> Any:
    """``matplotlib.pyplot``, for SVG. Raises ImportError if matplotlib is missing.

    wanted, extra   named by the error: the thing that needs matplotlib, the extra that installs it
    """
    try:
        import matplotlib
    except ImportError:
        raise ImportError(f"{wanted} needs matplotlib: pip install 'article-qa[{extra}]'") from None
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "article-qa"
    from matplotlib import pyplot

    return pyplot


def save(figure: Any, path: Path) -> None:
    """Write a figure as SVG in the place of a file; OSError if that cannot be done, and the file stays as it was."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    write_whole(path, drawn.getvalue())
