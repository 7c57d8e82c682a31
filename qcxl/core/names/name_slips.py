"""Slips in names: the letters that people leave out or mistype, against those that tell names apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from qcxl.core.names.mistaken_letters import as_mistaken

RANKS = frozenset("省市县区")
"""Ranks of places that are often left out: 河南省 and 河南."""

LEFT_OUT_WORDS = ("有限", "责任", "股份", "分公司", "公司", "小组", "qc")
"""Words of the legal form, and of a group's kind, that are often left out, 分公司 before 公司."""

TELLS_APART = frozenset(
    "一二三四五六七八九〇零壹贰叁肆伍陆柒捌玖十百千万两双甲乙丙丁戊己庚辛壬癸"
    "东西南北中上下前后左右新老旧大小内外高低冷热正副总男女早晚昼夜"
)
"""Letters that name one of several, beside digits and Latin letters: 一班 二班, 东区 西区, 新厂 老厂."""

NUMERALS = str.maketrans("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖", "0123456789" * 2)
"""Chinese digits as 0 to 9, which are the same in a name."""

MARKS = re.compile(r"[\W_]+")
"""The signs of a name that are not read aloud: brackets, points, dashes."""


_APART = re.compile(f"[^\\W_\u3400-\u4dbf\u4e00-\u9fff]|[{''.join(sorted(TELLS_APART))}]")
_WARES = frozenset(
    "金银铜铁锡铝锌铅钢钛镁钨硅磷硫氟氯氧氢氮碳钾钠钙锂煤炭焦油气汽电水火风光石砂沙土瓷陶砖瓦玻木竹林草花果茶菜种苗树"
    "棉麻丝毛绒布纱纸塑胶橡漆肥农牧渔粮米面豆糖盐酒烟奶乳肉蛋鱼虾猪牛羊鸡鸭鹅蚕蜂食饮饲药医衣鞋帽袜帘皮革印书"
    "车船泵阀轴管线缆表镜灯锁刀模箱包桶罐瓶房路桥隧港矿磁声波核变输配轻重精细"
)
"""Letters of goods and trades: a changed or added letter makes another trade, 木业 牧业, 纺织 毛纺织."""
_LEFT_OUT = re.compile(f"(?:{'|'.join(LEFT_OUT_WORDS)})*")
_BRANCH = "分支"
_ENDS_OF_PLACES = frozenset("市县区镇乡村州省")
_REACH = 2


class _Stretch(NamedTuple):
    """The letters from `start` to `end` of `whole`."""

    whole: str
    start: int
    end: int

    @property
    def letters(self) -> str:
        """The letters of the stretch without marks, numerals as digits."""
        return MARKS.sub("", self.whole[self.start : self.end]).translate(NUMERALS)


def differ_by_slips(first: str, second: str, places: Collection[str]) -> bool:
    """True when two names, spelled as `name_key` does, differ in slips only.

    Slips are: letters that sound or look alike, a letter left out or doubled, other marks, 1 for 一, and
    `RANKS` or `LEFT_OUT_WORDS` missing. Differences that tell names apart are no slips: numerals, Latin
    letters, letters like 甲 东 新, goods and trades, and places (two of `places`, or two words in 市 县 ...).
    Letters in another order are no slip: 华泰 and 泰华 are two enterprises.
    """
    if _apart(first) != _apart(second):
        return False
    return all(_is_slip(stretch, twin, places) for stretch, twin in _stretches(first, second))


def _apart(name: str) -> list[str]:
    return _APART.findall(_LEFT_OUT.sub("", name).translate(NUMERALS))


def _stretches(first: str, second: str) -> Iterator[tuple[_Stretch, _Stretch]]:
    """The pairs of stretches in which two names differ, from left to right."""
    from rapidfuzz.distance import Indel

    start = at = 0
    for same in Indel.editops(first, second).as_matching_blocks():
        if same.a > start or same.b > at:
            yield _Stretch(first, start, same.a), _Stretch(second, at, same.b)
        start, at = same.a + same.size, same.b + same.size


def _is_slip(first: _Stretch, second: _Stretch, places: Collection[str]) -> bool:
    letters, twin_letters = first.letters, second.letters
    if letters == twin_letters or (_LEFT_OUT.fullmatch(letters) and _LEFT_OUT.fullmatch(twin_letters)):
        return True
    if letters and twin_letters:
        slip = len(letters) == len(twin_letters) and all(map(_taken_for_each_other, letters, twin_letters))
    else:
        longer = first if letters else second
        if longer.letters in RANKS:
            return True
        slip = _may_be_missing(longer)
    return slip and not _other_place(first, second, places)


def _taken_for_each_other(first: str, second: str) -> bool:
    table = as_mistaken()
    return first == second or (
        first.translate(table) == second.translate(table) and not {first, second} <= _WARES
    )


def _may_be_missing(longer: _Stretch) -> bool:
    letter = longer.letters
    if len(letter) != 1:
        return False
    before, after = longer.whole[: longer.start], longer.whole[longer.end :]
    if letter in _BRANCH:
        return after.startswith("公司")
    return letter not in _WARES or before.endswith(letter) or after.startswith(letter)


def _other_place(first: _Stretch, second: _Stretch, places: Collection[str]) -> bool:
    """True when the difference makes two places; an unknown place beside a known place is a misspelling."""
    known = _in_known(first, places), _in_known(second, places)
    return all(known) or (not any(known) and _looks_like_place(first) and _looks_like_place(second))


def _in_known(stretch: _Stretch, places: Collection[str]) -> bool:
    whole, start, end = stretch
    return any(
        match.start() < end and start < match.end()
        for place in places
        if place in whole
        for match in re.finditer(re.escape(place), whole)
    )


def _looks_like_place(stretch: _Stretch) -> bool:
    whole, start, end = stretch
    return not _ENDS_OF_PLACES.isdisjoint(whole[max(end - 1, start) : end + _REACH])
