"""The page over the built-in article, and a browser to open it in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from index import Article
from qa.pipeline import Pipeline
from tests.screen.visitor import installed_browser, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with installed_browser() as found:
        yield found


@pytest.fixture(scope="module")
def address(article: Article, pipeline: Pipeline) -> Iterator[str]:
    """Of a page that keeps no feedback."""
    with served(article, lambda: pipeline) as at:
        yield at
