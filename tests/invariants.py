"""The rules that hold of every article that was read, from a file of any format."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from index import Article, Passage, Span
from index.passage import join_slices


def check_article(article: Article) -> None:
    """AssertionError, with the passage, at the first thing that does not hold."""
    counts: Counter[tuple[str, str]] = Counter()
    entries = {id(reference) for reference in article.references}
    assert any(passage.kind in ("body", "abstract") for passage in article.passages)
    assert [id(r) for r in article.references] == [id(p) for p in article.passages if p.kind == "reference"]
    for passage in article.passages:
        counts[passage.kind, passage.section] += 1
        assert passage.number == counts[passage.kind, passage.section], passage
        check_text(article, passage)
        check_pages(article, passage)
        assert all(cite.span.start < cite.span.end <= len(passage.text) for cite in passage.cites), passage
        assert [cite.span for cite in passage.cites] == sorted(cite.span for cite in passage.cites), passage
        assert all(id(cite.reference) in entries for cite in passage.cites), passage


def check_text(article: Article, passage: Passage) -> None:
    """The text is slices of the file, in the file's order; its sentences are too, and hold every word."""
    text = passage.text
    assert text.strip(), passage
    assert "\n" not in text, passage
    assert join_slices(article.file_text, passage.source) == text, passage
    assert all(span.start < span.end for span in passage.source), passage
    assert all(before.end <= after.start for before, after in pairwise(passage.source)), passage
    spans = passage.sentences
    assert all(span.start < span.end <= len(text) for span in spans), passage
    assert all(before.end <= after.start for before, after in pairwise(spans)), passage
    kept = [" "] * len(text)
    for sentence in passage.sentences:
        slices = article.file_slices(passage, sentence)
        assert join_slices(article.file_text, slices) == sentence.of(text), passage
        kept[sentence.start : sentence.end] = sentence.of(text)
    assert "".join(kept).split() == text.split(), passage


def check_pages(article: Article, passage: Passage) -> None:
    """Pages rise, lie in the article, and each after the first begins inside the text."""
    pages, breaks = passage.pages, passage.page_breaks
    assert bool(pages) == bool(article.page_count), passage
    assert len(breaks) == max(0, len(pages) - 1), passage
    assert list(pages) == sorted(set(pages)), passage
    assert not pages or 1 <= pages[0] <= pages[-1] <= article.page_count, passage
    assert list(breaks) == sorted(set(breaks)), passage
    assert all(0 < place < len(passage.text) for place in breaks), passage
    assert passage.pages_of(Span(0, len(passage.text))) == pages, passage
