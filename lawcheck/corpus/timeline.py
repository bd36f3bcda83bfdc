"""Which text counted on a day, and what became of the law: the same answer for every corpus."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lawcheck.model import Law, Status, Version

# Causes that end a law; any other cause (修订, 修正) ends only one of its texts.
END_CAUSES = ("废止", "失效", "替代")
# The kind in a label that marks the first text of a law: before it there was none.
FIRST_KIND = "公布"
# Where the day of effect of an amendment is unknown, the text counts from a year after its promulgation on:
# a longer wait is always announced in the text itself and therefore known.
LONGEST_WAIT = timedelta(days=366)


def text_on(versions: Sequence[Version], day: date) -> Version | None:
    """The text in force on that day; None if there is none, or if it is not certain which of two."""
    for version in reversed(versions):
        begins = version.effective or version.promulgated
        if begins is None or begins > day:
            continue
        if version.ceased is not None and version.ceased <= day:
            return None
        if version.ceased is None and ends_law(version):
            return None
        certain = version.effective is not None or day - begins >= LONGEST_WAIT
        return version if certain else None
    return None


def status_on(law: Law, versions: Sequence[Version], day: date) -> Status:
    """Status of a law. What rests on unverified facts alone is UNKNOWN; before a doubtful end the law is CURRENT."""
    if not versions or law.verified == "U":
        return Status.UNKNOWN
    first, last = versions[0], versions[-1]
    if ends_law(last):
        if last.ceased is None:
            return Status.UNKNOWN
        if last.ceased <= day:
            return Status.UNKNOWN if last.verified == "U" else Status.REPEALED
    if text_on(versions, day) is not None:
        return Status.CURRENT
    if first.label.endswith(FIRST_KIND):
        begins = first.effective or first.promulgated
        if begins is not None and day < begins:
            return Status.NOT_YET
    # The law was there, only which of its texts counted is not known.
    known_since = first.effective or (first.promulgated + LONGEST_WAIT if first.promulgated else None)
    return Status.CURRENT if known_since is not None and known_since <= day else Status.UNKNOWN


def ends_law(version: Version) -> bool:
    """Tell whether the law itself ended with this text, not only the text."""
    return version.cause.startswith(END_CAUSES)
