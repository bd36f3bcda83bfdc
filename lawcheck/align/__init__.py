"""Which superior articles govern the sentences of a draft, and what differs between the two."""

from lawcheck.align.alignment import align
from lawcheck.align.norm import Figure, Norm
from lawcheck.align.reading import read
from lawcheck.align.table import Row, table

__all__ = ["Figure", "Norm", "Row", "align", "read", "table"]
