"""A conversation as Markdown, with citations: to be kept or handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index import Article, Mark, Passage
from qa import Answer, Citation
from qa.answer import no_answer_to
from qa.remarks import headline
from qa.study.citing import cite_article
from qa.study.speaker import speaker

from .article_bar import shown_title
from .support import support_in_words
from .trail import trail

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(answers: Sequence[Answer], article: Article) -> str:
    """Each question as a heading, its quotes with their places, speakers and sources; the references and the trail."""
    lines = [f"# Questions to “{plain(shown_title(article))}”", ""]
    for answer in answers:
        lines += [f"## {plain(answer.question)}", "", *_answer(answer)]
    cited = {c.passage.article: article.part_of(c.passage) for a in answers for c in a.citations}
    entries = [plain(cite_article(part, "apa").entry) for part in cited.values() or [article]]
    followed = [f"- {plain(line)}" for line in trail(article)]
    return "\n".join([*lines, "---", "", "\n\n".join(entries), "", *followed, ""])


def plain(text: str) -> str:
    """The text in one line, escaped so that Markdown shows its characters as they are."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _answer(answer: Answer) -> Iterator[str]:
    if answer.searched not in ("", answer.question):
        yield from [f"Read as: “{plain(answer.searched)}”", ""]
    first = headline(answer)
    if first:
        yield from [plain(f"{first} {answer.reason}" if not answer.found and not answer.nearest else first).strip(), ""]
    if answer.remark and answer.remark != first:
        yield from [plain(answer.remark), ""]
    sides = answer.sides or ("",) * len(answer.citations)
    for side, citation in zip(sides, answer.citations, strict=True):
        if side:
            yield from [f"### {plain(side)}", ""]
        yield from _quote(citation)
    for uncertain in (answer.nearest, answer.correction):
        if uncertain:
            yield from _quote(uncertain)
    for part in answer.unanswered:
        yield from [plain(no_answer_to(part)), ""]
    if answer.found:
        yield from [plain(support_in_words(answer.confidence, answer.asks)), ""]


def _quote(citation: Citation) -> Iterator[str]:
    if citation.answer != citation.span:
        yield from [f"**{plain(citation.short)}**", ""]
    if citation.before:
        yield from [f"> ({plain(citation.before)})", ">"]
    place = f"{plain(citation.locator)} · {plain(speaker(citation).text)}"
    yield from [f"> {plain(citation.quote)}", ">", f"> — {place}", ""]
    yield from _sources("Rests on", citation.references, citation.notes)
    yield from _sources("Cited next in this paragraph", citation.next_reference, ())


def _sources(heading: str, references: Sequence[Passage], notes: Sequence[Mark]) -> Iterator[str]:
    if not references and not notes:
        return
    yield from [f"{heading}:", ""]
    yield from [f"- {plain(reference.text)}" for reference in references]
    for mark in notes:
        yield f"- {plain(mark.name.capitalize())}: {plain(mark.note.text)}"
        yield from [f"    - {plain(source.text)}" for source in mark.sources]
    yield ""
