"""The program's folders, and the variables by which libraries are told to keep to themselves.

Every program here imports this package, and so this file, before any of those libraries.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

# onnxruntime's official wheels, since 1.29, send events to their vendor and keep a device id in the user's home.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# The hub's client, which the libraries of other encoders load, counts its users.
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def default_cache() -> Path:
    """The folder named by the variable ARTICLE_QA_CACHE if it is set, else the program's in the user's cache folder."""
    chosen = os.environ.get("ARTICLE_QA_CACHE")
    return Path(chosen) if chosen else user_cache_path("article-qa")


def default_feedback() -> Path:
    """The file ``ARTICLE_QA_FEEDBACK`` where that is set, else feedback.jsonl in the user's data folder."""
    chosen = os.environ.get("ARTICLE_QA_FEEDBACK")
    return Path(chosen) if chosen else user_data_path("article-qa") / "feedback.jsonl"


def environment_of_readers(cache: Path | None = None) -> dict[str, str]:
    """The environment of a process that reads files: there each core would take address space, of which there is a
    limit, for arithmetic that no reader does. cache: the folder that it keeps pages in, the program's if none is given.
    """
    own = {} if cache is None else {"ARTICLE_QA_CACHE": str(cache)}
    return {**os.environ, **own, "OPENBLAS_NUM_THREADS": "1"}


def default_password() -> str:
    """The page's password from ``ARTICLE_QA_PASSWORD``, where other programs cannot see it; "" for none."""
    return os.environ.get("ARTICLE_QA_PASSWORD", "")


def default_corrections() -> Path:
    """The folder ``ARTICLE_QA_CORRECTIONS`` where that is set, else corrections in the user's data folder."""
    chosen = os.environ.get("ARTICLE_QA_CORRECTIONS")
    return Path(chosen) if chosen else user_data_path("article-qa") / "corrections"


# matplotlib, which gradio imports if it is installed, else keeps a list of fonts in two folders of the user's home.
os.environ.setdefault("MPLCONFIGDIR", str(default_cache() / "matplotlib"))
