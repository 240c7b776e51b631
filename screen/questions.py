"""Questions that the screen offers: on the empty screen, and after an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from index import Article, built_in
from index.text import content_terms
from qa import Answer

_SUGGESTED = 3


@dataclass(frozen=True)
class Questions:
    """Questions about one article.

    examples  for the empty screen
    bank      to suggest from, each known to be answered by the article
    term      an example to look up, "" where none is known
    """

    examples: tuple[str, ...]
    bank: tuple[str, ...] = ()
    term: str = ""

    def suggestions(self, answer: Answer, asked: Collection[str] = ()) -> tuple[str, ...]:
        """Up to three questions of the bank that were not asked, those nearest to the answer first.

        The nearest has the largest share of its words in common with the question and the passages it was answered
        from; ties are in the bank's order.
        """
        around = [answer.question, *(citation.passage.text for citation in answer.citations)]
        terms = set(content_terms(" ".join(around)))
        open_questions = [q for q in self.bank if q not in asked and q != answer.question]
        return tuple(sorted(open_questions, key=lambda q: -_share(terms, q))[:_SUGGESTED])


def _share(terms: set[str], question: str) -> float:
    own = set(content_terms(question))
    return len(own & terms) / max(1, len(own))


def built_in_questions() -> Questions:
    """The examples and suggestions of the built-in article."""
    return Questions(built_in.examples(), built_in.suggestions(), built_in.example_term())


def questions_about(article: Article) -> Questions:
    """For an article without questions of its own: its first four sections, asked about."""
    sections = dict.fromkeys(p.section for p in article.passages if p.kind == "body" and p.section)
    return Questions(tuple(f"What does the article say about {section}?" for section in list(sections)[:4]))
