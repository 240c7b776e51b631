"""A reader's highlights and notes as files: Markdown, RIS, and Word where python-docx is installed."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Sequence

from index import Article
from qa.study.citing import cite_article
from qa.study.taking import taken

from .article_bar import shown_title
from .markdown import plain
from .notes import Note
from .trail import trail


def as_markdown(article: Article, notes: Sequence[Note]) -> str:
    """Each highlight as a quotation with its citation and the reader's note; the reference and the trail at the end."""
    lines = [f"# Notes on “{plain(shown_title(article))}”", ""]
    for note in notes:
        lines += [f"> {plain(_cited(article, note))}", ">", f"> — {plain(note.place or 'not found in this text')}", ""]
        lines += [plain(note.words), ""] if note.words else []
    entries = [plain(cite_article(part, "apa").entry) for part in article.parts or (article,)]
    return "\n".join(["", *lines, "---", "", *entries, "", *map(plain, trail(article)), ""]).lstrip()


def as_ris(article: Article, notes: Sequence[Note]) -> str:
    """One record for each article, its highlights and notes in its note fields."""
    records = []
    for part in article.parts or (article,):
        own = [note for note in notes if note.pieces and article.part_of(note.pieces[0][0]) is part]
        said = [f"N1  - {' '.join(f'“{n.quote}” ({n.place}) {n.words}'.split())}\r\n" for n in own]
        said += [f"N1  - {line}\r\n" for line in trail(part)]
        entry = cite_article(part, "ris").entry
        records.append(entry.replace("ER  - ", "".join(said) + "ER  - "))
    return "".join(records)


def word_is_installed() -> bool:
    """Whether a Word file can be made: the extra [docx]."""
    return importlib.util.find_spec("docx") is not None


def as_word(article: Article, notes: Sequence[Note]) -> bytes:
    """The same as a Word file."""
    import docx

    document = docx.Document()
    document.add_heading(f"Notes on “{shown_title(article)}”", 1)
    for note in notes:
        document.add_paragraph(_cited(article, note), style="Quote")
        document.add_paragraph(note.place or "not found in this text")
        if note.words:
            document.add_paragraph(note.words)
    for part in article.parts or (article,):
        document.add_paragraph(cite_article(part, "apa").entry)
    for line in trail(article):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _cited(article: Article, note: Note) -> str:
    return taken(article, note.pieces, "apa").plain if note.pieces else f"“{note.exact}”"
