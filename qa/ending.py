"""Ending: a program that is told to stop puts its things away, says with its exit code why it stopped, and is gone.

It leaves without the usual end of Python: a thread that loads a model cannot be stopped, and the model's library
aborts the process when it is taken apart beneath that thread.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from typing import NoReturn

from index.extraction import stop_readers
from index.writing import drop_unfinished

_NEEDED = 1_200_000_000  # bytes of address space; a small article takes 860 million
_SIGPIPE = 13
_BY_SIGNAL = 128  # and the signal's number: the exit code of what a signal ended, as shells have it


class Ended(KeyboardInterrupt):
    """The program was told to end. ``code``: its exit code, 130 for Ctrl-C and 143 for SIGTERM."""

    def __init__(self, code: int) -> None:
        """See the class."""
        super().__init__()
        self.code = code


def code_of(error: KeyboardInterrupt) -> int:
    """The exit code of a program that an error ended."""
    return error.code if isinstance(error, Ended) else _BY_SIGNAL + signal.SIGINT


def run(main: Callable[[], int]) -> NoReturn:
    """Run a program's main function and end the process with the code that it returns.

    The first signal to end raises ``Ended`` in it; the second ends the process at once. Where a library makes another
    error of ``Ended``, as one written in C does that is being imported, the code is that of the signal all the same.
    """
    told: list[int] = []
    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def first(number: int, _: object) -> NoReturn:
        for other in signals:
            signal.signal(other, lambda number, _: _leave(_BY_SIGNAL + number))
        told.append(_BY_SIGNAL + number)
        raise Ended(_BY_SIGNAL + number)

    for number in signals:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as with nohup, or in the background of a shell
            signal.signal(number, first)
    _take_any_sign()
    try:
        code = main()
    except BrokenPipeError:  # as by "| head -1": nobody reads any more
        code = _BY_SIGNAL + _SIGPIPE
    except KeyboardInterrupt as error:  # where the program does not take it itself
        code = code_of(error)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except Exception:
        if not told:
            traceback.print_exc()
        code = 1
    _leave(told[0] if told else code)


def require_memory() -> None:
    """MemoryError where a limit leaves the program too little: the libraries of a model would end it without a word."""
    if find_spec("resource") is None:  # as on Windows
        return
    resource = import_module("resource")
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY and allowed < _NEEDED:
        raise MemoryError


def in_words(error: BaseException) -> str:
    """The message of an error that ends a start."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return (
            "this computer, or a limit set for this program, leaves too little memory: about 1.5 GB are needed,"
            " and 2 GB more while files are read"
        )
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _take_any_sign() -> None:
    """Let no sign that a terminal or a file cannot take, or that was sent in another encoding, end the program."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def _leave(code: int) -> NoReturn:
    stop_readers()
    drop_unfinished()
    with suppress(Exception):
        logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):  # nobody reads it any more
            stream.flush()
    os._exit(code)
