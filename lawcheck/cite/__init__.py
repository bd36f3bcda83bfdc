"""Citations: found in a document (without a corpus), then resolved against a corpus at a date."""

from lawcheck.cite.find import find
from lawcheck.cite.resolve import resolve

__all__ = ["find", "resolve"]
