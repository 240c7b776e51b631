"""A conversation as Markdown, with citations: to be kept or handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index import Article
from qa import Answer
from qa.answer import no_answer_to
from qa.study.citing import cite_article

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(answers: Sequence[Answer], article: Article) -> str:
    """Each question as a heading, its quotes with their places, and the references they rest on."""
    lines = [f"# Questions to “{_text(article.title)}”", ""]
    for answer in answers:
        lines += [f"## {_text(answer.question)}", "", *_answer(answer)]
    cited = {c.passage.article: article.part_of(c.passage) for a in answers for c in a.citations}
    entries = [_text(cite_article(part, "apa").entry) for part in cited.values() or [article]]
    return "\n".join([*lines, "---", "", "\n\n".join(entries), ""])


def _answer(answer: Answer) -> Iterator[str]:
    if not answer.found:
        yield from [f"The article does not say. {_text(answer.reason)}", ""]
    for citation in answer.citations:
        yield from [f"> {_text(citation.quote)}", ">", f"> — {_text(citation.locator)}", ""]
        yield from [f"- {_text(reference.text)}" for reference in citation.references + citation.next_reference]
        for mark in citation.notes:
            yield f"- {_text(mark.name.capitalize())}: {_text(mark.note.text)}"
            yield from [f"    - {_text(source.text)}" for source in mark.sources]
        if citation.references or citation.next_reference or citation.notes:
            yield ""
    for part in answer.unanswered:
        yield from [_text(no_answer_to(part)), ""]


def _text(text: str) -> str:
    """The text in one line, escaped so that Markdown shows its characters as they are."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
