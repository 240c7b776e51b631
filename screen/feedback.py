"""Feedback: the users' verdicts on answers, a line of JSON each, in a file on this computer."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from threading import Lock

from qa import Answer

# The verdicts on an answer, and on a "does not say", with their words on the page.
OF_AN_ANSWER = {"helpful": "Helpful", "not-helpful": "Not helpful", "wrong-passage": "Wrong passage"}
OF_NONE = {"helpful": "Helpful", "not-helpful": "Not helpful", "it-does-say": "The article does say it"}


class Feedback:
    """Appends verdicts to a file. Nothing leaves the computer."""

    def __init__(self, file: Path) -> None:
        """file: of JSON lines; it and its folder are made where they are not there yet."""
        self.file = file
        self._lock = Lock()

    def add(self, verdict: str, answer: Answer, article: str) -> None:
        """Note a verdict with its answer and the article's title.

        The verdict is a key of ``OF_AN_ANSWER``, or of ``OF_NONE`` where the answer cites nothing, else ValueError is
        raised; OSError when the file cannot be written.
        """
        known = OF_AN_ANSWER if answer.found else OF_NONE
        if verdict not in known:
            raise ValueError(f"expected one of {', '.join(known)}, found {verdict!r}")
        line = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "verdict": verdict,
            "article": article,
            "question": answer.question,
            "searched": answer.searched,
            "answer": answer.text,
            "short": answer.short,
            "places": [citation.locator for citation in answer.citations],
            "confidence": round(answer.confidence, 4),
        }
        with self._lock:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("ab", buffering=0) as file:
                before = file.tell()
                try:
                    _write(file, (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
                except OSError:  # a full disk: no half line may stay, it would spoil the next one
                    with suppress(OSError):
                        file.truncate(before)
                    raise


def _write(file: FileIO, data: bytes) -> None:
    while data:
        data = data[file.write(data) or 0 :]
