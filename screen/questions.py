"""Questions that the screen offers: on the empty screen, and after an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from index import Article, built_in
from index.text import content_terms
from qa import Answer
from qa.study.reference_fields import reference_fields

_SUGGESTED = 3
_SOURCES_TRIED = 6


@dataclass(frozen=True)
class Questions:
    """Questions about one article.

    groups    for the empty screen, each with its heading, known to be answered
    bank      to suggest from, each known to be answered by the article
    term      an example to look up, "" where none is known
    """

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
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
    """For an article without questions of its own: none before its pipeline has answered some."""
    return Questions()


def answered_questions(article: Article, answers: Callable[[str], Answer]) -> Questions:
    """Of questions that may be asked of any article those that ``answers`` answers: each was asked before it is shown.

    They are about the whole, and about the sources that most of its passages cite.
    """
    cites = [cite for passage in article.passages for cite in passage.cites]
    cited = Counter(cite.reference.text for cite in cites)
    named = (_named(text) for text, _ in cited.most_common(_SOURCES_TRIED))
    groups = {
        "Overview": ("What is this article about?", "What does it conclude?", "How was the study done?"),
        "People and sources": tuple(f"What did {name} find?" for name in dict.fromkeys(named) if name),
    }
    known = {
        heading: tuple(question for question in tried if answers(question).found)[:_SUGGESTED]
        for heading, tried in groups.items()
    }
    return Questions(tuple((heading, found) for heading, found in known.items() if found))


def _named(entry: str) -> str:
    """The authors and year of an entry as a question names them: "Kux (2001)"; "" where they cannot be told."""
    fields = reference_fields(entry)
    people = [name.family for name in fields.authors]
    if not people or not fields.year:
        return ""
    more = " et al." if len(people) > 2 else "".join(f" and {name}" for name in people[1:])
    return f"{people[0]}{more} ({fields.year})"
