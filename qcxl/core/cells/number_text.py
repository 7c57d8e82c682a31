"""Numbers as people write them in a text cell: `3.2万个`, `人民币 12.5 万元`, `三十五`, `百分之八十五`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from qcxl.model.quantity import LARGEST
from qcxl.model.text import half_width

LONGEST = 40
"""The greatest number of characters in a number that a cell may hold."""

MYRIAD = 10_000
CURRENCY = "¥"

_SCALES = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": MYRIAD,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_ONES = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_WORDS = _ONES + "十百千万亿拾佰仟廿"
_NUMBER = re.compile(
    rf"""(?P<before>人民币|RMB|CNY|¥)?\s*
    (?P<sign>[-+\u2212负])?\s*
    (?: (?P<digits> (?: [0-9]+ | [0-9]{{1,3}}(?:,[0-9]{{3}})+ | [0-9]{{1,3}}(?:[ ][0-9]{{3}})+ ) (?:\.[0-9]*)?
                  | \.[0-9]+ )
      | (?P<words>[{_WORDS}]+) (?:点(?P<part>[{_ONES}]+))? )\s*
    (?P<scale>百万|千万|万亿|百|千|万|亿)?\s*
    (?P<unit>[^\s0-9{_WORDS}][^0-9]*?)??\s*
    (?P<behind>人民币|RMB|CNY)?""",
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = re.compile(r"(百|千|万)分之(.+)")
_ONE_SPELLING = str.maketrans(
    dict(zip("两壹贰叁肆伍陆柒捌玖拾佰仟", "二一二三四五六七八九十百千", strict=True))
    | {"廿": "二十", "零": "", "〇": ""}
)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number read from text: `amount` with its scale word multiplied in, `scale` that word (1 without).

    `unit` is the word behind the number, `¥` for a currency mark alone, empty without either; `plain` is true
    for a number in digits, without a scale word and without a unit.
    """

    amount: Fraction
    scale: int
    unit: str
    plain: bool


def read_number(text: str) -> WrittenNumber | None:
    """The number written in `text` (without invisible characters); None where its meaning is not certain."""
    if len(text) > LONGEST:
        return None
    narrow = half_width(text).strip()
    if narrow.isascii() and narrow.isdigit():
        return WrittenNumber(Fraction(int(narrow)), 1, "", plain=True)
    parts = _PARTS.fullmatch(narrow)
    if parts:
        return _read_parts(*parts.groups())
    written = _NUMBER.fullmatch(narrow)
    amount = _amount(written) if written else None
    if written is None or amount is None:
        return None
    scale = _SCALES[written["scale"] or ""]
    unit = (written["unit"] or "").strip() or (CURRENCY if written["before"] or written["behind"] else "")
    return WrittenNumber(
        amount=amount * scale * (-1 if written["sign"] in ("-", "\u2212", "负") else 1),
        scale=max(scale, *(_SCALES[word] for word in written["words"] or "" if word in "万亿"), 1),
        unit=unit,
        plain=written["words"] is None and scale == 1 and not unit,
    )


def whole_from_words(words: str) -> int | None:
    """The whole number in Chinese numerals: `三万二千` 32000, `二〇二〇` 2020; None for nonsense."""
    import cn2an

    try:
        return int(cn2an.cn2an(words, "normal"))
    except (ValueError, KeyError):  # KeyError for some nonsense such as 十十一
        return None


def _amount(written: re.Match[str]) -> Fraction | None:
    if written["digits"]:
        return Fraction(re.sub("[, ]", "", written["digits"]))
    whole = whole_from_words(written["words"])
    if whole is None or not _spells(written["words"], whole):
        return None
    decimals = [whole_from_words(digit) for digit in written["part"] or ""]
    return Fraction(f"{whole}.{''.join(map(str, decimals))}")


def _spells(words: str, whole: int) -> bool:
    # 三五 is "three to five" and 一万五 may mean 15,000 or 10,005: cn2an guesses, only the writer can tell.
    import cn2an

    return whole < LARGEST and _one_spelling(words) == _one_spelling(cn2an.an2cn(whole))


def _one_spelling(words: str) -> str:
    return words.translate(_ONE_SPELLING).replace("一十", "十")


def _read_parts(of: str, text: str) -> WrittenNumber | None:
    number = read_number("一百" if text == "百" else text)
    if number is None or number.unit:
        return None
    return WrittenNumber(number.amount * 100 / _SCALES[of], 1, "%", plain=False)
