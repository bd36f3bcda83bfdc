"""Chinese numerals, both ways: 一百零五 and 105, 二〇二四 and 2024, 壹万贰仟."""

from __future__ import annotations

DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_WRITTEN = "零一二三四五六七八九"
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}
# Characters that a Chinese numeral may consist of, for use inside a regular expression's brackets.
NUMERAL = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"


def parse(text: str) -> int | None:
    """Read a numeral in Chinese or ASCII digits; None if it is none. ``text`` is folded."""
    if not text or len(text) > 30:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    return _parse_units(text)


def _parse_units(text: str) -> int | None:
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character.isascii() and character.isdigit():
            digit = digit * 10 + int(character)
        elif character in UNITS:
            section += (digit or 1) * UNITS[character]
            digit = 0
        elif character in LARGE_UNITS:
            total = (total + section + digit) * LARGE_UNITS[character]
            section = digit = 0
        else:
            return None
    return total + section + digit


def chinese(number: int) -> str:
    """Write a whole number from 0 to 9999 as the law writes it: 10 十, 12 十二, 105 一百零五, 110 一百一十."""
    if not 0 <= number <= 9999:
        raise ValueError(number)
    if number == 0:
        return "零"
    rest, written = number, ""
    if rest >= 1000:
        written, rest = _WRITTEN[rest // 1000] + "千", rest % 1000
        if 0 < rest < 100:
            written += "零"
    if rest >= 100:
        written, rest = written + _WRITTEN[rest // 100] + "百", rest % 100
        if 0 < rest < 10:
            written += "零"
    if rest >= 10:
        written, rest = written + _WRITTEN[rest // 10] + "十", rest % 10
    if rest:
        written += _WRITTEN[rest]
    return written[1:] if 10 <= number < 20 else written
