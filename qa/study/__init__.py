"""After the answer: citing, the fields of bibliography entries, quotations, mentions, and who speaks."""
