"""A page over a small article, as those meet it who would misuse it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import read_article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from tests.attack.caller import Caller
from tests.conftest import TINY
from tests.screen.visitor import served


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, small_encoder: Encoder) -> Pipeline:
    """The pipeline of a small article."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "salt.txt"
    path.write_text(TINY, encoding="utf-8")
    return build_pipeline(read_article(path), small_encoder, cache=folder, progress=silent)


@pytest.fixture(scope="module")
def page(small: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """A caller of the page, which has no password."""
    feedback = tmp_path_factory.mktemp("kept") / "feedback.jsonl"
    with served(small.article, lambda: small, feedback) as address, Caller(address) as caller:
        yield caller
