"""The making of the shipped span reader; only the tests import it."""
