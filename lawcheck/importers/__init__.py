"""Files of laws → law texts for the corpus: found in folders, zips and repositories, read, structured, described.

Stands above ``corpus`` because it reads and structures; knows nothing of how a corpus is stored.
"""

from lawcheck.importers.collect import Found, is_address, opened
from lawcheck.importers.parse import Office, law_text

__all__ = ["Found", "Office", "is_address", "law_text", "opened"]
