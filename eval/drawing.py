"""matplotlib, set up so that the same figures give the same file."""

from __future__ import annotations

from typing import Any


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
