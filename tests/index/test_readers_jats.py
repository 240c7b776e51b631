"""A JATS article is read by its tags: the whole of it by hand, then what each tag makes of its words."""

from __future__ import annotations

from html import escape
from itertools import groupby
from pathlib import Path

import pytest

from index import Article, read_article
from index.passage import join_slices

DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving v1.2//EN" "JATS-archivearticle1.dtd">'
NAMESPACES = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"'


def as_jats(article: Article) -> str:
    """An article as an archive would hold it."""
    front, body, back = "", "", ""
    for section, passages in groupby(article.passages, key=lambda passage: passage.section):
        held = list(passages)
        said = "".join(f"<p>{escape(p.text)}</p>" for p in held)
        if section == "Abstract":
            front += f"<abstract>{said}</abstract>"
        elif section == "References":
            refs = (f"<ref><mixed-citation>{escape(p.text)}</mixed-citation></ref>" for p in held)
            back += f"<ref-list>{''.join(refs)}</ref-list>"
        elif section:
            body += f"<sec><title>{escape(section)}</title>{said}</sec>"
        for passage in held:
            text = escape(passage.text)
            if passage.kind == "title":
                front += f"<title-group><article-title>{text}</article-title></title-group>"
            elif passage.kind == "authors":
                first, *about = [escape(line.of(passage.text)) for line in passage.sentences]
                front += f"<contrib-group><contrib><string-name>{first}</string-name></contrib></contrib-group>"
                front += "".join(f"<aff>{line}</aff>" for line in about)
            elif passage.kind == "keywords":
                words = passage.text.partition(": ")[2].split(", ")
                front += "<kwd-group>" + "".join(f"<kwd>{escape(word)}</kwd>" for word in words) + "</kwd-group>"
    return jats(front=front, body=body, back=back)


TITLE = "<title-group><article-title>The Salt Road</article-title></title-group>"


def jats(front: str = TITLE, body: str = "", back: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}\n<article {NAMESPACES}><front><article-meta>{front}'
        f"</article-meta></front><body>{body}</body><back>{back}</back></article>"
    )


def read(tmp_path: Path, xml: str | bytes, name: str = "a.xml") -> Article:
    path = tmp_path / name
    path.write_bytes(xml if isinstance(xml, bytes) else xml.encode("utf-8"))
    article = read_article(path)
    assert all(join_slices(article.file_text, p.source) == p.text for p in article.passages)
    return article


def kinds_of(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in article.passages]


def test_the_built_in_article_is_the_same_article_in_jats(article: Article, tmp_path: Path) -> None:
    xml = read(tmp_path, as_jats(article))
    assert xml.title == article.title
    assert kinds_of(xml) == [pair for pair in kinds_of(article) if pair[0] != "header"]
    assert sum(p.kind in ("body", "abstract") for p in xml.passages) == 36
    assert len(xml.references) == 32
    assert sum(len(p.cites) for p in xml.passages) == 48
    assert [p.section for p in xml.passages] == [p.section for p in article.passages if p.kind != "header"]


def test_the_front_holds_title_people_abstract_and_keywords(tmp_path: Path) -> None:
    read_front = read(
        tmp_path,
        jats(
            "<title-group><article-title>The <italic>Salt</italic> Road<xref ref-type='fn'>*</xref></article-title>"
            "<subtitle>A history</subtitle></title-group><contrib-group><contrib contrib-type='author'><name><surname>"
            "Fern</surname><given-names>Anna</given-names></name><xref ref-type='aff'><sup>1</sup></xref></contrib>"
            "<contrib><name><surname>Moss</surname><given-names>Ben</given-names></name></contrib>"
            "<contrib contrib-type='editor'><name><surname>Oak</surname></name></contrib></contrib-group>"
            "<aff><label>1</label>Hill School, Leeds</aff><abstract><sec><title>Aims</title><p>To follow it.</p></sec>"
            "<sec><title>Methods:</title><p>By foot.</p><p>And by mule.</p></sec></abstract>"
            "<abstract abstract-type='plain-language'><p>We walked.</p></abstract>"
            "<kwd-group><kwd>salt</kwd><kwd>roads</kwd></kwd-group>",
            "<sec><label>1</label><title>Origins</title><p>Short line</p></sec>",
        ),
    )
    assert read_front.title == "The Salt Road: A history"
    assert [(p.kind, p.section, p.text) for p in read_front.passages[1:]] == [
        ("authors", "", "Anna Fern, Ben Moss Hill School, Leeds"),
        ("abstract", "Abstract", "Aims: To follow it."),
        ("abstract", "Abstract", "Methods: By foot."),
        ("abstract", "Abstract", "And by mule."),
        ("body", "Plain language", "We walked."),
        ("keywords", "", "Keywords: salt, roads"),
        ("body", "1 Origins", "Short line"),
    ]


def test_marks_of_notes_go_the_notes_follow_and_citations_stay(tmp_path: Path) -> None:
    xml = read(
        tmp_path,
        jats(
            body="<sec><title>Origins</title><p>It fell silent.<xref ref-type='fn' rid='f1'><sup>1</sup></xref> It was"
            " 5 km<sup>2</sup> wide<fn><label>2</label><p>By the map.</p></fn>, they say [<xref ref-type='bibr'>2"
            "</xref>], and others<sup><xref ref-type='bibr'>1</xref>,<xref ref-type='bibr'>2</xref></sup> (<xref"
            " ref-type='fig'>Fig. 1</xref>; <xref ref-type='bibr'>Fern, 2010</xref>).</p></sec>",
            back="<fn-group><fn id='f1'><label>1</label><p>In a letter.</p></fn></fn-group><ref-list><title>Literature"
            "</title><ref><label>1.</label><mixed-citation>Fern, A. (2010). Rails.</mixed-citation></ref><ref><label>2."
            "</label><mixed-citation>Moss, B. (1999). Salt.</mixed-citation></ref></ref-list>",
        ),
    )
    assert [(p.kind, p.section, p.text) for p in xml.passages[1:]] == [
        ("body", "Origins", "It fell silent. It was 5 km² wide, they say [2], and others[1,2] (Fig. 1; Fern, 2010)."),
        ("note", "Origins", "By the map."),
        ("note", "Notes", "In a letter."),
        ("reference", "Literature", "[1] Fern, A. (2010). Rails."),
        ("reference", "Literature", "[2] Moss, B. (1999). Salt."),
    ]
    first, second = xml.references
    assert [cite.reference for cite in xml.passages[1].cites] == [second, first, second, first]


def test_figures_tables_lists_and_formulas(tmp_path: Path) -> None:
    xml = read(
        tmp_path,
        jats(
            body="<sec><title>Goods</title><p>They were:<list><list-item><label>a</label><p>Salt</p></list-item>"
            "<list-item><p>Wool</p></list-item></list>Each was dear.</p><fig><label>Figure 1</label><caption><title>The"
            " pass.</title><p>From the hill.</p></caption><graphic xlink:href='http://example.org/x'/></fig><table-wrap>"
            "<label>Table 1.</label><caption><p>Prices</p></caption><table><tr><th>Good</th><th>Price</th></tr><tr><td>"
            "Salt<xref ref-type='table-fn'>a</xref></td><td>3</td></tr></table><table-wrap-foot><fn><label>a</label><p>"
            "In pence.</p></fn></table-wrap-foot></table-wrap><p>Then <inline-formula><alternatives><tex-math>"
            r"\documentclass{a}\begin{document}$x = 2$\end{document}</tex-math><mml:math><mml:mi>x</mml:mi><mml:mo>="
            "</mml:mo><mml:mn>2</mml:mn></mml:math></alternatives></inline-formula> holds, as <tex-math>y</tex-math>."
            "</p><def-list><def-item><term>Mule</term><def><p>A beast.</p></def></def-item></def-list></sec>",
        ),
    )
    assert kinds_of(xml)[1:] == [
        ("body", "They were:"),
        ("body", "Salt"),
        ("body", "Wool"),
        ("body", "Each was dear."),
        ("caption", "Figure 1. The pass. From the hill."),
        ("caption", "Table 1. Prices"),
        ("table", "Good | Price Salt | 3"),
        ("note", "In pence."),
        ("body", "Then x = 2 holds, as y."),
        ("body", "Mule A beast."),
    ]


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (
            "<person-group person-group-type='author'><name><surname>Fern</surname><given-names>Anna B</given-names>"
            "</name><name><surname>Moss</surname><given-names>CD</given-names></name></person-group><year>2004</year>"
            "<article-title>Mules of the passes</article-title><source>Roads</source><volume>3</volume><issue>1</issue>"
            "<fpage>5</fpage><lpage>19</lpage><pub-id pub-id-type='doi'>10.1/x</pub-id>",
            "Fern, A. B., & Moss, C. D. (2004). Mules of the passes. Roads, 3(1), 5-19. 10.1/x.",
        ),
        (
            "<name><surname>Moss</surname><given-names>B.</given-names></name><etal/><year>1999</year>"
            "<source>Salt</source><publisher-loc>York</publisher-loc><publisher-name>Coast Press</publisher-name>",
            "Moss, B., et al. (1999). Salt. York: Coast Press.",
        ),
        ("<collab>Road Board</collab><year>1904</year><source>Is it open?</source>", "Road Board (1904). Is it open?"),
        (
            "<person-group><string-name><surname>Fern</surname>, <given-names>A.</given-names></string-name>"
            "</person-group> (<year>2010</year>). <italic>Rails</italic>.",
            "Fern, A. (2010). Rails.",
        ),
    ],
)
def test_an_entry_given_in_parts_is_put_together(tmp_path: Path, citation: str, expected: str) -> None:
    ref = f"<ref><mixed-citation>{citation}</mixed-citation></ref>"
    xml = read(tmp_path, jats(body="<p>The road fell silent.</p>", back=f"<ref-list>{ref}</ref-list>"))
    assert [r.text for r in xml.references] == [expected]


def test_a_summary_at_the_end_is_no_abstract_of_what_stands_before_it(tmp_path: Path) -> None:
    xml = read(
        tmp_path,
        jats(
            body="<p>It is long.</p><sec><title>Origins</title><p>Traders.</p></sec>"
            "<sec><title>Summary</title><p>Gone.</p></sec>",
        ),
    )
    assert [(p.kind, p.section) for p in xml.passages] == [
        *[("title", ""), ("body", ""), ("body", "Origins"), ("body", "Summary")],
    ]


def test_a_namespace_an_outer_element_and_other_encodings_change_nothing(tmp_path: Path) -> None:
    inner = "<body><p>Café road.</p></body>"
    pages = [
        f'<oai><article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/">{inner}</article></oai>'.encode(),
        f'<?xml version="1.0" encoding="iso-8859-1"?><article>{inner}</article>'.encode("latin-1"),
        f'<?xml version="1.0" encoding="utf-16"?><article>{inner}</article>'.encode("utf-16"),
    ]
    assert [[p.text for p in read(tmp_path, page).passages] for page in pages] == [["Café road."]] * 3


def test_named_characters_are_read_without_the_document_type_that_names_them(tmp_path: Path) -> None:
    xml = read(tmp_path, jats(body="<p>A&nbsp;road &alpha;&mdash;&#233; &lt;here&gt;<italic>&beta;</italic>.</p>"))
    assert kinds_of(xml)[1:] == [("body", "A road α—é <here>β.")]


def bomb() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE article [<!ENTITY l0 "lol">{entities}]><article><body><p>&l9;</p></body></article>'


def outside(uri: str) -> str:
    return f'<!DOCTYPE article [<!ENTITY s SYSTEM "{uri}">]><article><body><p>Before &s; after.</p></body></article>'


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("", r"a\.xml is empty"),
        ("<article><front/><body> </body></article>", r"a\.xml is empty"),
        ("plain words", r"a\.xml is not well-formed XML \(Start tag expected"),
        (
            "<article><body><p>Road.</body></article>",
            r"a\.xml is not well-formed XML \(Opening and ending tag mismatch",
        ),
        (
            b"<article><body><p>Caf\xe9</p></body></article>",
            r"a\.xml is not well-formed XML \(Invalid bytes in character",
        ),
        ("<TEI><text>Road.</text></TEI>", r"a\.xml is XML, but no JATS article \(its root is <TEI>\)"),
        ("<article>" + "<p>" * 200 + "</p>" * 200 + "</article>", r"a\.xml is beyond a limit .*more than 200 elements"),
        ("<p>" * 9_999, r"a\.xml is beyond a limit at line 1 \(Excessive depth in document: 256\)"),
        (bomb(), r"a\.xml is beyond a limit at line 1 \(Maximum entity amplification factor exceeded"),
        (outside("http://127.0.0.1:9/x"), r"a\.xml uses the entity &s; .*, and entities are not expanded"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_was_found(tmp_path: Path, xml: str | bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(tmp_path, xml)


def test_no_file_that_an_entity_or_document_type_names_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    (tmp_path / "own.dtd").write_text('<!ENTITY s "the secret">')
    with pytest.raises(ValueError, match="uses the entity &s;"):
        read(tmp_path, outside((tmp_path / "secret.txt").as_uri()))
    uri = (tmp_path / "own.dtd").as_uri()
    used = "<article><body><p>Before &s; after.</p></body></article>"
    with pytest.raises(ValueError, match="uses the entity &s;"):
        read(tmp_path, f'<!DOCTYPE article SYSTEM "{uri}">{used}')
    with pytest.raises(ValueError, match="uses the entity &s;"):
        read(tmp_path, f'<!DOCTYPE article [<!ENTITY % all SYSTEM "{uri}"> %all;]>{used}')


def test_more_paragraphs_than_the_limit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.xml has 20,001 paragraphs, the limit is 20,000: split it into its parts"):
        read(tmp_path, jats(body="<p>x</p>" * 20_000))
