"""After the answer: citing, the fields of bibliography entries, quotations, mentions, and the speaker of a sentence."""
