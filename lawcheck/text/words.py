"""Words as people see them, by jieba: for highlights, query words and keywords. Loaded only here."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from lawcheck.text.fold import skeleton


@cache
def _tokenizer() -> Any:
    """jieba's own tokenizer, quiet, with its cache in the user's cache folder."""
    import warnings

    with warnings.catch_warnings():
        # jieba imports pkg_resources where it is installed, which warns of its own end.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    folder = _cache_folder()
    if folder is not None:
        jieba.dt.tmp_dir = str(folder)
    return jieba.dt


def _cache_folder() -> Path | None:
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("lawcheck", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


@cache
def _weigher() -> Any:
    """jieba's weights of words by their rarity."""
    _tokenizer()
    import warnings

    with warnings.catch_warnings():
        # jieba leaves its list of weights to be closed by the interpreter.
        warnings.simplefilter("ignore", ResourceWarning)
        import jieba.analyse

        return jieba.analyse.TFIDF()


def query_words(text: str) -> tuple[str, ...]:
    """The words of a query, each once, longest first; single characters only if there is nothing longer."""
    found = dict.fromkeys(word for part in skeleton(text).split() for word in _tokenizer().lcut(part))
    words = [word for word in found if any(character.isalnum() for character in word)]
    longer = [word for word in words if len(word) > 1]
    return tuple(sorted(longer or words, key=lambda word: (-len(word), word)))


# Words of every law, which tell nothing of one.
_COMMON_WORDS = (
    "应当 规定 有关 部门 单位 个人 依照 按照 依法 情形 下列 本法 本条例 本办法 本规定 或者 以及 以上 以下 予以 责令 处罚 罚款 "
    "人民政府 主管部门 国务院 县级 公民 组织 法人 法律 法规 行政法规 行为 进行 施行 其他 处理 批准 行政 管理 根据 不得 可以 "
    "必须 负责 中华人民共和国 工作 办法 条例 国家 活动 情况 制定 改正 条件 部分 机关 工作人员 责任 公布 内容 违反 构成犯罪 "
    "追究 刑事责任 处以 没收 一款 二款 第一款 第二款 所列 万元 元以上 元以下 违法 所得 人员 采取 措施 符合 要求 申请 期限"
)


def keywords(text: str, limit: int) -> tuple[str, ...]:
    """The words that tell most of what a text is about, weightiest first: frequent here and rare in general."""
    common = frozenset(_COMMON_WORDS.split())
    ranked = _weigher().extract_tags(skeleton(text), topK=limit + len(common))
    telling = [word for word in ranked if word not in common and not any(c.isdigit() for c in word)]
    return tuple(telling[:limit])
