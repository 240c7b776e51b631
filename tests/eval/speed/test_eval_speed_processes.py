"""The processes that are timed, and the page as programs ask it."""

from __future__ import annotations

import pytest

from eval.speed.page import Page, said
from eval.speed.process import Process, interleaved, percentile, printed, python

# Waits a millisecond for each letter and says the question in capitals; loading it "took" 2.5 s.
LETTERS = """
import sys, time
from eval.speed.loop import serve
def call(question):
    time.sleep(len(question) / 1000)
    return question.upper()
serve(lambda: (call, {"build": 2.5}))
"""


def test_a_process_is_asked_and_timed_and_says_what_its_loading_took() -> None:
    with Process(python("-c", LETTERS)) as process:
        replies = process.ask(["who", "a much longer question of about sixty letters, all in small type"])
        assert process.figures == {"build": 2.5}
        assert replies.answers[0] == "WHO"
        assert 3 <= replies.milliseconds[0] < replies.milliseconds[1]
        assert replies.milliseconds[1] >= 60
        assert 5 < process.megabytes < 500


def test_processes_are_asked_in_turns_and_every_answer_is_kept_in_the_questions_order() -> None:
    questions = [f"question {n}" for n in range(7)]
    with Process(python("-c", LETTERS)) as one, Process(python("-c", LETTERS)) as other:
        replies = interleaved({"one": one, "other": other}, questions, ["warm up"], at_a_time=3)
    assert replies["one"].answers == replies["other"].answers == tuple(q.upper() for q in questions)
    assert len(replies["one"].milliseconds) == 7


def test_a_process_that_fails_is_an_error_with_its_own_words() -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3: no weights here"):
        Process(python("-c", "import sys; print('no weights here', file=sys.stderr); sys.exit(3)"))
    with pytest.raises(RuntimeError, match=r"ended with 1: [\s\S]*ZeroDivisionError"):
        printed(python("-c", "print(1 / 0)"))


def test_the_time_to_the_first_line_does_not_wait_for_the_end() -> None:
    seconds, line = printed(python("-c", "import time; print('here', flush=True); time.sleep(1.5)"))
    assert line == "here"
    assert seconds < 1.4


def test_percentiles_lie_between_neighbours() -> None:
    assert percentile([1, 2, 3, 4], 50) == 2.5
    assert percentile([10], 95) == 10


def test_the_end_of_a_stream_says_what_came_of_a_question() -> None:
    assert said('event: heartbeat\ndata: null\n\nevent: complete\ndata: [{"found": true}]\n\n') == (
        "answered",
        {"found": True},
    )
    assert said('event: error\ndata: "too long"\n\n') == ("failed", "too long")


def test_the_page_is_asked_as_programs_ask_it() -> None:
    with Page() as page:
        reply = page.ask("  ")
    assert 0 < page.served < page.age
    assert reply.outcome == "failed"  # a blank question is an error in plain words, not a hanging client
