"""How well files are read, measured against gold: ``python -m eval.reading FOLDER``; not in the wheel."""
