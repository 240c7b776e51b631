"""Which words of the passages found answer a question."""
