"""Dataset: an article, or paragraphs that stand for one, with questions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from index import Article, Passage, Span
from index.bank import Entry, read_bank
from index.built_in import BUILT_IN_BANK
from index.text import split_sentences

from .measures import overlaps
from .questions import VOICES, Question, Voices, load_questions
from .records import Split


@dataclass(frozen=True)
class Dataset:
    """An article with the questions that are asked of it.

    ids     a name without spaces for each passage of the article, for TREC and BEIR files
    proves  whether a cited span proves a span of evidence in the same passage
    bank    the article's question bank; empty if it has none
    homes   the position of the passage that each question was asked about, by the question's id, also for
            questions that it does not answer; empty if the set does not say
    left_out  a line for each kind of thing in the set's files that is left out, with how many there are
    """

    name: str
    article: Article
    ids: tuple[str, ...]
    questions: tuple[Question, ...]
    proves: Callable[[Span, Span], bool]
    bank: tuple[Entry, ...] = ()
    homes: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def first(self, limit: int | None) -> Dataset:
        """The same with its first ``limit`` questions, which its name then says."""
        if limit is None or limit >= len(self.questions):
            return self
        return replace(self, name=f"{self.name}, first {limit} questions", questions=self.questions[:limit])

    @property
    def digest(self) -> str:
        """The SHA-256 of all ids and texts, sorted: the same for the same questions, from whatever file."""
        return hashlib.sha256("\n".join(sorted(f"{q.id} {q.text}" for q in self.questions)).encode()).hexdigest()


def built_in(article: Article, split: Split | Voices) -> Dataset:
    """The hand-written questions about the built-in article, which has its question bank.

    Those in other people's voices are a set of their own, and "all" is without them.
    """
    if split == "voices":
        name, questions = "Built-in article, questions in other voices", load_questions(article, path=VOICES)
    else:
        name, questions = f"Built-in article, {split} questions", load_questions(article, split)
    return Dataset(name, article, passage_ids(article), questions, overlaps, read_bank(BUILT_IN_BANK, article))


def plain_article(title: str, texts: Iterable[tuple[str, str]]) -> Article:
    """An Article of body passages, one for each (section, text), the text kept character by character.

    A line of a text is a paragraph of its own for sentences. A blank text is a ValueError.
    """
    passages: list[Passage] = []
    start = 0
    counts: dict[str, int] = {}
    pieces = []
    for section, text in texts:
        if not text.strip():
            raise ValueError(f"passage {len(passages) + 1} of {title} ({section or 'no title'}) is blank: leave it out")
        counts[section] = counts.get(section, 0) + 1
        source = (Span(start, start + len(text)),)
        passages.append(Passage(counts[section], "body", section, (), text, tuple(_sentences(text)), source))
        pieces.append(text)
        start += len(text) + 2
    if not passages:
        raise ValueError(f"{title} holds no passage: expected one at least")
    return Article(title, tuple(passages), (), "\n\n".join(pieces), 0)


def passage_ids(article: Article) -> tuple[str, ...]:
    """The names p0, p1, ... of an article's passages."""
    return tuple(f"p{position}" for position in range(len(article.passages)))


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield from (Span(start + s.start, start + s.end) for s in split_sentences(line))
        start += len(line)
