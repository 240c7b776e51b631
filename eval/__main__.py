"""``python -m eval``, or the line that installs the packages it needs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec

from index.encoding.encoder import Encoder

_NEEDED = {"ir_measures": "ir-measures", "scipy": "scipy", "tqdm": "tqdm"}  # the extra [eval], by module


def main(argv: Sequence[str] | None = None, encoder: Encoder | None = None) -> int:
    """Run the command, see ``command.run``; exit status 2 if a package of the extra [eval] is missing."""
    missing = [package for module, package in _NEEDED.items() if find_spec(module) is None]
    if missing:
        print(f"python -m eval needs {', '.join(missing)}: pip install 'article-qa[eval]'", file=sys.stderr)
        return 2
    from .command import run

    return run(argv, encoder)


if __name__ == "__main__":
    sys.exit(main())
