"""A reader's highlights and notes as HTML: each with its quote, its place and its buttons, and all as files."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from index import Span
from qa.study.taking import taken

from .article_view import ArticleView
from .notes import Note
from .notes_export import as_markdown, as_ris, as_word, word_is_installed
from .trail import file_name

_EMPTY = (
    "Nothing is highlighted yet. Select words of the article with the mouse, a finger or the keys: a row of buttons"
    " copies them with their citation, highlights them or keeps a note. All of it stays in this browser."
)


def notes_html(view: ArticleView, notes: Sequence[Note]) -> str:
    """The list of the notes and the files of them."""
    if not notes:
        return f'<div class="found" id="found-notes" tabindex="-1"><p class="introduction">{_EMPTY}</p></div>'
    items = "".join(_item(view, note) for note in notes)
    count = "1 highlight" if len(notes) == 1 else f"{len(notes)} highlights"
    return (
        f'<div class="found" id="found-notes" tabindex="-1"><p class="count">{count}, kept in this browser</p>'
        f'<ol>{items}</ol><p class="end">{_files(view, notes)}</p></div>'
    )


def _item(view: ArticleView, note: Note) -> str:
    said = f'<p class="note-words">{escape(note.words)}</p>' if note.words else ""
    drop = f'<button type="button" data-act="note-delete" data-id="{escape(note.id)}">Delete</button>'
    if not note.pieces:
        where = '<span class="why">not found in this text</span>'
        return f'<li>{where}<span class="opening">“{escape(note.exact)}”</span>{said}{drop}</li>'
    passage, span = note.pieces[0]
    copied = escape(taken(view.article, note.pieces, "apa").plain)
    link = view.link(passage, [Span(span.start, span.end)], note.place)
    return (
        f'<li>{link}<span class="opening">“{escape(note.quote)}”</span>{said}'
        f'<button type="button" data-copy="{copied}">Copy with citation</button> {drop}</li>'
    )


def _files(view: ArticleView, notes: Sequence[Note]) -> str:
    article = view.article
    markdown = "data:text/markdown;charset=utf-8," + quote(as_markdown(article, notes))
    ris = "data:application/x-research-info-systems;charset=utf-8," + quote(as_ris(article, notes))
    links = [("Markdown", "md", markdown), ("RIS", "ris", ris)]
    if word_is_installed():
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        links.append(("Word", "docx", f"data:{kind};base64,{base64.b64encode(as_word(article, notes)).decode()}"))
    files = [
        f'<a download="{escape(file_name(article, "notes", ending))}" href="{address}">{name}</a>'
        for name, ending, address in links
    ]
    return f"<span>Download as {', '.join(files)}</span>"
