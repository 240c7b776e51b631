"""A library in a database, asked as one in memory is."""
