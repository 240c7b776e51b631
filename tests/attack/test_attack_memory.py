"""Memory over time: pages that are opened, used for an article of one's own and closed leave nothing behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import made_up
from tests.attack.caller import API, Caller, texts
from tests.attack.test_attack_ending import running

OPENINGS = 30
MEGABYTE = 1_000_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]


def held(process: int) -> int:
    """The bytes of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def visit(address: str, name: str, text: str) -> None:
    """Open the page, an article of one's own on it, and close it."""
    with (
        Caller(address) as caller,
        caller.http.stream("GET", f"{API}/heartbeat/{caller.session}") as heartbeat,
    ):
        next(heartbeat.iter_lines())
        assert "is open, " in texts(caller.bring((name, text.encode())))


def test_pages_that_were_closed_leave_nothing_behind(tmp_path: Path) -> None:
    town = made_up.town(1)
    paragraph = f"The guild of {town} kept the salt road open for a year, and its mules were dear to all who came. "
    texts_ = [
        "\n\n".join([f"Road {kind}", *[paragraph * 4 + f"It was year {n}." for n in range(150)]]) for kind in "ab"
    ]
    home = tmp_path / "home"
    with running(home, "app.py", "--port", "0", "--article", str(home / "papers")) as program:
        program.wait_for("Ready for questions")
        sizes = []
        for number in range(OPENINGS):
            visit(program.address, f"road{number % 2}.txt", texts_[number % 2])
            sizes.append(held(program.process.pid))
        assert sizes[-1] - sizes[OPENINGS // 3] < 20 * MEGABYTE, sizes
