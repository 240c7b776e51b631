"""A library in PostgreSQL with pgvector: schema, adding, and the passages that a question may be about."""
