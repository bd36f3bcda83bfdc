"""行政规范性文件, or not: decided from the kind of document and from what its clauses order.

国办发〔2018〕37号: issued by an administrative body under its powers, concerns rights and duties of citizens, legal
persons and other organisations, published, binding in general and applied again and again within a period.
Internal rules, personnel matters, reports, replies to one addressee, plans of work are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawcheck.model import Clause, Profile, Rank
from lawcheck.structure import actors
from lawcheck.text.fold import skeleton

# (words of the title, reason), first match counts.
_NOT_BY_TITLE = (
    (r"工作要点|年度要点", "标题为“工作要点”，是机关部署本年度工作的计划，不对不特定的公民、法人和其他组织反复适用"),
    (r"(?:工作|年度|实施)计划(?:的通知)?$|工作安排|任务分工|责任分工|分工方案", "标题表明是机关内部的工作部署和分工"),
    (r"工作总结|情况报告|工作报告|自查报告|调研报告|简报|讲话|致辞", "标题表明是报告、总结或者讲话，不设定权利义务"),
    (r"会议纪要|纪要", "标题为会议纪要，是对会议情况和议定事项的内部记录"),
    (r"批复|复函|答复|函复", "标题表明是对特定机关或者特定事项的答复，不具有普遍约束力"),
    (r"请示$|请示的", "标题为请示，是向上级机关的内部行文"),
    (r"任免|任职|免职|聘任|录用|拟任|干部任前|人事", "标题表明是人事任免文件"),
    (r"表彰|表扬|嘉奖|通报批评|考核结果|评选结果|获奖", "标题表明是表彰或者通报，只针对特定对象"),
    (r"(?:召开|举办|参加).{0,40}(?:会议|培训班?|活动|论坛|比赛)", "标题表明是会议或者活动的事务性通知"),
    (r"(?:机关|内部|本局|本单位|局机关|厅机关)?(?:考勤|值班|财务|公务接待|公务用车|保密工作|档案|印章|请假|内务|会议)(?:管理)?(?:制度|规定|办法|细则|规则)(?:的通知)?$", "标题表明是机关内部管理制度"),
    (r"机关(?:内部|工作人员|干部)|内部(?:管理|控制|审计)|内设机构.{0,8}职责", "标题表明是机关内部管理文件"),
    (r"放假|停水|停电|停气|征稿|招聘|招考|采购公告|中标|成交结果|拍卖公告|公示$", "标题表明是一次性的事务公告"),
    (r"行政处罚决定书|许可决定书|告知书|决定书$", "标题表明是针对特定人的行政决定"),
    (r"(?:成立|调整).{0,30}(?:领导小组|指挥部|委员会|专班)", "标题表明是机构设置或者成员调整"),
)  # fmt: skip
_PARTY = re.compile(r"^(?:中共|中国共产党).{0,20}(?:委员会|委|办公室|组织部|宣传部|纪委)")
_PLAN = re.compile(r"方案|计划|规划|预案|行动|清单")


def decide(profile: Profile, clauses: Sequence[Clause], text: str) -> tuple[bool, str]:
    """Return whether this is a normative document and the reason, as a Chinese sentence."""
    if profile.fragment:
        return True, "输入是条文片段，按行政规范性文件的条文审查"
    if profile.rank is not Rank.NORMATIVE_DOCUMENT:
        return False, f"本文件属于{profile.rank.chinese}，适用立法程序，不是行政规范性文件"
    title, issuer = skeleton(profile.title or ""), skeleton(profile.issuer or "")
    if (
        re.search(r"^中华人民共和国.{1,40}(?:法|条例)$|.{1,30}(?:法|条例|条例\(.*\))$", title)
        and "关于" not in title
        and not re.search(r"办法$|细则$", title)
    ):
        return False, "标题为“法”或者“条例”，属于法律、法规，不是行政规范性文件"
    if _PARTY.match(issuer):
        return False, f"制定机关“{issuer}”是党的机关，党的机关文件不属于行政规范性文件"
    inner = re.sub(r"[《》]", "", title).removesuffix("的通知")
    for words, reason in _NOT_BY_TITLE:
        if re.search(words, title) or re.search(words, inner):
            return False, reason + "（国办发〔2018〕37号）"
    ordering = [
        c
        for c in clauses
        if c.addressee == "public" and c.modality in ("must", "must_not", "only_if", "disposes", "may")
    ]
    if not ordering:
        return (
            False,
            "条文没有对公民、法人或者其他组织规定权利义务，不具备行政规范性文件的要素（国办发〔2018〕37号）",
        )
    if _PLAN.search(title) and len(ordering) < 2:
        return (
            False,
            "标题为方案或者计划，内容是工作部署，几乎没有对外的权利义务条款；如有对外约束力请按规范性文件送审",
        )
    sample = _sample(ordering, text)
    words = sample if len(sample) <= 40 else sample[:40] + "…"
    name = f"文种为“{profile.doc_type}”，" if profile.doc_type else ""
    return True, f"{name}有对公民、法人或者其他组织具有普遍约束力的条款，例如“{words}”（国办发〔2018〕37号）"


def _sample(ordering: Sequence[Clause], text: str) -> str:
    """A clause that orders somebody outside, for the reason: the more people see themselves in it the better."""
    open_ones = [clause for clause in ordering if not any(shield.kind == "prohibited" for shield in clause.shields)]
    strict = [c for c in open_ones if c.modality in ("must", "must_not", "only_if") and c.actor is not None]
    named = [c for c in strict if c.actor and actors.side(skeleton(c.actor.of(text))) in ("public", "anyone")]
    chosen = (named or strict or open_ones or list(ordering))[0]
    return chosen.span.of(text).strip("，。；：,;:")
