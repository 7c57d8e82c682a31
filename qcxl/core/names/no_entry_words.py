"""Words that stand in a list where an entry should stand: totals, headings, notes, headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from qcxl.core.names.legal_name import longest_ending
from qcxl.model.text import name_key

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_CHINESE = "一二三四五六七八九十百"
_PART = rf"第[{_CHINESE}\d]+(?:部分|[章节类批])[:、.,]?"
_HEADING = rf"{_PART}|[{_CHINESE}]+[、.,:]|\([{_CHINESE}]+\)[、.,:]?|[ivx]+[、.)]"
_ITEM = r"\(\d{1,3}\)[、.,:]?|\d{1,3}(?:[、,:)]|\.(?!\d))|[a-z][、.)]"
_ANY_NUMBER = rf"{_HEADING}|{_ITEM}"
_HEADING_NUMBER, _ITEM_NUMBER = re.compile(_HEADING), re.compile(_ITEM)
_CIRCLED = re.compile(r"\s*[\u2460-\u24ff\u2776-\u2793]")
_COUNT = rf"共?(?:\d+(?:[家个户名人组项条行]|万?元)?|[{_CHINESE}]+[家个户名人组项条行])"
_COUNT_IN_FRONT, _COUNT_BEHIND = re.compile(rf"\A{_COUNT}(?=.)"), re.compile(rf"(?<=.){_COUNT}\Z")
_ONLY_COUNT = re.compile(rf"共?(?:\d+|[{_CHINESE}]+)[家个户名人组项条行]")
_WHOLE_DATE = re.compile(
    r"(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}[日号])?)?"
    r"|\d{0,4}年\d{0,2}月(?:\d{0,2}日)?|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?"
)
_PAGE = re.compile(r"第\d+页(?:,?共\d+页)?|共\d+页(?:,?第\d+页)?")
_SENTENCE = re.compile("[。;!?:,]")
_LONGEST_SHORT_NAME = 15
"""The letters of the longest name without a legal ending; what is longer is a sentence."""
_LABEL_END = r"\d{0,2}[:.、,;]"
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class NoEntryWords:
    """The words of an edition by which people call rows that are no entries.

    `totals` call a total row, `notes` a note or a heading; `many` are the nouns that stand for many
    enterprises (企业, 单位), `endings` the endings of full names. All are spelled as by `name_key`. Words of
    one letter count only where they stand alone or as a label, because names begin with them (注塑厂).
    """

    totals: tuple[str, ...]
    notes: tuple[str, ...]
    many: tuple[str, ...]
    endings: tuple[str, ...]
    _only_totals: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _with_total: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _total_label: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _note_label: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _note_begins: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _begins_oddly: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        longer = [word for word in self.totals if len(word) > 1]
        any_total, begun = _one_of(self.totals), _one_of(longer)
        for name, pattern in (
            ("_only_totals", rf"(?:{any_total})+"),
            ("_with_total", rf"(?P<begins>{begun})(?P<rest>.*)|.*(?:{begun})"),
            ("_total_label", rf"(?:{begun})[:,、;]"),
            ("_note_label", rf"(?:{_one_of(self.notes)}){_LABEL_END}"),
            ("_note_begins", _one_of(word for word in self.notes if len(word) > 1)),
            ("_begins_oddly", rf"\W|{_ANY_NUMBER}|{_one_of((*self.totals, *self.notes))}"),
        ):
            object.__setattr__(self, name, re.compile(pattern))

    def is_one_enterprise(self, name: str) -> bool:
        """True for a name that ends like the full name of one enterprise: 甲有限公司, but not 地方企业."""
        return self._is_full(_without_brackets(name_key(name)))

    def is_plain_enterprise(self, name: str) -> bool:
        """True for the full name of an enterprise that begins with no sign, number or word of these.

        Nothing else here is true of such a name; most names are settled by this one look.
        """
        key = name_key(name)
        return self._begins_oddly.match(key) is None and self._is_full(_without_brackets(key))

    def is_only_total(self, text: str) -> bool:
        """True for a total word that stands alone, with counts, brackets and signs at most: 合计（12家）."""
        return self._only_totals.fullmatch(without_counts(text)) is not None

    def is_total(self, name: str) -> bool:
        """True for the name of a total row in a column of enterprises: 全市合计, 其中：规上企业, 总计 35 家.

        A total word begins or ends the name, which has no legal ending: 合计科技有限公司 is an enterprise.
        """
        bare = _bare(name_key(name))
        if self.is_only_total(name) or self._total_label.match(bare) or _ONLY_COUNT.fullmatch(bare):
            return True
        # 信阳市合计 12 家企业 ends with its total, too.
        found = self._with_total.fullmatch(bare) or self._with_total.fullmatch(
            _COUNT_BEHIND.sub("", bare[: len(bare) - self._length_of_many(bare)])
        )
        if found is None:
            return False
        return not self._is_full(found["rest"] if found["begins"] else bare)

    def is_note(self, text: str) -> bool:
        """True for a note in any column: 注：…, 填表人：…, 以下空白, a date, a page number."""
        key = name_key(text)
        bare = _bare(key)
        if self._note_label.match(bare) or bare.rstrip("0123456789") in self.notes:
            # 地方企业 with figures is a sum of enterprises, or an enterprise without its name.
            return not self._stands_for_many(bare)
        inside = _trimmed(key)
        return inside in self.notes or any(sign.fullmatch(inside) for sign in (_WHOLE_DATE, _PAGE))

    def is_heading_with_figures(self, name: str) -> bool:
        """True for a numbered heading that stands for many enterprises: 一、地方企业."""
        return is_numbered(name) and self._stands_for_many(_bare(name_key(name)))

    def is_bare_heading(self, name: str, places: Collection[str]) -> bool:
        """True for the heading or note of a row without figures, in a column of enterprises.

        That is what has no legal ending and is numbered like a heading (（二）省直), is one of the `places`,
        is a sentence, holds a comma or a colon, or begins like a note (填表日期 2020 年 7 月).
        """
        key = name_key(name)
        whole = _without_brackets(key)
        bare = _trimmed(whole)
        if self._is_full(bare):
            return False
        return (
            _HEADING_NUMBER.match(key) is not None
            or bare in places
            or bare in self.notes
            or len(bare) > _LONGEST_SHORT_NAME
            or _SENTENCE.search(whole) is not None
            or self._note_begins.match(bare) is not None
        )

    def _is_full(self, whole: str) -> bool:
        name = whole.rstrip("。.,、;:!?*")
        if not name.endswith(self.endings) or name in self.endings:
            return False
        if not name.endswith(self.many):
            return True
        return longest_ending(name, self.endings) > self._length_of_many(name)

    def _stands_for_many(self, bare: str) -> bool:
        return self._length_of_many(bare) > 0 and not self._is_full(bare)

    def _length_of_many(self, name: str) -> int:
        return longest_ending(name, self.many)


def is_numbered(name: str) -> bool:
    """True for a text with a number of a heading or of an item in front: 一、 （二） 3. ④."""
    key = name_key(name)
    numbers = (_HEADING_NUMBER.match(key), _ITEM_NUMBER.match(key), _CIRCLED.match(name))
    return any(number is not None for number in numbers)


def says_nothing(text: str) -> bool:
    """True for a text of signs alone, brackets with whatever stands in them left out: ……, （人）."""
    return not any(map(str.isalnum, _without_brackets(name_key(text))))


def without_counts(text: str) -> str:
    """The `name_key` of `text` without brackets, signs at its ends and counts: 漯河市（12家） → 漯河市."""
    bare = _bare(name_key(text))
    return _stripped(_COUNT_BEHIND.sub("", _COUNT_IN_FRONT.sub("", bare)))


def without_brackets(text: str) -> str:
    """The `name_key` of `text` without its brackets and what stands in them."""
    return _without_brackets(name_key(text))


def _without_brackets(key: str) -> str:
    return _BRACKETED.sub("", key)


def _bare(key: str) -> str:
    """What a key says without brackets, numbers in front and signs at its ends: （合计） → 合计."""
    return _trimmed(_without_brackets(key)) or _trimmed(key)


def _trimmed(key: str) -> str:
    return _stripped(_without_number(_stripped(key)))


def _without_number(key: str) -> str:
    number = _HEADING_NUMBER.match(key) or _ITEM_NUMBER.match(key)
    return key[number.end() :] if number else key


def _stripped(key: str) -> str:
    start, end = 0, len(key)
    while start < end and not key[start].isalnum():
        start += 1
    while end > start and not key[end - 1].isalnum():
        end -= 1
    return key[start:end]


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or _NEVER
