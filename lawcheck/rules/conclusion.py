"""The seven questions of 国办发〔2018〕115号 and the proposed conclusion, from review points and severities.

One table says which question a review point belongs to; the officer decides.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lawcheck.model import Finding, Incomplete, Profile, Question

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("制定主体是否合法", ("LG-1",)),
    ("是否超越制定机关法定职权", ("LG-2", "LG-2.1")),
    ("内容是否符合宪法、法律、法规、规章和国家政策规定", ("LG-3", "LG-5.3", "LG-5.4", "LG-8", "FC", "CT")),
    ("是否违法设立行政许可、行政处罚、行政强制、行政征收、行政收费等事项", ("LG-4",)),
    ("是否存在没有法律、法规依据作出减损合法权益或者增加义务的情形", ("LG-5.1", "LG-5.2")),
    ("是否存在没有法律、法规依据作出增加本单位权力或者减少本单位法定职责的情形", ("LG-6",)),
    ("是否违反规范性文件制定程序", ("LG-7",)),
)
# An error under these concerns who issues the document or the whole of it: it cannot be mended by editing clauses.
_FATAL = ("LG-1", "LG-2")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The proposal (None: cannot be judged), its reason, and the seven answers."""

    conclusion: str | None
    reason: str
    questions: tuple[Question, ...]


def conclude(
    findings: Sequence[Finding], incomplete: Sequence[Incomplete], profile: Profile, asked: Collection[str]
) -> Conclusion:
    """Answer the questions; ``asked`` are the review points of the rules that were asked."""
    questions = tuple(_answer(text, points, findings, asked) for text, points in QUESTIONS)
    if profile.fragment:
        return Conclusion(None, "输入是条文片段，没有审查整份文件，不提出审核结论", questions)
    if not profile.normative:
        return Conclusion(
            None, f"不属于行政规范性文件，不提出合法性审核结论。{profile.normative_reason}", questions
        )
    errors = [finding for finding in findings if finding.severity == "error"]
    warnings = [finding for finding in findings if finding.severity == "warning"]
    fatal = [f for f in errors if f.review_point in _FATAL and f.location.article is None]
    if fatal:
        return Conclusion("不合法", f"制定主体或者职权存在问题：{fatal[0].message}", questions)
    doubts = f"{len(warnings)}处存疑需要核实" if warnings else ""
    if errors:
        reason = f"发现{len(errors)}处应当修改的问题" + (f"，{doubts}" if doubts else "")
        return Conclusion("应当予以修改", reason, questions)
    if warnings:
        return Conclusion(None, f"没有发现确定的问题，有{doubts}，核实以前不提出结论", questions)
    if incomplete:
        return Conclusion(None, "有规则没有完成，见“未完成的检查”", questions)
    unasked = [question.question for question in questions if question.answer == "not_checked"]
    reason = "已启用的规则没有发现问题"
    if unasked:
        return Conclusion(None, f"{reason}，但有{len(unasked)}个问题没有规则审查，不能据此认定合法", questions)
    return Conclusion("合法", reason + "；机器审查不能代替审核人员判断", questions)


def _answer(text: str, points: tuple[str, ...], findings: Sequence[Finding], asked: Collection[str]) -> Question:
    own = [f for f in findings if f.severity != "info" and any(belongs(f.review_point, point) for point in points)]
    if any(finding.severity == "error" for finding in own):
        answer = "problem"
    elif own:
        answer = "doubt"
    elif any(belongs(point, wanted) for point in asked for wanted in points):
        answer = "ok"
    else:
        answer = "not_checked"
    note = "没有启用审查这个问题的规则" if answer == "not_checked" else ""
    return Question(text, answer, tuple(finding.fingerprint for finding in own), note)  # type: ignore[arg-type]


def belongs(point: str, family: str) -> bool:
    """LG-4.2 belongs to LG-4 and to LG-4.2; LG-1 does not belong to LG-10."""
    return point == family or point.startswith((family + ".", family + "-"))
