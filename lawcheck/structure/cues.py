"""The words that carry modality, and the words that only look like them. Patterns are for skeletons.

Cues are words, not characters: 供应商应当 holds one 应当, 响应 none, 需要 is no 须. The guards stand beside each cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from lawcheck.model import Modality

# Order matters: the first alternative that matches at a place wins, so longer and more special ones come first.
CUES: tuple[tuple[Modality, str], ...] = (
    # A numeric limit: the order is the limit, nothing is forbidden outright.
    ("must", r"(?:应当?)?(?:不得|不应|不能)(?:少于|低于|超过|高于|多于|大于|小于|短于|长于|晚于|早于|迟于)"),
    ("need_not", r"无需|无须|毋须|毋需|不需要|不需(?=再|另|提|缴|交|办|出|重|经|额)|不必|不再(?:要求|需要|填写|审批|核发|另行|单独|作为|收取|提交|提供|办理|实行|进行)|不要求|不作为(?![,。;的])|不以[^,。;]{1,30}(?=为|作为)|不作(?:强制)?要求|免于|免予|免(?:收|交|缴|征|提交|审)|可以?(?:不再?|免于|免予)(?=提|缴|交|办|出|进|受)"),
    ("must_not", r"(?:一律|均|也|都)?(?<![舍恨怨顾巴见])不得(?![不已])|严禁|禁止|不准|不许|不允许|不应当?(?!期|有的|该)|绝不|决不|切实防止|坚决防止|不可(?=以|将|把|向|要)|不能(?=以|将|把|要求|强)|杜绝"),
    ("only_if", r"(?<![地双对各一])(?:后)?方可(?!以)|(?<![地双对各一])(?:后)?方能(?!源)|(?:后)?始得|(?:之?后)?才能|(?:之?后)?才可以?(?!能)"),
    ("must", r"(?<!相适)应当(?![地日月年天])|必须(?!品)|务必|(?<![必无毋胡])须(?![知臾眉发])|(?<![响适相对供反照效回呼顺策感理本])应(?![用急对付届聘诉邀税答变激援征力急得有收纳缴予交]|当地)|应(?=予以?|交[^易]|缴|收[^款]|在|有[^尽])|有义务|有责任|(?:(?<=[府局门关位人者构级区县市,])|^)(?:要|需)(?!求|素|点|件|求|闻|害|么)|不可缺少"),
    ("may", r"可以(?!说|看出|看到|理解|想|预见)|有权|(?<![不许认方才不尽])可(?![能行靠持追再疑见观以供操谓是耕视溶控得])(?=[按根依向在自选申享给由凭参提委采])"),
    ("encourage", r"鼓励|支持|倡导|提倡|(?:^|(?<=[,。;:]))(?:引导|推动|探索|促进)"),
)  # fmt: skip
# An order without a modal word, read only where no cue is: what authorities do to people, and what people hand over.
DISPOSES = re.compile(
    r"一律|统一(?=[向由在到交购安办缴收实采使供经管提])|暂停|停止|停(?=[水电气业职发])|取消|吊销|撤销|没收|扣押|查封|冻结|扣(?=[减除缴发留].{0,8}|\d+分|[一二三四五六七八九十]+分)|处(?=[^理置所]{0,16}(?:罚|元|拘|警告))|(?:并?处)?罚款|给予|予以|收取|加收|征收|计收|收回|追缴|责令|列入|纳入|不予|拒绝|限制|仅限|只限|限于|只能|仅能|优先|强制|缴纳|交纳|预缴|提供|提交|出具|返还|奖励|补贴|补助|减免|退还|不退|指定|限定|要求|实行|视为|领取|提取|核定|执行(?=.{0,12}(?:标准|价))|备案|废止|删除|纠正|拆除|清理|扣留|以.{1,20}为(?:前提|条件|准)|经.{1,24}(?:同意|批准|审核|审批|核准|盖章|备案)"
)
# No cue begins with another character; asking this first spares most places the long alternation.
_FIRST = "(?=[应必须务要需有不严禁绝决切坚杜可方始才后之无毋免鼓支倡提引推探促一均也都])"
_CUE = re.compile(
    _FIRST + "(?:" + "|".join(f"(?P<c{index}>{pattern})" for index, (_, pattern) in enumerate(CUES)) + ")"
)
# 未经批准，不得… and 非…不得… make a ban conditional: what is ordered is the approval.
_ONLY_IF = re.compile(r"(?:未(?:经|取得|获得?|办理|通过|依法取得|按规定取得)|非经?|没有取得|凡未)[^。;]{1,50}$")

assert {modality for modality, _ in CUES} <= set(get_args(Modality))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: skeleton positions and the modality it carries."""

    start: int
    end: int
    modality: Modality


def find(words: str) -> list[Cue]:
    """Find every modal cue in a skeleton whose quoted parts are masked."""
    found: list[Cue] = []
    for match in _CUE.finditer(words):
        index = int((match.lastgroup or "c0")[1:])
        modality = CUES[index][0]
        if modality == "must_not" and _ONLY_IF.search(words, 0, match.start()):
            modality = "only_if"
        found.append(Cue(match.start(), match.end(), modality))
    return found
