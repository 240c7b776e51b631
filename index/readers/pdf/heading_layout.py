"""The measures by which the PDF reader tells titles and headings: a part of ``layout``, in its units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TitleLayout:
    """The signs of a title, and what each weighs: points of one sum."""

    pages: int = 2  # pages at the head of a document: the title stands on one of them
    same_size: float = 0.04  # size: lines of a title differ by less
    leading: float = 1.9  # size: the lines of a title stand nearer below each other
    subtitle_leading: float = 2.2  # size: the first line of a subtitle stands nearer below the title
    size: float = 1.06  # times the size of text: larger type may be a title's
    length: int = 400  # characters: a title has fewer
    largest: float = 2.0  # times the size of text: larger type weighs no more than this
    word: float = 0.1  # points for each word,
    most_words: int = 12  # up to so many
    fewest_words: int = 2  # words: a text of fewer is hardly a title
    bold: float = 0.3  # points for bold type
    height: float = 0.6  # points lost from the page's head to its foot
    told: float = 1.5  # points for the title that the file gives itself,
    told_letters: int = 12  # if it has so many letters and digits
    names: float = 0.5  # points for a line of names below
    label: float = 0.7  # points lost by what a journal or series prints above a title
    kind: float = 1.0  # points lost by the kind of a text ("Research Article"), and by a lone word
    numbered: float = 1.0  # points lost by a number, as a section has
    masthead: float = 1.3  # size: a volume, ISSN or address that is nearer to a line shows it to be a journal's name
    plain_words: int = 3  # words of a title that is set as the text is, at least,
    plain_lines: int = 3  # and lines below it, one of which is a name or the abstract's heading
    cover_signs: int = 3  # signs of a repository's cover that make a first page one,
    bare_cover: int = 60  # words: a page of no more is one by a single sign,
    longest_cover: int = 450  # words: a page of more is none


@dataclass(frozen=True)
class HeadingLayout:
    """The signs of headings: type, capitals, length."""

    size: float = 1.06  # times the size of text: larger type is a heading's
    capitals: float = 0.9  # share of the letters: a line of more capitals is written in capitals,
    capital_letters: int = 4  # if it has so many letters at least
    lines: int = 4  # lines of a heading, at most
    words: int = 30  # words of a heading, at most
    short_words: int = 5  # words: a heading of so many may end with a full stop
    formula_words: int = 3  # words: a line of fewer that holds signs of mathematics is a formula
    references_lines: int = 14  # lines after the bibliography's heading that tell the size it is set in
    told: int = 2  # headings told by evidence, the title one of them: with so many all can be told
    numbered: int = 4  # headings with a number: with so many no other one holds them
    small: float = 0.94  # size of text: a smaller line heads nothing but small print, if it has no known name,
    least: float = 0.8  # or text of the usual size right below it and at least this size
    list_reach: int = 8  # parts before and after one that may be a list's with it
    on_end: int = 4  # lines on end that are set as headings are none
    contents: float = 0.5  # share of a table of contents' lines that recur as headings: it has more
    numbered_lines: int = 2  # lines of a heading told by its number, at most,
    numbered_words: int = 14  # and its words
    run_in_words: int = 8  # words of a heading at the head of a paragraph, at most
    run_ins: int = 3  # headings at the heads of paragraphs in one face: fewer count by their known names alone
    deepest: int = 10  # levels that a style's numbers can tell


@dataclass(frozen=True)
class FaceLayout:
    """The signs of a face that sets headings."""

    pure: float = 0.9  # share of a line's letters that are of its face
    rare: float = 0.06  # share of the document's letters: a face of headings sets fewer
    headings: float = 0.6  # share of a face's runs of lines that look like headings, at least
    lines: int = 3  # lines of such a run, at most
    room_above: float = 0.3  # size beyond the usual distance: more room above a line in another face,
    room_below: float = 0.15  # and below it, sets it apart
    ornaments: int = 3  # lines that begin with the only letter of a font, which is an ornament
    long: float = 0.3  # share of a face's lines that stand in longer runs, at most


@dataclass(frozen=True)
class SpacedLayout:
    """The signs of spaced letters."""

    letters: int = 5  # letters that stand alone in a line of spaced letters, at least
    share: float = 0.8  # share of such a line's words that are letters
    gap: float = 1.7  # times the median gap between spaced letters: a wider one parts words
    least: float = 0.1  # size: the least gap that counts for it
