"""How good the retriever and the reader are, and how sure one can be of it: ``python -m eval``."""
