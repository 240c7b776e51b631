"""The forms of an answer: what the quotes are together, one file a form."""
