"""``python -m eval.tuning.fit_premises``: fit qa/data/premises.json on dev questions and those in other voices.

A logistic regression from the signs of a sentence (see qa/premises.py) to whether it says otherwise than the question
takes for granted. The chance from which on it is shown is set on cross-validated chances: see ``eval.premises``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import qa
from index.environment import default_cache

from ..premises import fitted_with_tables

FITTED = Path(qa.__file__).parent / "data" / "premises.json"


def main() -> int:
    """Run the command: fit, print the cross-validated tables and write the model."""
    model, tables = fitted_with_tables(qa.load(cache=default_cache()))
    weights = {name: round(weight, 4) for name, weight in model.weights.items()}
    stored = {"intercept": round(model.intercept, 4), "weights": weights, "least": round(model.least, 4)}
    FITTED.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print("\n".join(tables))
    print(json.dumps(stored))
    return 0


if __name__ == "__main__":
    sys.exit(main())
