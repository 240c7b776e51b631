"""Articles opened as a user opens them, from a file and without a question bank, and asked."""
