"""Letters that look like ordinary ones and are none: radicals, other alphabets, private letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗㣺⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺶羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见"
    "⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼"
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟㇐一㇑丨"
)
"""Pairs of a letter of CJK Radicals Supplement or CJK Strokes and the ordinary letter that looks the same."""

_LATIN = "АAВBЕEКKМMНHОOРPСCТTУYХXЅSІIЈJԚQԜWаaеeоoрpсcуyхxѕsіiјjһhԛqԝwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoɡgɑa"
"""Pairs of a Cyrillic, Greek or phonetic letter and the Latin letter that looks the same."""

_SYMBOLS = {
    0xF020: " ",
    0xF0B7: "·",
    0xF06C: "●",
    0xF06E: "■",
    0xF075: "◆",
    0xF071: "□",
    0xF0A3: "□",
    0xF0A8: "□",
    0xF052: "☑",
    0xF0FE: "☑",
    0xF0FC: "√",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0E8: "→",
}
"""Letters of symbol fonts (Symbol, Wingdings), which Word uses as bullets and boxes."""

_FIRST_PRIVATE, _LAST_PRIVATE = 0xE815, 0xE864
"""The private letters that old Windows fonts used for rare Chinese letters (GBK, FE50 to FEA0)."""
_FIRST_SECOND_BYTE, _NO_SECOND_BYTE = 0x50, 0x7F
_PRIVATE_RANGES = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_HAN_PLANES = (0x20000, 0x3FFFD)


@cache
def latin_twins() -> Mapping[str, str]:
    """The Latin letter by the letter of another alphabet that looks the same."""
    return dict(zip(_LATIN[::2], _LATIN[1::2], strict=True))


@cache
def radicals() -> Mapping[str, str]:
    """The ordinary letter by the radical or stroke that looks the same, beyond what NFKC knows."""
    return dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))


@cache
def private_letters() -> Mapping[str, str]:
    """The ordinary letter by the private letter that certain fonts draw so."""
    known = {chr(code): sign for code, sign in _SYMBOLS.items()}
    for code in range(_FIRST_PRIVATE, _LAST_PRIVATE + 1):
        offset = code - _FIRST_PRIVATE
        second = _FIRST_SECOND_BYTE + offset
        letter = bytes((0xFE, second + (second >= _NO_SECOND_BYTE))).decode("gb18030")
        letter = radicals().get(letter, letter)
        if unicodedata.name(letter, "").startswith("CJK UNIFIED"):
            known[chr(code)] = letter
    return known


def is_private(letter: str) -> bool:
    """True for a letter without a meaning of its own: only the font of one machine draws it."""
    return any(first <= ord(letter) <= last for first, last in _PRIVATE_RANGES)


def is_nothing(letter: str) -> bool:
    """True for a letter that does not exist, or that stands for one that was lost.

    The planes of Chinese letters grow faster than the tables of programs: unknown letters there are letters.
    """
    if letter == "\ufffd":
        return True
    unknown = unicodedata.category(letter) == "Cn"
    return unknown and not _HAN_PLANES[0] <= ord(letter) <= _HAN_PLANES[1]
