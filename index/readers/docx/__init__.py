"""Word: styles, tables, captions and notes."""

from .reader import read

__all__ = ["read"]
