"""The names that citations use: 《titles》, document numbers, law names without 《》. Works on the skeleton."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile("[《〈]")
_N = r"(?:\d{1,5}|[一二三四五六七八九十百〇零]{1,8})"
# The marks of a number; the issuer before them is read backwards from there, which spares a search at every place.
_NUMBERED = re.compile(r"[〔\[(【{](?P<year>(?:19|20)\d\d)[〕\])】}](?P<order>第?)(?P<number>\d{1,5})号")
_DECREE = re.compile(rf"(?:令|公告|通告)(?:(?:19|20)\d\d年)?第?{_N}号|(?:(?:19|20)\d\d年)?第?{_N}号(?:令|公告)")
_ISSUER_BEFORE = re.compile(r"[一-鿿A-Za-z]{0,20}$")
_BODIES_BEFORE = re.compile(r"[一-鿿、]{1,30}$")
# Words before a short issuer name that are no part of it; the rightmost one cuts.
_BEFORE_ISSUER = re.compile(
    r"按照|依照|依据|根据|参照|适用|落实|贯彻|执行|遵照|符合|违反|结合|转发|印发|以及|或者|以下|同时|详见|参见|已被|是指|所称|通过|即|由|(?<!共)和|与|及|的|经|以|将|对|按|依|见|在|据|日|(?<![部局委署会行院办])、|原|遵守|遵循|废止|我[市省县区]|文件|号文|\d年"
)
_NOT_ISSUER = re.compile(r"^(?:本|该|上述|前述|有关|相关)?$")
# Certificates, forms, bylaws, newspapers: named in 《》, but they order nothing (lists that bind, like 负面清单, do).
_NO_CITATION = re.compile(
    r"(?:证|证书|证明|执照|簿|(?<!代)表|章程|(?<![通情预])报|杂志|网|(?<!白皮)书|卡|回执|台账|档案|合同|协议|凭证|发票|存根|标签|记录|笔录|示范文本|合同文本|模板|样本|格式文本|申请单|通知单|审批单|告知单|登记单|联系单|收据|票据|护照|手册|(?<!负面)(?<!权责)(?<!事项)(?<!权力)(?<!责任)(?<!收费)(?<!目录)(?<!任务)(?<!管理)(?<!禁止)(?<!限制)清单)$"
)
_KEPT = re.compile(r"(?:分类表|价目表|价格表|收费表|税率表|税目税率表|基准表|裁量表|负面清单|权责清单)$")
# The end of a name with an article or a chapter behind it; the name is read backwards from there.
_LAW_KIND = re.compile(
    r"(?:法典|法|条例|规定|办法|细则|规则|决定|解释|通则|总则|公约|意见)(?:\((?:试行|暂行)\))?"
    r"(?=第(?:[一二三四五六七八九十百千〇零]{1,9}|\d{1,4})条|第[一二三四五六七八九十]{1,3}[章节编])"
)
_NAME_BEFORE = re.compile(r"[一-鿿·]{1,40}$")
# 「信托法」第六十条: the skeleton writes these marks as quotation marks.
_QUOTED_NAME = re.compile(rf"“(?P<name>[一-鿿·]{{2,40}}(?:法典|法|条例|规定|办法|细则|规则|决定))”(?=第?{_N}条)")
_BEFORE_NAME = re.compile(
    r"第[一二三四五六七八九十百千〇零\d]{1,9}[条款项章节]|违反|履行|依据|根据|按照|依照|参照|适用|符合|援引|构成|触犯|执行|遵守|落实|贯彻|以及|或者|并依|应当|规定的|所列|所称|属于|具有|同时|因为|但是|除了?|对照|结合|援用|现行|(?<!共)和(?!国|解|平)|及(?!其)|或|(?<=[法例定])与|由|按|依(?!法)|^对(?!外)|^在|^是|^与|^原|^据|^将|^经|^以|^即|^由于|^因(?!特)|这是|详见|参见|^见|^系(?!统)|^为|^有|^向|的(?=中华|[一-鿿]{2,12}(?:法|条例)$)"
)
_OWN = re.compile(
    r"(?:本|该|同|此)[^,。;]{0,4}(?:法|条例|规定|办法|细则|规则|决定|意见)(?:\(.{2}\))?$|其实施(?:条例|细则|办法)$"
)
_GENERAL = re.compile(
    r"^(?:本|该|同|此|其|上述|前述|有关|相关|国家|上级|现行|其他|前款|这些|各项|地方性?|[一二三]部|新|旧|原)?(?:有关|相关)?(?:国家)?(?:的)?(?:法律|法规|规章|法律法规|上位法|法|条例|规定|办法|细则|规则|决定|解释|意见|实施细则|实施办法|暂行规定|管理办法|管理规定|实施意见|政策规定)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: outer and inner skeleton positions; ``kind`` title (《》), number, or law (no 《》)."""

    kind: str
    start: int
    end: int
    inner: tuple[int, int]
    number: str | None = None


def titles(text: str) -> Iterator[Name]:
    """Yield outermost 《…》 (nested ones inside belong to them), also written 〈…〉 or 〈〈…〉〉."""
    position = 0
    while match := _OPENING.search(text, position):
        start = match.start()
        end = _closing(text, start)
        if end is None:
            position = start + 1
            continue
        inner = (start + 1, end - 1)
        if text[start] == "〈" and text[inner[0]] == "〈" and text[inner[1] - 1] == "〉":
            inner = (inner[0] + 1, inner[1] - 1)
        if inner[1] > inner[0]:
            yield Name("title", start, end, inner)
        position = end


def _closing(text: str, start: int) -> int | None:
    """Position behind the mark that closes the one at ``start``; at most 200 characters and one line away."""
    opening = text[start]
    closing = "》" if opening == "《" else "〉"
    depth = 0
    first = None
    for position in range(start, min(len(text), start + 200)):
        character = text[position]
        if character == "\n":
            break
        depth += (character == opening) - (character == closing)
        if character == closing:
            first = first or position + 1
        if depth == 0:
            return position + 1
    return first


def is_citation(title: str) -> bool:
    """Certificates, forms, bylaws and newspapers in 《》 are no citations."""
    bare = re.sub(r"\([^()]{1,20}\)$", "", title)
    return bool(_KEPT.search(bare)) or _NO_CITATION.search(bare) is None


def numbers(text: str) -> Iterator[Name]:
    """Yield document numbers: 国办发〔2018〕37号, 国务院令第700号, 某局公告2020年第3号."""
    if "号" not in text:
        return
    for match in _NUMBERED.finditer(text):
        start, issuer = _issuer(text, match.start(), _ISSUER_BEFORE)
        if issuer and not _NOT_ISSUER.match(issuer):
            number = f"{issuer}〔{match['year']}〕{match['order']}{int(match['number'])}号"
            yield Name("number", start, match.end(), (start, match.end()), number)
    for match in _decrees(text):
        start, issuer = _issuer(text, match.start(), _BODIES_BEFORE)
        if len(issuer) >= 2 and not _NOT_ISSUER.match(issuer):
            yield Name("number", start, match.end(), (start, match.end()), text[start : match.end()])


def _decrees(text: str) -> Iterator[re.Match[str]]:
    """Every 令第700号, 公告2020年第3号, 30号令: looked for only around 号, which is rare."""
    done = 0
    position = text.find("号")
    while position >= 0:
        for match in _DECREE.finditer(text, max(done, position - 17), position + 3):
            yield match
            done = match.end()
        position = text.find("号", max(position + 1, done))


def _issuer(text: str, end: int, before: re.Pattern[str]) -> tuple[int, str]:
    """(start, name) of the issuer that ends at the position."""
    first = max(0, end - 30)
    run = before.search(text[first:end])
    words = run.group() if run else ""
    start = end - len(words) + _cut(_BEFORE_ISSUER, words)
    return start, text[start:end]


def _cut(stops: re.Pattern[str], words: str) -> int:
    """Length of the prefix that ends with the rightmost stop word."""
    cut = 0
    for match in stops.finditer(words):
        if match.end() < len(words):
            cut = match.end()
    return cut


def laws(text: str) -> Iterator[Name]:
    """Yield names without 《》 that an article follows: 民法典第九百四十二条. General words are no names."""
    done = 0
    for match in _LAW_KIND.finditer(text):
        first = max(done, match.start() - 40)
        run = _NAME_BEFORE.search(text[first : match.start()])
        done = match.end()
        if run is None:
            continue
        words = run.group() + match.group()
        begins = match.start() - len(run.group())
        about = words.rfind("关于")
        start = begins + (_cut(_BEFORE_NAME, words[:about]) if about > 0 else _cut(_BEFORE_NAME, words))
        name = text[start : match.end()]
        if (
            len(name) >= 2
            and not _OWN.search(name)
            and not _GENERAL.match(name)
            and not name.startswith(("本", "该", "同法", "同条", "前款", "前条"))
        ):
            yield Name("law", start, match.end(), (start, match.end()))
    if "“" in text:
        for match in _QUOTED_NAME.finditer(text):
            yield Name("law", match.start(), match.end(), match.span("name"))
