"""The evaluation of the retriever and the reader, with intervals: ``python -m eval``."""
