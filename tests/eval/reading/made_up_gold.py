"""A tiny article on silk in both forms of XML and as a page, with gold that can be counted by hand."""

from __future__ import annotations

JATS = """\
<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2 20190208//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink">
<front>
<journal-meta><journal-id journal-id-type="iso-abbrev">J. Roads</journal-id>
<journal-title-group><journal-title>Journal of Roads</journal-title></journal-title-group></journal-meta>
<article-meta>
<article-id pub-id-type="doi">10.1000/silk.1</article-id>
<title-group><article-title>Silk on the Sea<xref ref-type="fn" rid="f1">1</xref></article-title>
<subtitle>A History</subtitle></title-group>
<contrib-group>
<contrib contrib-type="author"><name><surname>Fern</surname><given-names>Ada</given-names></name></contrib>
<contrib contrib-type="author"><collab>School of Roads<contrib-group><contrib><name><surname>Oak</surname>
<given-names>C</given-names></name></contrib></contrib-group></collab></contrib>
<contrib contrib-type="editor"><name><surname>Moss</surname><given-names>B</given-names></name></contrib>
</contrib-group>
<pub-date pub-type="epub"><year>2015</year></pub-date><pub-date pub-type="collection"><year>2014</year></pub-date>
<abstract><sec><title>Aims</title><p>We ask why silk went by sea and not along the roads at all.</p></sec></abstract>
<abstract abstract-type="graphical"><p>A picture of a ship that is not in print at all, in ten words.</p></abstract>
</article-meta>
</front>
<body>
<sec><label>1</label><title>Harbours</title>
<sec><title>Quays</title>
<p>A quay was built at York in the year of the flood<xref ref-type="fn" rid="f1">1</xref>, as all letters say
[<xref ref-type="bibr" rid="r1">1</xref>–<xref ref-type="bibr" rid="r3">3</xref>].</p>
<p>Ships of the deep kind came in spring, when the river Ouse was high and <inline-formula><tex-math>x^2</tex-math>
</inline-formula> wide (<xref ref-type="bibr" rid="r2 r4">Moss, 2004</xref>).<list list-type="bullet">
<list-item><p>Silk came from Italy in small bales that two men could carry ashore.</p></list-item></list></p>
<fig id="g1"><label>Figure 1</label><caption><title>A map</title><p>A map of the harbour with the quay and the road
that led to it.</p></caption></fig>
</sec></sec>
<sec><title>Roads</title><p>No road was dry.</p></sec>
</body>
<back>
<ack><title>Thanks</title>
<p>We thank the keepers of the harbour for their letters and their very long patience.</p></ack>
<fn-group><fn id="f1"><p>A note of ten words or more that is no paragraph of the text itself.</p></fn></fn-group>
<ref-list><title>References</title>
<ref id="r1"><mixed-citation>Anonymous letter to the mayor, 1820.</mixed-citation></ref>
<ref id="r2"><element-citation><person-group><name><surname>Moss</surname><given-names>B</given-names></name>
<name><surname>Fern</surname><given-names>A</given-names></name></person-group><year>2004</year>
<article-title>Mules of the passes</article-title><source>Roads</source></element-citation></ref>
<ref id="r3"><element-citation><name><surname>Oak</surname><given-names>C</given-names></name><year>2012</year>
<source>Quays of the north</source></element-citation></ref>
<ref id="r4"><element-citation><name><surname>Moss</surname><given-names>B</given-names></name><year>1999</year>
<source>Salt</source></element-citation></ref>
</ref-list>
</back>
<sub-article><body><sec><title>Review</title><p>A review of ten words or more, that is no part of the article.</p></sec>
</body></sub-article>
</article>
"""

BMC = """\
<?xml version='1.0'?>
<!DOCTYPE art SYSTEM 'http://www.biomedcentral.com/xml/article.dtd'>
<art>
<fm><dochead>Research</dochead>
<bibl><title><p>Silk on the Sea</p></title>
<aug><au><snm>Fern</snm><fnm>Ada</fnm></au><au><snm>Moss</snm><fnm>Ben</fnm></au></aug>
<source>Roads</source><pubdate>2015</pubdate><xrefbib><pubid idtype="doi">10.1000/silk.2</pubid></xrefbib></bibl>
<abs><sec><st><p>Abstract</p></st><sec><st><p>Aims</p></st>
<p>We ask why silk went by sea and not along the roads at all.</p></sec></sec></abs></fm>
<bdy><sec><st><p>Harbours</p></st><sec><st><p>Quays</p></st>
<p>A quay 5 km
<sup>2</sup> wide was built at York, as all of them say <abbrgrp><abbr bid="B1">1</abbr><abbr bid="B2">2</abbr>
<abbr bid="B3">3</abbr></abbrgrp>.</p>
<table id="T1"><title><p>Table 1</p></title><caption><p>The ships of the harbour with their cargo, year by
year, as it was counted.</p></caption><tgroup><tbody><row><entry><p>York</p></entry></row></tbody></tgroup></table>
</sec></sec></bdy>
<bm><ack><sec><st><p>Thanks</p></st><p>We thank the keepers.</p></sec></ack>
<refgrp>
<bibl id="B1"><title><p>Mules of the passes</p></title><aug><au><snm>Moss</snm><fnm>B</fnm></au></aug>
<source>Roads</source><pubdate>2004</pubdate></bibl>
<bibl id="B2"><aug><au><snm>Oak</snm><fnm>C</fnm></au></aug><source>Quays of the north</source>
<pubdate>2012</pubdate></bibl>
<bibl id="B3"><note>Letter to the mayor, 1820</note></bibl>
</refgrp></bm>
</art>
"""
