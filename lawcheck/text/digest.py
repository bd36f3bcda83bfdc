"""When are two texts the same text? When their skeletons without line ends are equal.

So fonts, blanks, line and page breaks, full or half width and the script (traditional or simplified) make no
difference; one changed character, digit or punctuation mark does. What the folding holds for one character
(— and －, 「 and “) it holds for one here, too.
"""

from __future__ import annotations

import hashlib

from lawcheck.text.fold import skeleton


def text_sha256(text: str) -> str:
    """The hash of the folded text without line ends."""
    return hashlib.sha256(skeleton(text).replace("\n", "").encode("utf-8", "surrogatepass")).hexdigest()
