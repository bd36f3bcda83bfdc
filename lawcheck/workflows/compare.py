"""A draft beside its superior law: read → structure → cite → table."""

from __future__ import annotations

from lawcheck.align import Row, table
from lawcheck.errors import UsageError
from lawcheck.workflows.review import Reviewer


def compare(reviewer: Reviewer, path: str) -> tuple[str, tuple[Row, ...]]:
    """The title of a draft and the rows of its 条文对照表.

    Raises UsageError if the corpus holds no texts of laws, ReadError for what cannot be read.
    """
    if not reviewer.corpus.rarities(("法律",)):
        raise UsageError("条文对照要有法规文本：请先用 lawcheck corpus import 导入，再用 --corpus 指明法规库。")
    from lawcheck.read import load

    document = reviewer.document(path, load(path))
    citations = reviewer.cite(document)
    rows = table(document, citations, reviewer.corpus, reviewer.settings.as_of)
    return document.profile.title or "", rows
