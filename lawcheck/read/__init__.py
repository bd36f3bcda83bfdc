"""Files into text with places: docx, pdf, text, markdown and html become a ``Source``.

The format is decided by content and never by the name. Heavy libraries are imported when a file needs them.
"""

from lawcheck.read.reading import load, old_format, read, read_bytes

__all__ = ["load", "old_format", "read", "read_bytes"]
