"""Typing of counts, money, shares and scores."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction

from qcxl.core.cells.number_text import CURRENCY, MYRIAD, WrittenNumber, read_number
from qcxl.core.cells.shown import render_raw, with_measure
from qcxl.core.cells.typed import BLANK, Fault, Typed, noted, rejected
from qcxl.model.form import Field
from qcxl.model.grid import RawValue
from qcxl.model.quantity import LARGEST, MEASURES, Measure, in_measure, plain, round_half_away
from qcxl.model.text import clean

_PERCENT = 100
_DOUBLE_EXACT = 10**15
"""The amount below which a double carries every digit that Excel keeps (15)."""

# The words that people write behind a number, by measure; a word of another measure means another count.
_ACCEPTED = {
    "个": "个 家 组 项 件 起",
    "人": "人 名 位 个",
    "人次": "人次 人 名",
    "次": "次 场 起 件 个",
    "条": "条 项 件 个",
    "小时": "小时 学时 个小时",
    "名次": "名次 名 位",
    "分": "分",
    "元": "元 圆 元整 圆整 ¥",
    "元/年": "元/年 元 圆 元整 圆整 ¥",
    "百分数": "% ‰",
    "%": "% ‰",
}
_KNOWN = frozenset(word for words in _ACCEPTED.values() for word in words.split())
_BASE_OF_UNIT = {"count": 1, "money": 100, "share": 10_000, "score": 100}
_COUNTED_IN_MYRIADS = frozenset(("个", "人", "人次"))
"""The measures of 企业明细 that official tables ask for in ten thousands."""
_MANY_MYRIADS = 10
"""The number of ten thousands from which decimals are another slip: a count never reaches 100,000."""


def type_number(raw: RawValue, field: Field, *, percent: bool = False) -> Typed:
    """The typed number of a cell in base units of `field.measure`; KeyError for an unknown measure.

    A share is percentage points as a person sees them: 85 is 85 % and 0.85 is 0.85 %, but 0.85 in a cell
    that shows 85% (`percent`) is 85 %. A number in a text is read with the words beside it (`3.2万个`).

    Problem codes: `not_a_number`, `number_became_date`, `measure_mismatch`, `not_whole`,
    `count_in_ten_thousands`, `too_fine`, `too_large`; remarks: `number_as_text`, `number_read_from_text`,
    `share_rounded`.
    """
    measure = MEASURES[field.measure]
    if type(raw) is float or type(raw) is int:
        factor = measure.factor * _PERCENT if percent else measure.factor
        scaled = raw * factor
        if -_DOUBLE_EXACT < scaled < _DOUBLE_EXACT:
            base = round(scaled)
            if base / factor == raw:
                return Typed(base)
        amount = _exact(raw)
        if amount is not None:
            return _in_measure_of(field, measure, amount * _PERCENT if percent else amount)
    elif isinstance(raw, str):
        return _type_written(raw, field, measure)
    elif isinstance(raw, dt.date | dt.time | dt.timedelta):
        return rejected("number_became_date", read=render_raw(raw), measure=field.measure)
    return rejected("not_a_number", measure=field.measure)


def _exact(number: float) -> Fraction | None:
    if isinstance(number, int):
        return Fraction(number)
    # Excel keeps 15 digits; the rest of a double is binary noise such as 1234.5600000000001.
    return Fraction(Decimal(f"{number:.15g}")) if math.isfinite(number) else None


def _type_written(text: str, field: Field, measure: Measure) -> Typed:
    cleaned = clean(text)
    if not cleaned:
        return BLANK
    number = read_number(cleaned)
    if number is None or (number.unit and number.unit not in _KNOWN):
        return rejected("not_a_number", measure=field.measure)
    if number.unit and number.unit not in _ACCEPTED[measure.name.removeprefix("万")].split():
        return rejected("measure_mismatch", unit=number.unit, measure=field.measure)
    typed = _type_amount(number, field, measure)
    if typed.value is None:
        return typed
    remark = (
        Fault("number_as_text", {})
        if number.plain
        else Fault("number_read_from_text", {"read": with_measure(typed.value, field)})
    )
    return Typed(typed.value, (remark, *typed.faults), unseen=True)


def _type_amount(number: WrittenNumber, field: Field, measure: Measure) -> Typed:
    unit_base = _BASE_OF_UNIT[measure.kind]
    if number.unit == "‰":
        return _settle(field, measure, number.amount * unit_base / 10)
    # 2000万 under 万元 means 元: 万 and 亿 already say how large the number is.
    if number.unit not in ("", CURRENCY) or number.scale >= MYRIAD:
        return _settle(field, measure, number.amount * unit_base)
    if number.scale > 1 and measure.factor > unit_base:
        # 3千 under 万元 is 3,000 元 to one reader and 3,000 万元 to the next.
        return rejected("not_a_number", measure=field.measure)
    return _in_measure_of(field, measure, number.amount)


def _in_measure_of(field: Field, measure: Measure, amount: Fraction) -> Typed:
    if field.measure in _COUNTED_IN_MYRIADS and 0 < amount < _MANY_MYRIADS and amount.denominator > 1:
        proposed = amount * MYRIAD
        if proposed.denominator == 1:
            # 35 groups are 0.0035 万个: a slip that is named, and never changed.
            return rejected("count_in_ten_thousands", measure=field.measure, proposed=int(proposed))
    return _settle(field, measure, amount * measure.factor)


def _settle(field: Field, measure: Measure, exact: Fraction) -> Typed:
    """The typed cell of `exact` base units; too many are rejected, and so are fractions, but for shares.

    A share is rounded to a whole base unit (0.0001 %).
    """
    if abs(exact) >= LARGEST:
        return rejected("too_large", measure=field.measure)
    if exact.denominator == 1:
        return Typed(int(exact))
    if measure.kind == "share":
        # A share is often the endless result of a division; no sum is ever made from shares.
        base = int(round_half_away(exact, 0))
        return noted(base, "share_rounded", read=with_measure(base, field))
    code = "not_whole" if measure.kind == "count" else "too_fine"
    return rejected(code, finest=plain(in_measure(1, measure)), measure=field.measure)
