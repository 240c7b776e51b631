"""An article file -> something searchable; knows nothing of answers."""

from . import environment  # noqa: F401 - first of all: it settles what the libraries may do
from .article import read_article
from .built_in import BUILT_IN, built_in_article
from .corrections import correct
from .passage import Article, Cite, Passage, Span

__all__ = ["BUILT_IN", "Article", "Cite", "Passage", "Span", "built_in_article", "correct", "read_article"]
