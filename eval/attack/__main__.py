"""``python -m eval.attack --minutes 30``: the attack list, tried; what held is written to eval/SECURITY.md.

``--load --minutes 60``: eight people at the page for an hour; ``--openings``: an article of 1 MB, opened 200 times.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from index.writing import write_whole

from . import damage, files, load, requests
from .report import report, table
from .trials import Trial

REPORT = Path(__file__).parents[1] / "SECURITY.md"

_FIXED: Mapping[str, Callable[[Path], list[Trial]]] = {
    "files": files.hostile,
    "damage": damage.fixed,
    "requests": requests.fixed,
}
_BY_CHANCE: Mapping[str, Callable[[Path, random.Random, float], list[Trial]]] = {
    "files": files.by_chance,
    "damage": damage.by_chance,
    "requests": requests.by_chance,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status: 1 if something did not hold."""
    options = _options(argv)
    with TemporaryDirectory() as folder:
        trials = _tried(options, Path(folder))
    print(table(trials))
    for trial in trials if options.load or options.openings else []:
        print(f"{trial.name}: {trial.came}")
    faults = [trial for trial in trials if trial.fault]
    for trial in faults:
        print(f"{trial.kind}: {trial.name}: {trial.fault} ({trial.came})", file=sys.stderr)
    if options.report:
        command = f"python -m eval.attack --minutes {options.minutes:g} --seed {options.seed}"
        command += "" if len(options.parts) == len(_FIXED) else f" --parts {' '.join(options.parts)}"
        try:
            write_whole(options.report, report(trials, f"{command} --report"))
        except OSError as error:
            print(f"python -m eval.attack: the report cannot be written: {error}", file=sys.stderr)
            return 2
    return 1 if faults else 0


def _tried(options: argparse.Namespace, place: Path) -> list[Trial]:
    """All that the options ask for."""
    if options.load:
        return load.load(place, options.minutes, options.seed)
    if options.openings:
        return load.openings(place, options.openings)
    chance = random.Random(options.seed)
    end = time.monotonic() + 60 * options.minutes
    trials: list[Trial] = []
    for name in options.parts:
        print(f"{name} ...", flush=True)
        trials += _FIXED[name](place)
    left = max(0.0, end - time.monotonic())  # goes to chance
    for name in options.parts:
        print(f"{name}, by chance ...", flush=True)
        trials += _BY_CHANCE[name](place, chance, time.monotonic() + left / len(options.parts))
    return trials


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.attack", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="in all; the fixed list is tried whatever it takes")
    parser.add_argument("--parts", nargs="+", choices=list(_FIXED), default=list(_FIXED), help="default: all of them")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--load", action="store_true", help="eight people at the page for these minutes instead")
    instead.add_argument(
        "--openings",
        metavar="N",
        type=int,
        nargs="?",
        const=load.OPENINGS,
        default=0,
        help=f"an article of 1 MB, opened so many times instead; {load.OPENINGS} if no number is given",
    )
    parser.add_argument("--seed", type=int, default=1, help="of what is tried by chance; default: %(default)s")
    parser.add_argument(
        "--report",
        metavar="FILE",
        type=Path,
        nargs="?",
        const=REPORT,
        help="write the report; default: eval/SECURITY.md",
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
