"""Only what is new against an earlier review: findings that it has already are left out of what is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lawcheck.model import Baseline, Review
from lawcheck.workflows import decide


def new_only(review: Review, earlier: Review) -> Review:
    """The review without the findings that the earlier one has: the same fingerprint, else rule and like words.

    Conclusion and answers rest on all findings and stay as they are. Where nothing is known, nothing is left out.
    """
    known = set(decide.matched(earlier.findings, review.findings).values())
    shown = tuple(finding for finding in review.findings if finding.fingerprint not in known)
    left = frozenset(finding.fingerprint for finding in shown)
    return replace(
        review,
        findings=tuple(
            replace(one, related=tuple(other for other in one.related if other in left)) for one in shown
        ),
        questions=tuple(
            replace(one, findings=tuple(key for key in one.findings if key in left)) for one in review.questions
        ),
        warnings=(*review.warnings, _told(len(review.findings) - len(shown), earlier)),
        baseline=Baseline(earlier.document.sha256, earlier.as_of, len(review.findings) - len(shown)),
    )


def against(review: Review, path: Path) -> Review:
    """The same with the earlier review read from its file."""
    return new_only(review, decide.review_of(path))


def _told(known: int, earlier: Review) -> str:
    which = f"{earlier.as_of} 的审查结果" + (f"（{earlier.document.title}）" if earlier.document.title else "")
    return f"只列出与{which}相比新出现的发现；以前已有的 {known} 项没有列出。结论和各项问题仍按全部发现得出。"
