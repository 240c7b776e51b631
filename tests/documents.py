"""Small valid articles of every format, rich in the forms of the format, for a fuzz run to damage."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from index import Article, read_article
from tests.conftest import TINY

_NUMBERED = """\
# Silk on the Sea

Ada Fern, *School of Roads*, Leeds^{1}

## Summary

Silk went by sea. It was *dear* [1, 2], as <https://example.org/silk> says.

Keywords: silk, sea

## 1. Harbours

Table 1. Harbours and ships

1. First, a quay was built (see Moss et al., 1999, p. 7; Fern & Moss, 2004).
2. Then "a wall" -- by the U.S. -- came; Moss (1999) called it “dear” [1-3].

- Silk
- Salt, 4,659 bales

Note. This rests on letters.

## References

[1] Moss, B. (1999). Salt. York: Coast Press.
[2] Fern, A., & Moss, B. (2004). Mules of the passes. *Roads*, 3(1), 5-19.

[3] Oak, C. (2012, May 2). Quays. Retrieved March 1, 2020, from https://example.org/quays

## Acknowledgements

We thank all.
"""

_PAGE = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Silk on the Sea - A Journal</title>
<style>p { color: red }</style></head><body><header><a href="/">Home</a></header><nav><ul><li>Menu</li></ul></nav>
<main><article><h1>Silk on the Sea</h1><p class="authors">Ada Fern<sup>1</sup>, Ben Moss<br>School of Roads</p>
<section role="doc-abstract"><h2>Abstract</h2><p>Silk went by sea&nbsp;&mdash; it was <em>dear</em>.</p></section>
<h2>1. Harbours</h2><p>A quay was built<a href="#fn1" role="doc-noteref"><sup>1</sup></a> in 1820
<a href="#ref1">[1]</a>.<br><br>It was 5 km<sup>2</sup> wide, H<sub>2</sub>O deep.</p>
<figure><img src="x.png" alt="A map"><figcaption>Figure 1. A map</figcaption></figure>
<table><caption>Table 1. Ships</caption><thead><tr><th>Harbour</th><th>Ships</th></tr></thead>
<tr><td rowspan=2>York</td><td>3</td></tr><tr><td>4 &amp; 5</td></tr></table>
<ul><li>Silk <ul><li>white</li></ul></li><li>Salt</li></ul><dl><dt>Bale</dt><dd>A sack.</dd></dl>
<pre>a  b
 c</pre><blockquote>It fell <q>silent</q>.</blockquote><p hidden>Unseen.</p><p style="display:none">Gone.</p>
<math><mi>x</mi><annotation>y</annotation></math><details><summary>More</summary>Text</details>
<h2>Notes</h2><ol><li id="fn1">In a letter. <a href="#r1">↩</a></li></ol>
<h2>References</h2><ol><li id="ref1">Moss, B. (1999). <i>Salt</i>. York: Coast Press.</li></ol>
</article></main><aside>Advert</aside><footer>All rights reserved.</footer><script>var a = "<p>";</script></body></html>
"""

_FRONT = """\
<title-group><article-title>Silk on the <italic>Sea</italic></article-title><subtitle>A history</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Fern</surname><given-names>Ada</given-names></name>
<xref ref-type="aff"><sup>1</sup></xref></contrib><aff><label>1</label>School of Roads</aff></contrib-group>
<abstract><sec><title>Aims</title><p>To follow &#x2018;silk&#x2019; &alpha;.</p></sec></abstract>
<kwd-group><kwd>silk</kwd><kwd>sea</kwd></kwd-group>"""

_BODY = """\
<sec id="s1"><label>1</label><title>Harbours</title><p>A quay was built<xref ref-type="fn" rid="f1"><sup>1</sup></xref>
in 1820 [<xref ref-type="bibr" rid="r1">1</xref>]. It was 5 km<sup>2</sup> wide<fn><p>By the map.</p></fn>.</p>
<list list-type="bullet"><list-item><p>Silk</p></list-item><list-item><p>Salt</p></list-item></list>
<fig><label>Figure 1</label><caption><title>A map</title><p>Of York.</p></caption><graphic xlink:href="x"/></fig>
<table-wrap><label>Table 1</label><caption><p>Ships</p></caption><table><thead><tr><th>Harbour</th></tr></thead>
<tbody><tr><td>York</td><td>3</td></tr></tbody></table><table-wrap-foot><fn><p>Counted.</p></fn></table-wrap-foot>
</table-wrap><disp-formula><mml:math><mml:mi>x</mml:mi></mml:math></disp-formula><p>Then
<inline-formula><tex-math>\\begin{document}$x$\\end{document}</tex-math></inline-formula> rose.</p><sec>
<title>Ends</title>
<disp-quote><p>It fell silent.</p></disp-quote><def-list><def-item><term>Bale</term><def><p>A sack.</p></def></def-item>
</def-list><preformat>a  b
c</preformat></sec></sec>"""

_BACK = """\
<ack><p>We thank all.</p></ack><fn-group><fn id="f1"><label>1</label><p>In a letter.</p></fn></fn-group><ref-list>
<title>References</title><ref id="r1"><label>1.</label><element-citation publication-type="book"><person-group><name>
<surname>Moss</surname><given-names>B</given-names></name></person-group><year>1999</year><source>Salt</source>
</element-citation></ref><ref><mixed-citation>Fern, A. (2010). <italic>Rails</italic>.</mixed-citation></ref>
</ref-list>"""


def tiny() -> Article:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "salt.txt"
        path.write_text(TINY, encoding="utf-8")
        return read_article(path)


def _texts() -> tuple[bytes, ...]:
    paged = _NUMBERED.replace("\n## 1.", "\n\f## 1.").replace("\n## References", "\f\nReferences")
    return tuple(text.encode() for text in (TINY, _NUMBERED, paged, TINY.replace("\n", "\r\n")))


def _pages() -> tuple[bytes, ...]:
    from tests.index.test_readers_html import as_html

    return as_html(tiny()).encode(), _PAGE.encode()


def _archived() -> tuple[bytes, ...]:
    from tests.index.test_readers_jats import as_jats, jats

    return as_jats(tiny()).encode(), jats(_FRONT, _BODY, _BACK).encode()


def _word() -> tuple[bytes, ...]:
    import docx

    from tests.index.test_readers_docx import as_docx, break_as_word_keeps_it, hard_break

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.docx" for number in range(3)]
        as_docx(tiny(), paths[0], hard_break)
        as_docx(tiny(), paths[1], break_as_word_keeps_it)
        document = docx.Document(str(paths[0]))
        document.add_heading("Ships", 2)
        document.add_paragraph("Table 1. Ships", style="Caption")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "York"
        document.add_paragraph("It was 5 km", style="List Bullet").add_run("2").font.superscript = True
        document.save(str(paths[2]))
        return tuple(path.read_bytes() for path in paths)


def _printed() -> tuple[bytes, ...]:
    """Their drawing is not packed, so that damage meets it and not the packing."""
    from reportlab import rl_config

    from tests.pdf_maker import make_pdf

    packed, rl_config.pageCompression = rl_config.pageCompression, 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{columns}.pdf" for columns in (1, 2)]
            for columns, path in enumerate(paths, start=1):
                make_pdf(tiny(), path, columns, frozenset({"northern"}))
            return tuple(path.read_bytes() for path in paths)
    finally:
        rl_config.pageCompression = packed


# The ending of a file's name -> a function that makes its documents, each as bytes.
DOCUMENTS: dict[str, Callable[[], tuple[bytes, ...]]] = {
    ".txt": lru_cache(_texts),
    ".md": lru_cache(_texts),
    ".html": lru_cache(_pages),
    ".xml": lru_cache(_archived),
    ".docx": lru_cache(_word),
    ".pdf": lru_cache(_printed),
}
