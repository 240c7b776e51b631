"""PDF: words with their places on the page -> blocks in reading order."""

from .reader import read

__all__ = ["read"]
