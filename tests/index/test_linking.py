"""Links of files lead to their entries and notes, whatever the words between say."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, read_article
from index.article_json import from_json, to_json
from index.joining import join_articles
from index.linking import merged
from index.passage import Cite, Passage, Span

CASES = Path(__file__).parent.parent / "cases" / "reading"


def cites(article: Article) -> list[tuple[str, int]]:
    return [(cite.span.of(p.text), cite.reference.number) for p in article.passages for cite in p.cites]


def marks(article: Article) -> list[tuple[str, str, str]]:
    """The text before each mark outside the notes, its label, and its note."""
    return [
        (p.text[: mark.span.start][-13:], mark.label, mark.note.text)
        for p in article.passages
        for mark in p.marks
        if p.kind != "note"
    ]


def test_the_ids_of_jats_lead_to_entries() -> None:
    assert cites(read_article(CASES / "15-xref-to-entries.xml")) == [
        ("1", 1),
        ("2", 2),
        ("Hill and others, in 1995", 2),
    ]


def jats(tmp_path: Path, body: str, back: str = "") -> Article:
    path = tmp_path / "tolls.xml"
    entries = "".join(
        f'<ref id="B{i}"><mixed-citation>{name} ({year}). Salt.</mixed-citation></ref>'
        for i, (name, year) in enumerate([("Fern, A.", 1992), ("Moss, B.", 1995), ("Hill, C.", 1999)], start=1)
    )
    path.write_text(
        "<article><front><article-meta><title-group><article-title>Tolls</article-title></title-group></article-meta>"
        f"</front><body><sec><title>Roads</title><p>{body}</p></sec></body><back>{back}"
        f"<ref-list><title>References</title>{entries}</ref-list></back></article>"
    )
    return read_article(path)


def xref(number: int, words: str) -> str:
    return f'<xref ref-type="bibr" rid="B{number}">{words}</xref>'


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"They rose ({xref(1, '1')}-{xref(3, '3')}).", [("1", 1), ("1-3", 2), ("3", 3)]),
        (f"They rose ({xref(2, 'Fern, 1992')}).", [("Fern, 1992", 2)]),  # the link is the better evidence
        (f"They rose, as Fern ({xref(1, '1992')}) says.", [("Fern (1992)", 1)]),  # the words say more of the same
        (f"They rose ({xref(1, 'Fern, 1992')}; Moss, 1995).", [("Fern, 1992", 1), ("Moss, 1995", 2)]),
        ('They rose (<xref ref-type="bibr" rid="B1 B3">see both</xref>).', [("see both", 1), ("see both", 3)]),
        ('They rose (<xref ref-type="bibr" rid="B9">Reed</xref>).', []),
    ],
)
def test_links_and_words_together(tmp_path: Path, body: str, found: list[tuple[str, int]]) -> None:
    assert [(words.strip(), number) for words, number in cites(jats(tmp_path, body))] == found


def test_marks_of_jats_lead_to_their_notes_and_these_to_entries(tmp_path: Path) -> None:
    article = jats(
        tmp_path,
        'A quay was built.<xref ref-type="fn" rid="f2"><sup>2</sup></xref> It was wide<fn><p>By the map.</p></fn>.',
        '<fn-group><fn id="f2"><label>2</label><p>Fern (1992), in a letter.</p></fn></fn-group>',
    )
    body = next(p for p in article.passages if p.kind == "body")
    assert body.text == "A quay was built. It was wide."
    assert marks(article) == [
        ("ay was built.", "2", "Fern (1992), in a letter."),
        (". It was wide", "", "By the map."),
    ]
    assert [mark.note.cites[0].reference.number for mark in body.marks if mark.note.cites] == [1]
    assert [[m.label for m in body.marks_in(sentence)] for sentence in body.sentences] == [["2"], [""]]


def page(tmp_path: Path, body: str) -> Article:
    path = tmp_path / "tolls.html"
    path.write_text(
        f"<html><body><h1>Tolls of Velm</h1><h2>Roads</h2>{body}<h2>References</h2><ul>"
        '<li id="e1">Fern, A. (1992). Salt.</li><li id="e2">Moss, B. (1995). Stone.</li></ul></body></html>'
    )
    return read_article(path)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<p>As <a href="#e2">he wrote</a> then.</p>', [("he wrote", 2)]),
        ('<p>As <a href="tolls.html#e1">she</a> wrote.</p>', [("she", 1)]),
        ('<p>It fell <a href="#e1">[1]</a>-<a href="#e2">[2]</a>.</p>', [("[1]", 1), ("[2]", 2)]),
        ('<p>It fell (<a href="#e2">Fern, 1992</a>).</p>', [("Fern, 1992", 2)]),
        ('<p>It fell, see <a href="#top">Fern 1992</a>.</p>', [("Fern 1992", 1)]),
        ('<p>It fell (see <a href="https://a.example/">here</a>).</p>', []),
    ],
)
def test_links_of_a_page_lead_to_entries(tmp_path: Path, body: str, found: list[tuple[str, int]]) -> None:
    assert cites(page(tmp_path, body)) == found


@pytest.mark.parametrize(
    "mark",
    [
        '<a href="#fn1" role="doc-noteref"><sup>1</sup></a>',
        '<sup><a href="#fn1">1</a></sup>',
        '<sup id="r1"><a href="#fn1">1</a></sup>',
        "<sup>1</sup>",  # no link: the note that bears the number
    ],
)
def test_marks_of_a_page_lead_to_their_notes(tmp_path: Path, mark: str) -> None:
    article = page(tmp_path, f'<p>A quay was built.{mark} It fell.</p><h2>Notes</h2><p id="fn1">1 In a letter.</p>')
    assert [p.text for p in article.passages if p.kind == "body"] == ["A quay was built. It fell."]
    assert marks(article) == [("ay was built.", "1", "1 In a letter.")]


def test_a_library_and_the_cache_keep_marks_and_notes(tmp_path: Path) -> None:
    note = '<fn-group><fn id="f1"><p>Fern (1992).</p></fn><fn id="f2"><p>Ibid., p. 4.</p></fn></fn-group>'
    body = 'It rose.<xref ref-type="fn" rid="f1">1</xref> It fell.<xref ref-type="fn" rid="f2">2</xref>'
    article = jats(tmp_path, body, note)
    assert [(before.strip(), label) for before, label, _ in marks(article)] == [
        ("It rose.", "1"),
        ("ose. It fell.", "2"),
    ]
    assert from_json(to_json(article)) == article
    both = join_articles([article, article], ["One", "Two"], "Both")
    moved = [mark.note for p in both.parts[1].passages for mark in p.marks]
    assert moved
    assert all(any(note is p for p in both.parts[1].passages) for note in moved)
    second = next(p for p in article.passages if p.text.startswith("Ibid"))
    assert [cite.reference.text for cite in second.cites] == ["Fern, A. (1992). Salt."]


def test_citations_by_words_give_way_to_links_that_contradict_them() -> None:
    one, two = (Passage(i, "reference", "", (), str(i), (), ()) for i in (1, 2))
    words, link = Cite(Span(0, 10), one), Cite(Span(2, 6), two)
    assert merged([words], [link]) == (link,)
    assert merged([words], [Cite(Span(2, 6), one)]) == (words,)
    assert merged([words], [Cite(Span(20, 26), two)]) == (words, Cite(Span(20, 26), two))
