"""Markdown, as writers of articles and takers of notes use it."""

from .reader import read

__all__ = ["read"]
