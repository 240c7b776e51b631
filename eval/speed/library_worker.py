"""``python -m eval.speed.library_worker stored URL`` or ``memory COUNT``: a drawn collection that can be asked."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from index.joining import join_articles
from index.postgres.connection import Database
from index.progress import silent
from qa.building import build_pipeline
from qa.stored.pipeline import StoredPipeline

from .drawn import Drawn, Remembered
from .loop import Call, serve


def load(arguments: list[str]) -> tuple[Call, Mapping[str, float]]:
    """The best five passages' texts for a question, over a library or in memory."""
    start = perf_counter()
    if arguments[0] == "stored":
        encoder = Remembered(Drawn(0))
        stored = StoredPipeline(Database(arguments[1]), encoder, "none")
        return lambda question: [[hit.passage.text, hit.score] for hit in stored.retrieve(question)], {}
    drawn = Drawn(int(arguments[1]))
    articles = list(drawn.articles())
    whole = join_articles(articles, [article.title for article in articles], "collected papers")
    with TemporaryDirectory() as cache:
        pipeline = build_pipeline(whole, Remembered(drawn), cache=Path(cache), progress=silent)
    figures = {"build": perf_counter() - start}
    return lambda question: [[hit.passage.text, hit.score] for hit in pipeline.retrieve(question)], figures


if __name__ == "__main__":
    serve(lambda: load(sys.argv[1:]))
