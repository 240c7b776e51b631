"""Layout: every measure by which the PDF reader tells words, lines, columns, paragraphs and tables, with its unit.

Units: "size" is a multiple of the type size of the words or lines compared; "pt" is points, 1/72 inch; "share" is
a part of 1; "rows", "lines", "runs", "letters" and the like are counts. "One in n" cuts off one of every n.
Distances are between edges or base lines, left to right and top to bottom.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .heading_layout import FaceLayout, HeadingLayout, SpacedLayout, TitleLayout


@dataclass(frozen=True)
class WordLayout:
    """How glyphs make words."""

    bolder: float = 0.1  # size: a glyph drawn again nearer than this only looks bold,
    shadow: float = 0.2  # size: and one both lower or higher, and further right, by less is its shadow
    unstated_size: float = 1.0  # pt: the type size of a font whose size the file does not state
    straight: float = 0.05  # quarters of a circle: a line turned by less from an upright direction has that direction
    same_line: float = 0.05  # size: base lines, and type sizes, that differ by less are one word's
    overlap: float = 0.3  # size: a glyph begins at most so far before or after the end of the glyph before it
    other_line: float = 0.7  # size: base lines further apart are two lines'
    narrowest_space: float = 0.12  # size: a wider gap between letters is a space, though the file draws none
    unknown_rule: int = 3  # signs without a character that stand alone: so many are a rule or leaders
    bar: float = 4.0  # pt: a stroke so wide is a bar, on which white text can be seen
    most_areas: int = 5_000  # areas of a page under white text; of a page with more all white text is read
    letter_gap: float = 0.03  # size: a wider median gap between letters means spaced type, which is not split


@dataclass(frozen=True)
class RunLayout:
    """How words make runs and rows."""

    mark_size: float = 0.85  # size of the line: a raised mark is smaller
    mark_rise: float = 0.15  # size of the line: a raised mark stands higher
    same_line: float = 0.6  # size: base lines nearer than this are one line's
    same_row: float = 0.3  # size: base lines nearer than this are one row's
    backward: float = -0.5  # size: a word that begins further to the left of the last one's end begins a new row
    wide_gap: float = 0.75  # size: the least gap that parts two runs,
    stretched_gap: float = 1.4  # times a stretched line's median gap: the gap that parts two of its runs,
    widest_gap: float = 1.6  # size: a wider gap parts two runs in any line
    label_gap: float = 2.0  # size: so far behind its number an entry or a list's item may begin


@dataclass(frozen=True)
class LinkLayout:
    """How the boxes of links, and the points that they lead to, belong to lines."""

    slack: float = 0.3  # size: a word's base line may lie so far outside a box
    above: float = 0.7  # size: a line may stand so far above the point that leads to it,
    below: float = 2.5  # size: or so far below it
    aside: float = 60.0  # pt: or begin so far to its left or right
    step: float = 0.25  # size: distances of lines from their points that differ by less are the same


@dataclass(frozen=True)
class ColumnLayout:
    """How runs make columns: see columns.py for gutter and band."""

    most_runs: int = 2_000  # runs: a page of text has 300; more is a drawing, and would take long
    fewest_runs: int = 8  # runs: fewer do not show a gutter
    margin: float = 0.15  # share of the text's width: no gutter is nearer to either side
    gutter_to_text: float = 2.0  # pt: a gutter is tried so far to the left of a run's beginning
    crossing: float = 1.5  # size: a run crosses a gutter when it reaches further on both sides
    fewest_lines: int = 4  # lines beside each other that a gutter has on each side
    crossed_page: float = 0.5  # lines across a page's gutter for each line beside it, at most
    crossed_column: float = 0.1  # the same for a gutter within a column: a table's gutter is crossed more often
    cut_cost: float = 2.0  # lines beside a gutter that one run cut by it outweighs
    crossing_cost: float = 0.5  # lines beside a gutter that one run across it outweighs
    beside: float = 20.0  # pt: a line stands beside a column down to so far above its top or below its end
    ends_one_in: int = 10  # one in n of a column's lines is left out at its top and at its end
    strays_one_in: int = 20  # one in n of a column's lines may stick out of it at each side
    long_row: float = 0.6  # share of the column's width: a longer row is a line of text rather than a cell
    long_text: int = 18  # characters: a narrow column's line has more, a table's cell seldom
    mostly_long: float = 0.5  # share of a column's text, and of its long rows, that must be lines of text
    same_gutter: float = 5.0  # pt: gutters of two pages nearer than this are the same
    pages_with_gutter: int = 2  # pages that share the usual gutter, or half the pages of a shorter document
    crossed_usual: float = 0.5  # share of a page's rows that may cross the other pages' gutter
    above: float = 1.0  # pt: runs lower than a wide one by more are in the band below it
    last_line_size: float = 0.05  # size: the short last line of a wide paragraph differs by at most this
    last_line_gap: float = 1.5  # size: the short last line of a wide paragraph stands nearer below it


@dataclass(frozen=True)
class FurnitureLayout:
    """The signs of running headers, running footers and page numbers."""

    edge_rows: int = 3  # rows at a page's head and at its foot that may be furniture
    times: int = 3  # pages on which a row recurs to be furniture,
    times_in_short: int = 2  # and the same in a document of
    short_document: int = 2  # pages at most
    apart: float = 1.3  # times the page's median distance of rows: furniture set apart stands further from the text,
    far_apart: float = 2.0  # and furniture set as the text is, further still
    prose_words: int = 6  # words of a row in the flow of a page that is text though it recurs
    same_height: float = 3.0  # pt: rows of two pages nearer in height recur
    line_numbers: int = 6  # numbers in the margin of all pages that may be the lines',
    numbered_lines: float = 0.7  # share of them that rise by one step, and as the lines between them do
    number_column: float = 4.0  # pt: numbers of one column begin or end nearer to a line than this
    heading_size: float = 1.1  # times the page's median size: a number in larger type is a heading's
    header_one_in: int = 5  # a running header stands on more than one in n pages; words on fewer name chapters


@dataclass(frozen=True)
class LineLayout:
    """The column of a line, its weight, and the marks that belong to it."""

    few_runs: int = 10  # runs: a page of fewer takes its columns' edges from other pages
    same_left: float = 5.0  # pt: columns of two pages whose left edges are nearer are the same
    short_by: float = 2.0  # pt: by so much a page's own lines may go beyond the column of other pages
    at_edge: float = 0.15  # size: a line ends at its column's edge when it ends nearer
    even_lines: int = 4  # lines: fewer do not show that they are stretched to one edge
    even_share: float = 0.5  # share of a region's lines: lines are stretched if more end at the edge
    bold: float = 1.2  # times the document's usual weight: bold type is heavier,
    semi_bold: int = 500  # and heavier than this weight, of 100 to 900
    mark_row: float = 0.5  # size: a row of raised marks stands nearer to its line than this
    mark_overlap: float = 1.0  # pt: marks may reach so far into the words of their line
    other_type: float = 1.25  # times: a row of runs whose sizes differ by more, on the first page, is two lines


@dataclass(frozen=True)
class ParagraphLayout:
    """The signs that a paragraph begins, ends or goes on, and that a paragraph is the title."""

    body_size: float = 10.0  # pt: the size of body text in a document of no lines
    leading: float = 1.2  # size: the distance of lines of a size that never follow each other
    nearest_leading: float = 0.8  # size: nearer lines do not count for the usual distance of a size,
    widest_leading: float = 2.6  # size: nor do lines further apart
    near: float = 2.5  # times the usual distance: a label's caption, or a table's next row, is nearer
    same_size: float = 0.08  # size: type sizes that differ by more are of two paragraphs
    parted_gap: float = 0.42  # size beyond the usual distance: a wider gap parts two paragraphs
    doubtful_gap: float = (
        0.2  # size beyond the usual distance: a wider gap does so after a sentence's end or a short line
    )
    indent: float = 0.6  # size: a line that begins further to the right is indented
    edge_slack: float = 0.25  # size: a line that ends nearer to its column's edge reaches it
    word_space: float = 0.25  # size: the space that the next line's first word would take before it
    ragged_slack: float = 0.5  # size: room beside the edge that a ragged line leaves though a word would fit
    short_line: float = 0.6  # share of the column's width: a shorter line ends a paragraph
    prose_letters: int = 4  # letters of a line that has words
    abstract_pages: int = 2  # pages at the head of a document: the abstract begins on one of them
    aside: float = 0.86  # size of text: smaller print stands aside, and the text goes on past it
    font_letters: int = 200  # letters of a font on a page: with so many the page has text in it
    front_paragraph: int = 8  # lines of a first paragraph that need not end a sentence, at least
    front_lines: int = 3  # lines of the first paragraph after a title and its authors, at least


@dataclass(frozen=True)
class FragmentLayout:
    """The signs of a formula, or of the words in a figure."""

    lines: int = 3  # lines of a fragment, at most
    length: int = 150  # characters of a fragment, at most
    width: float = 0.9  # share of the column's width: each line of a fragment is shorter
    letters: float = 0.6  # share of a formula's characters that are letters of words, at most
    size: float = 0.94  # size of text: the words in a figure are smaller,
    words: int = 5  # and fewer
    number_at_end: int = 8  # characters at a formula's end: its number stands in them


@dataclass(frozen=True)
class NoteLayout:
    """The signs of notes at a column's foot, and of the caption below a label."""

    size: float = 0.93  # size of text: notes are smaller
    apart: float = 0.4  # size beyond the usual distance: notes without marks stand further below the text
    between: float = 0.5  # size beyond the usual distance: a wider gap parts two notes
    caption_lines: int = 3  # lines that go with a label alone ("Table 1") above them, at most


@dataclass(frozen=True)
class TableLayout:
    """The signs of cells, rows and tables."""

    known_gaps: int = 4  # gaps between words of a line: fewer do not show the usual one
    stretched: float = 1.5  # times a line's narrowest gap: in a line of prose that is stretched none is so wide
    full_line: float = 0.95  # share of the column's width: a line that is stretched is longer
    cell_gap: float = 1.2  # size: the least gap between two cells,
    usual_gap: float = 2.5  # times a line's median gap: and the least in a line with wide spaces
    odd_rows: int = 2  # lines on end that are no rows end a table
    prose_width: float = 0.7  # share of the column's width: a longer line that is no row ends a table
    rows: int = 3  # rows of a table, at least,
    captioned_rows: int = 2  # and of one that a caption stands above
    caption_above: int = 2  # lines above a table: one of them begins its caption
    grid: float = 3.0  # pt: edges of cells that fall into the same or neighbouring steps of this width are aligned
    aligned: float = 0.6  # share of the rows that must be aligned with another


@dataclass(frozen=True)
class DocumentLayout:
    """The least text of a document, and the joining of cut words."""

    page_letters: int = 10  # letters: a page of fewer has no text
    blank_pages: float = 0.8  # share of the pages: a document with more pages without text needs OCR
    brimful: float = 0.8  # size: a line of one word that ends nearer to its column's edge fills it
    joined_length: int = 6  # letters of a word that may be joined because another form of it occurs
    stem_length: int = 4  # letters of a word of English whose other forms are taken for words too


@dataclass(frozen=True)
class Layout:
    """All measures, by subject."""

    words: WordLayout = field(default_factory=WordLayout)
    runs: RunLayout = field(default_factory=RunLayout)
    links: LinkLayout = field(default_factory=LinkLayout)
    columns: ColumnLayout = field(default_factory=ColumnLayout)
    furniture: FurnitureLayout = field(default_factory=FurnitureLayout)
    lines: LineLayout = field(default_factory=LineLayout)
    paragraphs: ParagraphLayout = field(default_factory=ParagraphLayout)
    titles: TitleLayout = field(default_factory=TitleLayout)
    headings: HeadingLayout = field(default_factory=HeadingLayout)
    faces: FaceLayout = field(default_factory=FaceLayout)
    spaced: SpacedLayout = field(default_factory=SpacedLayout)
    fragments: FragmentLayout = field(default_factory=FragmentLayout)
    notes: NoteLayout = field(default_factory=NoteLayout)
    tables: TableLayout = field(default_factory=TableLayout)
    documents: DocumentLayout = field(default_factory=DocumentLayout)


LAYOUT = Layout()
