"""A new rule to fill in: every key with a comment, and examples that run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

from lawcheck.errors import UsageError

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+")
_TEMPLATE = """\
id: {name}                     # 等于文件的路径，定了不再改
title: 一句话说明这条规则查什么
review_point: FC-8.3           # 审查要点，见 review-points.yaml
severity: info                 # error | warning | info；先用 info 观察，误报少了再提高
where: clause                  # clause 分句 | sentence 句 | paragraph 款 | article 条 | document 全文
# applies_to: {{doc_types: [办法], regions: [辽宁省]}}   # 不写：所有文件
match:                         # 写法见 docs/rules-format.md；也可以用 absent（缺少）或者 check（程序检查）
  all:
    - text: (必须|应当|只能) .. (使用|选用) .. 示例平台
  unless:
    - text: (可以|自愿)
basis:                         # 每项依据有自己的适用日期（from、until）；V 已核验，W 公开转载，U 未核实（只提示）
  - {{law: 公平竞争审查条例, article: 第八条, item: （三）, from: 2024-08-01, verified: V}}
message: 限定使用特定经营者的平台
suggestion: 删去指定，改为写明技术要求，由当事人自主选择
examples:                      # 各两句以上；good 用容易误报的近似写法
  bad:
    - 商户应当统一使用示例平台收款。
    - 从业人员只能选用示例平台报名。
  good:
    - 商户可以使用示例平台，也可以自行选择其他平台。
    - 不得要求商户必须使用示例平台。
"""


def write(name: str, folder: Path) -> Path:
    """Write the file of a new rule below a folder and return its path.

    Raises UsageError if the name is none or the file is there already.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"规则编号“{name}”不合写法：用小写字母、数字和连字符，前面是规则集，例如 office/my-rule")
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(_TEMPLATE.format(name=name))
    except FileExistsError:
        raise UsageError(f"{path} 已经存在，没有改动；换一个编号，或者直接编辑它") from None
    return path
