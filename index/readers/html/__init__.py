"""HTML: the article's part of a page."""

from .reader import read

__all__ = ["read"]
