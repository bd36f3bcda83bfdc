"""How far the words of a sentence are those of an article: shared by the checks that compare the two."""

from __future__ import annotations

import re

from lawcheck.model import Citation, Span
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

# Fewer character pairs than these and the sentence says nothing of its own.
MIN_PAIRS = 14
_ENDS = "。；\n"
_EMPTY = re.compile(
    r"依照|依据|根据|按照|违反|本办法|本规定|本细则|规定的?|应当|可以|不得|执行|处理|处罚|办理|有关|法律|法规|中华人民共和国|第[一二三四五六七八九十百零〇\d]{1,6}[条款项]|[,。;:、()《》“”]"
)


def sentence_of(matter: Matter, citation: Citation) -> frozenset[str]:
    """Character pairs of the sentence around a citation, without citations and empty words."""
    text = matter.document.text
    sentence = sentence_span(text, citation)
    words = sentence.of(text)
    for other in matter.citations:
        if sentence.start <= other.span.start < sentence.end:
            words = words.replace(other.span.of(text), "，")
    return pairs(words)


def sentence_span(text: str, citation: Citation) -> Span:
    """The sentence (or the part up to a semicolon) around a citation, without the mark that ends it."""
    start = max(text.rfind(mark, 0, citation.span.start) for mark in _ENDS) + 1
    ends = [end for mark in _ENDS if (end := text.find(mark, citation.span.end)) >= 0]
    return Span(start, min(ends, default=len(text)))


def pairs(words: str) -> frozenset[str]:
    """Character pairs of the telling words."""
    found: set[str] = set()
    for part in _EMPTY.sub(" ", skeleton(words)).split(" "):
        found.update(part[index : index + 2] for index in range(len(part) - 1))
    return frozenset(found)


def support(sentence: frozenset[str], article: str) -> float:
    """Share of the sentence's pairs that the article holds, from 0 to 1."""
    return len(sentence & pairs(article)) / len(sentence) if sentence else 0.0
