"""``python -m eval.tuning.fit_verdict --data FOLDER``: fit qa/data/verdict.json on the held-out parts of four sets.

A logistic regression of three outcomes over all cases that ``python -m eval.verdicts`` judges; the score from which on
a verdict is said is the one that it prints.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import qa
from index import built_in_article
from qa.building import TRAINED_READER
from qa.reading.loading import load_span_model
from qa.verdict import SAYINGS, verdict_features

from ..multinomial import best_strength, fit
from ..verdicts import OWN, features_of, held_out_cases, judge, lines, own_cases, threshold

FITTED = Path(qa.__file__).parent / "data" / "verdict.json"
_NEVER = 2.0  # a score that no verdict has


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: fit, print the table and write the model."""
    parser = argparse.ArgumentParser(prog="python -m eval.tuning.fit_verdict", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="of the four sets")
    model = load_span_model(TRAINED_READER)
    cases = {**held_out_cases(parser.parse_args(argv).data), OWN: own_cases(built_in_article())}
    features = {name: features_of(model, some) for name, some in cases.items()}
    judged = judge(cases, features)
    values, every = np.concatenate(list(features.values())), [case for some in cases.values() for case in some]
    gold, groups = np.array([case.gold for case in every]), [case.group for case in every]
    found = fit(values, gold, len(SAYINGS), best_strength(values, gold, groups, len(SAYINGS)))
    least = threshold(judged)
    names = verdict_features("", "", np.ones(3, dtype=np.float32))
    stored = {
        "intercept": [round(value, 4) for value in found.intercept.tolist()],
        "weights": {name: [round(v, 4) for v in row] for name, row in zip(names, found.weights.tolist(), strict=True)},
        "least": [round(least, 4) if np.isfinite(least) else _NEVER] * len(SAYINGS),
    }
    FITTED.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print("\n".join(lines(judged)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
