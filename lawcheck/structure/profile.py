"""What the document says of itself: title, issuer, number, type, date, region, rank, script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawcheck.corpus.regions import region_of
from lawcheck.model import Profile, Rank, Source, Span, Stated
from lawcheck.structure import secrecy
from lawcheck.structure.layout import Line, is_organ
from lawcheck.text import dates
from lawcheck.text.fold import fold, is_traditional, skeleton

DOC_TYPES = (
    "通知", "办法", "规定", "细则", "规则", "决定", "意见", "通告", "公告", "方案", "措施", "政策", "条例", "规范",
    "指引", "指南", "标准", "清单", "目录", "制度", "规程", "计划", "规划", "工作要点", "要点", "总结", "报告", "请示", "批复", "复函", "函",
    "纪要", "通报", "命令", "令", "议案", "预案", "章程", "公约", "解释", "答复", "讲话", "简报", "倡议书", "公示", "法",
)  # fmt: skip
_DOC_NUMBER = re.compile(
    r"^(?P<no>[一-鿿]{1,16}[〔\[(【](?:19|20)\d\d[〕\])】]第?\d{1,4}[号期]|[〔\[](?:19|20)\d\d[〕\]]第?\d{1,4}[号期]|[一-鿿]{2,16}令第?\d{1,4}号|(?:[一-鿿]{2,16}|\()?(?:19|20)\d\d年第\d{1,4}号\)?)$"
)
_STAGE = re.compile(
    r"\((?:[^()]{0,10}?)(?:送审|征求意见|审议|讨论|修订草案|草案|报审|审核|初)稿?[^()]{0,6}\)(?:修改稿|修订稿|第?[一二三四五\d]{1,2}稿)?$|\(草案\)$"
)
_NOISE = re.compile(
    r"^(?:特急|加急|急件|机密|秘密|绝密|内部|公开|主动公开|依申请公开|不予公开|密级|份号|签发人?|编号|[A-Z]{2,}\d|\d+$|-+\d*-*$)"
)
_ATTACHED = re.compile(r"附件?[一二三四五六七八九十\d]{0,3}[:]?")
_ORDER, _ORDER_NUMBER = re.compile(r"[一-鿿]{2,16}令"), re.compile(r"第?\d{1,4}号")
# (2026年3月5日临溪市人民政府令第12号公布 自…起施行) below a title
_ADOPTED = re.compile(r"\(.{0,200}?(?:公布|发布|通过|印发|修订|修正).{0,200}\)")
_ADOPTED_NUMBER = re.compile(
    r"日(?:以)?(?P<no>(?P<issuer>[一-鿿]{2,16}?)令?(?:第\d{1,4}号|[〔\[](?:19|20)\d\d[〕\]]\d{1,4}号))(?:公布|发布|印发)"
)
_ANNOUNCED = re.compile(r"\s*《(?P<name>[^《》]{2,60})》(?:已|经|业).{0,80}(?:公布|发布|施行)")
_SALUTATION = re.compile(r"^(?:各|有关|省|市|县|局|本).{0,80}:$")
_PLACE = re.compile(
    r"(?:[一-鿿]{2,3}(?:省|特别行政区)|[一-鿿]{2,8}自治区|[一-鿿]{2,8}?自治州|[^局厅委府部院区县]{1,5}?(?:市|盟|地区)|[^局厅委府部院]{1,7}?(?:自治县|自治旗|新区|区|县|旗)|[^局厅委府部院]{1,6}?(?:街道|镇|乡))"
)
# Words that end like a place and are none: 城市, 城乡, 中介服务超市, 县级市; a level without a name (市住房和城乡); 关于加强全市.
_NO_PLACE = re.compile(
    r"^(?:[省市县区州镇乡旗盟]|关于|[本全各我]|城[市区镇乡]$|农[业村产]|工业[^区园]|新能源|特色|重点|乡$)"
    r"|城[市乡镇]$|超市$|级市$|都市$|服务|批发|企业|疫区|购置|下乡|行业|物业|股权|小区$|社区$|校区$|灾区$|片区$|跨区$|街区$|住宅区$|景区$|名胜区$|老区$|油区$|保护区$|风貌区$|中心城区$|主城区$|保税港?区$|^(?:经济)?开发区$|示范区$|试验区$|商圈|和|与|及|管理|建设|促进|规范|优化|加强|推进|支持"
)
# 市场, 县级, 区域, 镇政府: the last character belongs to the next word.
_GOES_ON = re.compile(r"市[场级民容政属直]|县[级域属直]|区[域级属块别间划]|镇[级域]|乡[村级]|省[级直属]")
_NATIONAL = re.compile(r"^(?:国务院|全国人民|中华人民共和国|中共中央|国家|最高人民)")
_ISSUER_IN_TITLE = re.compile(r"^(?P<issuer>[^《》]{3,50}?)[关關][于於]")
_BODY_KINDS = frozenset({"article", "point", "bracket", "decimal", "chapter", "part", "contents", "date"})


def profile(source: Source, lines: Sequence[Line], stated: Stated) -> Profile:
    """Read the profile; ``normative`` is decided later, from the clauses, by ``normative.decide``."""
    head = _head(lines)
    title, span, used = _title(source, head)
    if title is None:
        title, span = _announced(source, lines)
    issuer = stated.issuer or _issuer(source, lines, head, used, title)
    doc_type = stated.doc_type or _doc_type(title)
    return Profile(
        title=title,
        title_span=span,
        issuer=issuer,
        doc_number=_doc_number(source, lines),
        doc_type=doc_type,
        rank=_rank(title, issuer, source.text),
        region=stated.region or _region(issuer) or _region(title),
        date=_date(lines),
        normative=True,
        normative_reason="",
        script="traditional" if is_traditional(source.text) else "simplified",
        fragment=stated.fragment,
        secrecy=secrecy.mark_of(source),
    )


def _head(lines: Sequence[Line]) -> list[Line]:
    """The lines before the body begins."""
    head: list[Line] = []
    for line in lines[:25]:
        if line.kind in _BODY_KINDS or _SALUTATION.match(line.text):
            break
        if line.kind == "navigation":
            continue
        if head and (len(line.text) > 60 or line.text.endswith(("。", ";"))) and "关于" not in line.text:
            break
        head.append(line)
    return head


def _is_skipped(line: Line) -> bool:
    text = line.text
    return bool(
        _DOC_NUMBER.match(text)
        or _ORDER_NUMBER.fullmatch(text)
        or _ATTACHED.fullmatch(text)
        or _NOISE.match(text)
        or _STAGE.fullmatch(text)
        or (text.endswith("文件") and len(text) < 30)
    )


def _title(source: Source, head: Sequence[Line]) -> tuple[str | None, Span | None, int]:
    """The title (without stage remark), its span, and the number of head lines used up."""
    index = 0
    while index < len(head) and (_is_skipped(head[index]) or _is_red_head(head, index)):
        index += 1
    if index >= len(head) or head[index].text.endswith(("。", ";", "!")):
        return None, None, 0
    first, last = index, index + max(_joint(head, index) - 1, 0)
    while last + 1 < len(head) and _continues(head[first : last + 1], head[last + 1]):
        last += 1
    span = Span(head[first].span.start, head[last].span.end)
    joined = head[first : last + 1]
    raw = "".join(_written(source, line, after) for line, after in zip(joined, [*joined[1:], None], strict=True))
    folded = fold(raw)
    stage = _STAGE.search(folded.text)
    if stage and stage.start() > 0:
        cut = folded.span(stage.start(), stage.end())[0]
        raw, span = (
            raw[:cut].rstrip(),
            Span(span.start, min(span.end, span.start + cut) if first == last else span.end),
        )
    return _unwrapped(raw), span, last + 1


def _unwrapped(title: str) -> str:
    """《临溪市停车管理办法》 as a title of its own is written without the marks."""
    is_wrapped = title.startswith("《") and title.find("》") == len(title) - 1
    return title[1:-1] if is_wrapped else title


def _announced(source: Source, lines: Sequence[Line]) -> tuple[str | None, Span | None]:
    """The document that an order gives out: 《……》已经……通过，现予公布。"""
    for line in lines[:10]:
        words = line.span.of(source.text)
        match = _ANNOUNCED.match(words)
        if match:
            start, end = match.span("name")
            return match["name"], Span(line.span.start + start, line.span.start + end)
    return None, None


def _joint(head: Sequence[Line], index: int) -> int:
    """How many bodies stand above 关于……: they issue the document together; 0 if it is not so."""
    count = 0
    while index + count < len(head) and is_organ(head[index + count].text):
        count += 1
    follows = index + count < len(head) and head[index + count].text.startswith("关于")
    return count if count > 1 and follows else 0


def _written(source: Source, line: Line, after: Line | None) -> str:
    """The words of a title line; bodies that issue together are kept apart by a blank."""
    words = line.span.of(source.text).strip()
    return words + " " if after is not None and is_organ(line.text) and is_organ(after.text) else words


def _is_red_head(head: Sequence[Line], index: int) -> bool:
    """A body's name above the title (…文件, …令, or the name alone followed by a line that is a title of its own)."""
    if index + 1 >= len(head):
        return False
    after = head[index + 1].text
    if _ORDER.fullmatch(head[index].text) and _ORDER_NUMBER.fullmatch(after):
        return True
    if not is_organ(head[index].text):
        return False
    return bool(_DOC_NUMBER.match(after)) or (
        not after.startswith("关于") and bool(_doc_type(after) or "关于" in after) and not is_organ(after)
    )


def _continues(so_far: Sequence[Line], line: Line) -> bool:
    joined = "".join(part.text for part in so_far)
    if _is_skipped(line) or len(joined) > 120 or line.text.endswith(("。", ":")):
        return False
    if joined.count("《") > joined.count("》") or line.text.startswith(("的", "《", "》")):
        return True
    if is_organ(so_far[-1].text) and line.text.startswith("关于"):
        return True
    return _doc_type(joined) is None and _doc_type(line.text) is not None and len(line.text) <= 40


def _doc_type(title: str | None) -> str | None:
    if not title:
        return None
    bare = re.sub(r"\([^()]{1,12}\)$", "", skeleton(title)).rstrip("》")
    return next((kind for kind in DOC_TYPES if bare.endswith(kind)), None)


def _issuer(
    source: Source, lines: Sequence[Line], head: Sequence[Line], used: int, title: str | None
) -> str | None:
    """The body named under the title, else the signature, else the head of the title or of the page.

    ``used`` is how many lines of the head are up to the end of the title.
    """
    for line in head[used : used + 4]:
        if line.kind in ("plain", "signature") and is_organ(line.text) and "," not in line.text:
            return _words(source, line)
    below = head[used - 1].span.end if used else 0
    signed = [_words(source, line) for line in lines if line.kind == "signature" and line.span.start >= below]
    if signed:
        return " ".join(dict.fromkeys(signed[:4]))
    match = _ISSUER_IN_TITLE.match(title or "")
    if match:
        return match["issuer"].strip()
    for line in lines[:8]:
        if _ORDER.fullmatch(line.text):
            return _words(source, line).removesuffix("令").strip()
        adopted = _ADOPTED_NUMBER.search(line.text) if _ADOPTED.fullmatch(line.text) else None
        if adopted and is_organ(adopted["issuer"]):
            return adopted["issuer"]
    named = next((organ for header in source.headers if (organ := _organ_of(header))), None)
    return named or next((_words(source, line) for line in head[:used] if is_organ(line.text)), None)


def _words(source: Source, line: Line) -> str:
    return " ".join(line.span.of(source.text).split())


def _organ_of(header: str) -> str | None:
    words = skeleton(header).removesuffix("文件")
    return words if is_organ(words) else None


def _doc_number(source: Source, lines: Sequence[Line]) -> str | None:
    for text in (*_numbered(lines[:15]), *(skeleton(header) for header in source.headers)):
        for part in re.split(r"签发人", text):
            match = _DOC_NUMBER.match(part)
            if match:
                return re.sub(r"[\[(【]", "〔", re.sub(r"[\])】]", "〕", match["no"].strip("()")))
    return None


def _numbered(head: Sequence[Line]) -> Iterator[str]:
    """The lines of the head; an order and its number below it are one, and so is the number in a note of adoption."""
    for line, after in zip(head, [*head[1:], None], strict=True):
        if after is not None and _ORDER.fullmatch(line.text) and _ORDER_NUMBER.fullmatch(after.text):
            yield line.text + after.text
        adopted = _ADOPTED_NUMBER.search(line.text) if _ADOPTED.fullmatch(line.text) else None
        yield adopted["no"] if adopted else line.text


def _date(lines: Sequence[Line]) -> str | None:
    """The date of issue: a line that is a date, first after a signature."""
    dated = [(index, dates.parse(line.text)) for index, line in enumerate(lines) if line.kind == "date"]
    signed = [day for index, day in dated if index and lines[index - 1].kind == "signature"]
    days = signed or [day for _, day in dated]
    if days and days[0]:
        return days[0].isoformat()
    for line in lines[:8]:
        adopted = _ADOPTED_NUMBER.search(line.text) if _ADOPTED.fullmatch(line.text) else None
        if line.kind == "navigation" or adopted:
            found = list(dates.find(line.text[: adopted.end()] if adopted else line.text))
            if found:
                return found[-1 if adopted else 0][2].isoformat()
    return None


def _region(issuer: str | None) -> str | None:
    if not issuer or _NATIONAL.match(issuer):
        return None
    words = skeleton(issuer)
    known = _known_place(words)
    places, position = [known] if known else [], len(known)
    while match := _PLACE.match(words, position):
        if _NO_PLACE.search(match.group()) or _GOES_ON.match(words, match.end() - 1):
            break
        places.append(match.group())
        position = match.end()
    return "".join(places) or None


def _known_place(words: str) -> str:
    """The province or city that the words begin with as they write it: 聊城市 ends like 县城市 and is a city all the same."""
    full = region_of(words)
    return next((full[start:] for start in range(len(full)) if words.startswith(full[start:])), "")


def _rank(title: str | None, issuer: str | None, text: str) -> Rank:
    """The rank that the draft is meant to have: a normative document unless it says otherwise."""
    name, body = skeleton(title or ""), skeleton(issuer or "")
    opening = skeleton(text[:400])
    if re.match(r"中华人民共和国.{1,40}法(?:典|\(.*\))?$", name) or (
        name.endswith("法") and "全国人民代表大会" in opening
    ):
        return Rank.LAW
    if "人民代表大会" in body:
        return Rank.LOCAL_REGULATION
    if re.search(r"国务院令", opening) and name.endswith(("条例", "规定", "办法")) and "人民政府" not in body:
        return Rank.ADMIN_REGULATION
    if re.search(r"(?:规章|地方性法规)(?:送审稿|草案)", opening):
        return Rank.LOCAL_RULE if "规章" in opening else Rank.LOCAL_REGULATION
    if re.search(r"条例\([^()]{0,8}草案", opening):
        return Rank.LOCAL_REGULATION
    if re.search(r"(?:办法|规定|规则)\([^()]{0,10}(?:政府令|规章)[^()]{0,4}草案", opening):
        return Rank.LOCAL_RULE
    if re.search(r"人民政府令第?\d*号", opening) and re.search(r"(?:办法|规定|规则)$", name):
        return Rank.LOCAL_RULE
    if re.search(r"条例(?:\(.*\))?$", name) and not body:
        return Rank.LOCAL_REGULATION
    return Rank.NORMATIVE_DOCUMENT
