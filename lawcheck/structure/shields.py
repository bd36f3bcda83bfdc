"""Shields: stretches of a clause in which words are mentioned but not ordered. Positions are of the skeleton.

Each heuristic says what it assumes and what it costs. 不得 alone cannot tell whether its words are a forbidden
restriction (不得要求供应商在本市设立分支机构) or the restriction itself (外地企业不得参加投标): actor and action can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.model.document import ShieldKind
from lawcheck.structure.actors import Side, side
from lawcheck.structure.cues import Cue

Stretch = tuple[ShieldKind, int, int]

# Acts of power: whoever is forbidden them, the ban protects. Read right behind 不得.
_ADVERBS = (
    r"(?:以[^,。;]{1,40}(?:为由|为名|名义|为条件|为前提|方式)|因[^,。;]{1,30}|利用|借|通过[^,。;]{1,30}|任何[^,。;]{1,10}?(?=[向以对收强擅设要限指摊])"
    r"|违法|违规|非法|变相|擅自|随意|另行|自行|直接或者?间接|超(?:出|越)[^,。;]{1,30}|在[^,。;]{1,30}(?:外|以外|之外)|对[^,。;]{1,40}|向[^,。;]{1,40}"
    r"|将[^,。;]{1,40}|把[^,。;]{1,40}|再|重复|额外|强行|单独|或者|、|就[^,。;]{1,30}){0,6}"
)
# Whoever is forbidden these, also an enterprise or an association, the ban protects.
_PRESSING = (
    r"要求|强制|强迫|强令|收取|收费|收缴|索要|索取|摊派|限定|限制|指定|设置|设定|排斥|排除|歧视|实行[^,。;]{0,8}(?:歧视|差别|差异|区别)|区别对待|干预|干涉"
    r"|附加|增设|转嫁|搭售|捆绑|作为[^,。;]{0,24}(?:条件|依据|前提|标准|因素|理由|加分|要件|门槛)|列为[^,。;]{0,16}(?:条件|依据|前提)|拒绝(?:受理|办理|提供服务|登记)"
)
# Acts of power: an authority, or nobody named, is forbidden them.
_OFFICIAL = (
    r"征收|设立[^,。;]{0,12}(?:门槛|条件|障碍|壁垒|关卡|许可)|增加|加重|减损|罚款|处罚|扣押|扣留|查封|没收|推诿|拖延|不予受理|列为|规定|出台|制定|授予|给予"
    r"|提供[^,。;]{0,10}(?:优惠|补贴)|妨碍|阻碍|阻挠|截留|挪用|挤占|披露|泄露|公开|组织[^,。;]{0,20}(?:达成|实施)|替代|代替|取代|下达|委托|开展|实施"
    r"|重复[一-鿿]{2}|检查|检验|检测|检疫|推荐|推销|参与|接受|吃拿|谋取|徇私|滥用|新增|保留|延长|提高|降低|缩短|溯及|突破|调整|抬高|参照"
)
_EXCUSE = r"以[^,。;]{1,40}为(?:由|名|条件|前提)"
PRESSING_ACT = re.compile(f"{_ADVERBS}(?:{_PRESSING})|{_EXCUSE}")
POWER_ACT = re.compile(f"{_ADVERBS}(?:{_PRESSING}|{_OFFICIAL})|{_EXCUSE}")
_GENERIC_ACTS = re.compile(
    r"(?:有|含有|包含|实施|从事|存在|出现|进行|发生|采取|设置|作出)?(?:下列|以下|上述)[^,。;:]{0,40}?(?:各项|情形|行为|内容|活动|做法|事项|规定|条件|要求|措施)"
)
_ABOLISHES = re.compile(
    r"(?:删除|取消|废止|废除|停止(?:执行|实施|使用|收取)|清退|清理|清除|纠正|整治|破除|消除|打破|查处|治理|规范(?!性)|禁止|严禁|杜绝|防止|避免|退还|撤销|不再执行|不再实行|不再保留)"
)
_ABOLISHED_OBJECT = re.compile(
    r"(?:要求|规定|做法|限制|壁垒|门槛|收费|证明|审批|许可|条款|事项|环节|手续|保证金|押金|歧视|条件|障碍|保护|行为|差别|材料|备案|费用?|摊派|问题|政策|文件|措施|现象|案件|加分项|站点|关卡|费)(?:[,。;:、等]|$|的|一律|全部|予以)"
)
_ABOLISHED_AFTER = re.compile(
    r"[^,。;]{2,60}?(?:一律|全部|均|同时|予以|应当|应)?(?:予以)?(?:取消|废止|废除|停止执行|清退|清理|停止收取|不再执行|不再收取|不再保留)(?=[,。;:]|$)"
)
# 出现下列内容的，责令修改：… and 清理下列做法：…: what stands behind the colon is to go.
_CORRECTED = re.compile(
    r"(?:责令|予以|应当|依法|一律)(?:修改|改正|纠正|删除|清理|停止|退还|调整|撤销)[^,。;:]{0,12}:|(?:清理|整治|纠正|查处|取消|废止|删除)[^,。;:]{0,20}(?:下列|以下)[^,。;:]{0,20}:"
)
_REPORTED = re.compile(
    r"据?统计|调查(?:显示|发现|表明)|调研(?:发现|显示|表明)|(?:存在|反映|发现|通报|曝光)[^,。;]{0,30}(?:问题|情况|现象|案例)|(?:群众|企业|有人|媒体|代表|商户)[^,。;]{0,6}(?:反映|举报|投诉)|(?:检查|巡查|暗访|审计)中?(?:发现|查明)|(?:去年|上年|今年以来|以来)[^,。;]{0,6}(?:查处|发现|整改|通报)|(?:近年来|此前(?!已|签|领|取得|批|建|享|办|购|认定|发|备案)|过去|以往|一度|曾经|有的(?:地方|部门|单位|地区)|部分(?:地方|部门|单位|地区)|个别(?:地方|部门|单位|地区))"
)
_CONTRACT = re.compile(
    r"(?:合同|协议|双方|当事人|各方|约定书)[^,。;]{0,16}(?:约定|协商|商定)|(?:按照|依照|依据|根据|由)[^,。;]{0,12}约定|协商(?:确定|一致|解决)|自行约定|违约(?:金|责任)"
)
_VOLUNTARY = re.compile(r"自愿|自主(?:选择|决定|确定|参加|申报)|自行(?:选择|决定)|尊重[^,。;]{0,16}意愿")
_QUOTED = re.compile(r"《[^《》\n]{1,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,80}){0,3}》|“[^“”\n]{1,120}”")
_EXCEPTED = re.compile(
    r"除[^,。;]{1,60}?(?:外|之外|以外)(?=[,。;、]|$)|(?:但(?:是)?,?)?[^,。;]{2,50}的?除外(?=[,。;]|$)"
)


def mask_quotes(words: str) -> str:
    """Blank out 《…》 and “…”, so that the words inside are no cues."""
    return _QUOTED.sub(lambda match: "□" * len(match.group()), words)


def find(words: str, cue: Cue | None, actor_side: Side) -> Iterator[Stretch]:
    """Yield the shields of one clause. ``words`` is its skeleton, ``cue`` its governing cue."""
    for match in _QUOTED.finditer(words):
        yield "quoted", match.start(), match.end()
    for match in _EXCEPTED.finditer(words):
        yield "excepted", match.start(), match.end()
    if cue is not None:
        yield from _governed(words, cue, actor_side)
    yield from _abolished(words)
    yield from _told(words, cue)


def _governed(words: str, cue: Cue, actor_side: Side) -> Iterator[Stretch]:
    opens = words[cue.start : cue.end].endswith(("方可", "方能", "才能", "始得", "才可", "才可以"))
    # X后方可Y demands X of whoever does Y: only an act of power behind it is fenced in, whoever approves.
    side: Side = "none" if opens and actor_side in ("agency", "internal") else actor_side
    if cue.modality in ("must_not", "only_if") and is_protective(words[cue.end :], side):
        yield "prohibited", cue.end, len(words)
    elif cue.modality == "need_not":
        yield "exempted", cue.start, len(words)


def is_protective(predicate: str, actor_side: Side) -> bool:
    """Tell whether a ban protects the public: acts of power, or a ban on authorities.

    Costs: a ban on an enterprise to demand something (企业不得要求行政机关…) is read as protective too.
    """
    if _GENERIC_ACTS.match(predicate):
        return True
    if actor_side in ("agency", "internal"):
        return True
    acts = PRESSING_ACT if actor_side in ("public", "anyone") else POWER_ACT
    return acts.match(predicate) is not None


def _abolished(words: str) -> Iterator[Stretch]:
    """取消…的要求, …一律取消: assumes that what ends in 要求, 收费, 证明 … is abolished; 取消资格 is a sanction."""
    for match in _ABOLISHES.finditer(words):
        stop = next((i for i in range(match.end(), len(words)) if words[i] in "。;"), len(words))
        stop = min(stop, match.end() + 80)
        ends = [found.end() for found in _ABOLISHED_OBJECT.finditer(words, match.end(), stop)]
        if ends:
            yield "abolished", match.end(), ends[-1]
            break
    corrected = _CORRECTED.search(words)
    if corrected and corrected.end() < len(words):
        yield "abolished", corrected.end(), len(words)
    after = _ABOLISHED_AFTER.match(words)
    if after and _ABOLISHED_OBJECT.search(words, 0, after.end()):
        yield "abolished", 0, after.end()


def is_corrective(words: str) -> bool:
    """Opening words that order what follows them to be corrected or abolished."""
    return _CORRECTED.search(words) is not None


def _told(words: str, cue: Cue | None) -> Iterator[Stretch]:
    """Facts, past practice, contracts and free choice: the clause tells of them and orders nothing."""
    if cue is None or cue.modality not in ("must", "must_not", "only_if"):
        match = next((found for found in _REPORTED.finditer(words) if not _is_condition(words, found)), None)
        if match:
            yield "reported", match.start(), len(words)
    match = _CONTRACT.search(words)
    if match and (
        cue is None or cue.modality in ("may", "encourage", "states", "disposes") or cue.start < match.start()
    ):
        yield "contractual", 0, len(words)
    match = _VOLUNTARY.search(words)
    if match and not (match.group().startswith("自行") and side(words[: match.start()]) == "agency"):
        yield "voluntary", match.start(), len(words)


def _is_condition(words: str, match: re.Match[str]) -> bool:
    """巡查发现…的，扣押… and 对反映…的投诉 tell of no past: they say when the rule applies."""
    comma = words.find(",", match.end())
    return words[: match.start()].endswith("对") or (comma > 0 and words[comma - 1] == "的")
