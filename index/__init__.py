"""An article file -> something searchable; knows nothing of answers."""

from . import environment  # noqa: F401 - first of all: it settles what the libraries may do
from .article import BUILT_IN, read_article
from .passage import Article, Cite, Passage, Span

__all__ = ["BUILT_IN", "Article", "Cite", "Passage", "Span", "read_article"]
