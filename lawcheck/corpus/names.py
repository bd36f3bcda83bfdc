"""Names and numbers brought into one form, so that the ways people write them meet.

A name has two keys: the strict one forgives what carries no meaning (brackets, blanks, 中华人民共和国), the loose
one also the issuer before 关于 and remarks such as （试行） or （2021年修订）.
"""

from __future__ import annotations

import re

from lawcheck.text import numerals
from lawcheck.text.fold import skeleton

_SILENT = str.maketrans("", "", "《》〈〉<>“”\"'‘’、,，;；:：·-\n")
_STATE = "中华人民共和国"
_REMARK = re.compile(
    r"\((?:试行|暂行|\d{4}年?版?|(?:\d{4}年?)?(?:最新)?(?:修订|修正|修改|公布|通过|发布)(?:版|稿)?)\)$"
)
_TRIAL = ("(试行)", "(暂行)")
_ISSUER = re.compile(
    r"^.{0,40}?(?:国务院|委员会|法院|检察院|政府|办公厅|办公室|[部委局厅署院会办])(?=关于|印发|转发)"
)

_BRACKETS = str.maketrans("[](){}【】", "〔〕〔〕〔〕〔〕")
_YEAR_NUMBER = re.compile(r"〔(\d{4})〕(?:第|字第)?0*(\d+)号?$")
_ORDER_NUMBER = re.compile(rf"令(?:〔\d{{4}}〕)?(?:第|字第)?([{numerals.NUMERAL}\d]+)号?$")
# Short names of issuers in numbers of orders; the catalogue writes the full one.
_ISSUER_NAMES = {
    "国令": "国务院令",
    "总理令": "国务院令",
    "市场监管总局令": "国家市场监督管理总局令",
    "市场监督管理总局令": "国家市场监督管理总局令",
    "国家市场监管总局令": "国家市场监督管理总局令",
    "发展改革委令": "国家发展和改革委员会令",
    "国家发展改革委令": "国家发展和改革委员会令",
    "发展和改革委员会令": "国家发展和改革委员会令",
}


def strict_key(name: str) -> str:
    """Key of a name as written; equal for names that differ only in signs and in 中华人民共和国."""
    key = skeleton(name).translate(_SILENT)
    return key.replace(_STATE, "") or key


def loose_key(name: str) -> str:
    """Key that also forgives the issuer before 关于 and a remark in brackets at the end."""
    key = strict_key(name)
    shorter = _REMARK.sub("", key)
    return _ISSUER.sub("", shorter, count=1) or key


def asked_key(name: str) -> str:
    """The loose key to look a cited name up by. A cited （试行） is part of the name: the trial text was another document."""
    key = strict_key(name)
    return _ISSUER.sub("", key, count=1) if key.endswith(_TRIAL) else loose_key(name)


def normal_number(number: str) -> str:
    """A document number in one form: 国办发〔2018〕37号, 国务院令第783号, 主席令第70号; as folded if it is neither."""
    folded = skeleton(number).replace(_STATE, "").replace("\n", "")
    bracketed = folded.translate(_BRACKETS)
    year = _YEAR_NUMBER.search(bracketed)
    if year:
        return f"{bracketed[: year.start()]}〔{year.group(1)}〕{year.group(2)}号"
    order = _ORDER_NUMBER.search(bracketed)
    if not order:
        return bracketed
    value = numerals.parse(order.group(1))
    if value is None:
        return bracketed
    issuer = bracketed[: order.start()] + "令"
    return f"{_ISSUER_NAMES.get(issuer, issuer)}第{value}号"
