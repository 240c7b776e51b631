"""``python -m eval.tuning.fit_premises``: fit qa/data/premises.json on the dev questions.

A logistic regression from the signs of a sentence (see qa/premises.py) to whether it says otherwise than the question
takes for granted. The chance from which on it is shown is set on cross-validated chances: see ``eval.premises``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import qa
from index import built_in_article
from index.environment import default_cache

from ..premises import fitted, judged_apart, lines, material, threshold
from ..questions import load_questions

FITTED = Path(qa.__file__).parent / "data" / "premises.json"


def main() -> int:
    """Run the command: fit, print the cross-validated table and write the model."""
    dev = material(qa.load(cache=default_cache()), load_questions(built_in_article(), "dev"), changed=True)
    apart = judged_apart(dev)
    least = threshold(dev, apart)
    model = fitted(dev, least)
    weights = {name: round(weight, 4) for name, weight in model.weights.items()}
    stored = {"intercept": round(model.intercept, 4), "weights": weights, "least": round(least, 4)}
    FITTED.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print("\n".join(lines("built-in article, dev", dev, apart, least)))
    print(json.dumps(stored))
    return 0


if __name__ == "__main__":
    sys.exit(main())
