"""Benchmarks, ``python -m eval.speed``; not in the wheel."""
