"""The sentences of the program that stand beside the quotes of an answer, or in place of them."""

from __future__ import annotations

from .answer import Answer
from .kinds import Asks

HELP = (
    "This program quotes the article: ask it for a fact, a reason, a list, the order of events, a comparison, an"
    " overview or what a section says, or paste a sentence to see whether it stands there. It writes nothing of its"
    " own."
)
WELCOME = "Hello. Ask a question about the article."
ENGLISH = "Questions are read in English."
OF_KIND: dict[Asks, str] = {"program": HELP, "greeting": WELCOME, "language": ENGLISH}
EXACTLY = "These words stand in the article."
NEARLY = "The article has nearly these words: compare them with the quote."
UNSURE = "The article may not say this; nearest:"
OTHERWISE = "The article says otherwise:"
NOT_SAID = "The article does not say."


def no_such_place(name: str) -> str:
    """The remark on a part of the article that a question names and that is not there."""
    return f"The article has no part called “{name}”."


def headline(answer: Answer) -> str:
    """The line above the quotes of an answer, or in place of them; "" above plain quotes."""
    if answer.found:
        return _of_form(answer)
    if answer.nearest:
        return UNSURE
    if answer.correction:
        return OTHERWISE
    return NOT_SAID if answer.hits or not answer.remark else answer.remark


def _of_form(answer: Answer) -> str:
    count = len(answer.citations)
    quotes = "one quote" if count == 1 else f"{count} quotes"
    match answer.form:
        case "list":
            return f"A list from the article: {quotes}, in reading order."
        case "order":
            return f"In order of time: {quotes}."
        case "overview":
            return f"Key sentences: {quotes}, in reading order."
        case _:
            return ""
