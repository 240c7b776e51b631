"""``python -m tests.qa.stored.adder URL FOLDER CACHE``: adds a folder to a library, with the small encoder."""

from __future__ import annotations

import sys
from pathlib import Path

from index.postgres.connection import Database
from qa.stored.filling import Filling, fill
from tests.conftest import WordEncoder

if __name__ == "__main__":
    url, folder, cache = sys.argv[1:]
    with Database(url) as database:
        print(fill(database, [folder], Filling(WordEncoder(), Path(cache))))
