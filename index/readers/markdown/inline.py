"""Markdown's marks inside a paragraph -> the words that a reader is shown, by markdown-it and what note-takers add."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKED = re.compile(r"[\\`*_\[\]<&~^=!%]")
_WIKILINK = re.compile(r"(?P<embedded>!?)\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<shown>[^\[\]\n]{0,300}))?\]\]")
_NOTE_MARK = re.compile(r"\[\^(?P<name>[^\]\s]{1,60})\](?!:)")
_HIGHLIGHT = re.compile(r"==(?=\S)(?P<words>[^=\n]{1,1000})(?<=\S)==")
_RAISED = re.compile(r"\^\{([^{}\n]{0,200})\}")
_BLOCK_ID = re.compile(r"[ \t]\^[\w-]{1,60}[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"%%[^%\n]{0,2000}%%")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)\b")
_TAGS = frozenset(
    "a abbr b bdi bdo big br center cite code del dfn div em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q"
    " s samp small span strike strong sub sup table tbody td th thead tr tt u ul var wbr details summary iframe script"
    " style section article aside figure figcaption blockquote".split()
)
_NUMBER = re.compile(r"\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*")


def plain(text: str, mark: Callable[[str], str] = lambda _: "") -> str:
    """A paragraph's words, its lines kept: links by their words, pictures, embedded notes and comments left out.

    mark  what stands for a footnote's mark, by the note's name

    >>> plain("**Built** by [[Anders Holm|Anders]] for 5 &lt; 6, see [it](https://a.example).")
    'Built by Anders for 5 < 6, see it.'
    """
    if not _MARKED.search(text):
        return text
    for pattern, words in (
        (_COMMENT, ""),
        (_WIKILINK, _shown),
        (_HIGHLIGHT, r"\g<words>"),
        (_RAISED, r"\1"),
        (_BLOCK_ID, ""),
    ):
        text = pattern.sub(words, text)
    if not _MARKED.search(text):
        return text
    words = "".join(_words(_parser().parseInline(text)[0].children or []))
    return _NOTE_MARK.sub(lambda match: mark(match["name"]), words)


def _shown(link: re.Match[str]) -> str:
    """The words that a wikilink shows; none for a picture or note that it puts in."""
    return "" if link["embedded"] else link["shown"] or link["target"].replace("#", " > ").lstrip("> ")


def _words(tokens: Sequence[Token]) -> list[str]:
    found: list[str] = []
    within = ""  # the target of an open link
    for i, token in enumerate(tokens):
        match token.type:
            case "text" | "text_special" | "code_inline":
                numbered = within.startswith("#") and _NUMBER.fullmatch(token.content) and tokens[i - 1].nesting == 1
                found.append(f"[{token.content}]" if numbered else token.content)
            case "softbreak" | "hardbreak":
                found.append("\n")
            case "link_open":
                within = str(token.attrGet("href") or "")
            case "link_close":
                within = ""
            case "html_inline":
                found.append(_of_tag(token.content))
    return found


def _of_tag(tag: str) -> str:
    """What an HTML tag stands for: a line's end or nothing; itself where it is none, as in "a <b and c> d"."""
    name = _TAG.match(tag)
    if name is None or (name[1].casefold() not in _TAGS):
        return "" if tag.startswith(("<!", "<?")) else tag
    return "\n" if name[1].casefold() in ("br", "hr", "p", "div", "li", "tr") else ""


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only when a file is Markdown

    return MarkdownIt("commonmark").enable("strikethrough")
