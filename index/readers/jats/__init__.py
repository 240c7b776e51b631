"""JATS, the XML of journals."""

from .reader import read

__all__ = ["read"]
