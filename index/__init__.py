"""An article file -> something searchable; knows nothing of answers."""

from . import environment  # noqa: F401 - first of all: it settles what the libraries may do
from .article import read_article
from .built_in import BUILT_IN, built_in_article
from .corrections import correct
from .passage import Article, Box, Cite, Mark, Passage, Span
from .printed_page import boxes_of, page_picture

__all__ = [
    "BUILT_IN",
    "Article",
    "Box",
    "Cite",
    "Mark",
    "Passage",
    "Span",
    "boxes_of",
    "built_in_article",
    "correct",
    "page_picture",
    "read_article",
]
