from __future__ import annotations

import datetime as dt
import math

import pytest

from qcxl.core.cells.typing import type_cell
from qcxl.model.form import FieldKind
from qcxl.model.grid import RawValue
from tests.support.fields import a_field

DATE = a_field(FieldKind.DATE)
DAY = dt.date(2020, 7, 10)


@pytest.mark.parametrize(
    "raw",
    [
        dt.datetime(2020, 7, 10),  # noqa: DTZ001
        dt.datetime(2020, 7, 10, 14, 30),  # noqa: DTZ001
        DAY,
        "2020-07-10",
        "2020-7-10",
        "2020/7/10",
        "2020.7.10",
        "2020．７．１０",
        "２０２０年７月１０日",
        "2020年7月10日",
        "2020 年 7 月 10 日",
        "\u30002020年7月10日\u200b",
        "2020年7月10号",
        "2020年07月10",
        "2020—07—10",
        "2020-07-10 00:00:00",
        "2020-07-10T14:30",
        "二〇二〇年七月十日",
        "二零二零年七月十日",
        "二○二○年七月十日",
        "2020年七月十日",
        "20200710",
        20200710,
        20200710.0,
    ],
)
def test_day_is_read_without_remark(raw: RawValue) -> None:
    typed = type_cell(raw, DATE)

    assert (typed.value, type(typed.value), typed.faults) == (DAY, dt.date, ())


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("二〇二〇年十二月三十一日", dt.date(2020, 12, 31)),
        ("二〇二〇年十一月廿一日", dt.date(2020, 11, 21)),
        ("2020-02-29", dt.date(2020, 2, 29)),
    ],
)
def test_other_days_are_read(raw: str, day: dt.date) -> None:
    assert type_cell(raw, DATE).value == day


@pytest.mark.parametrize("raw", [44022, 44022.0, 44022.6])
def test_serial_day_is_read_and_says_so(raw: float) -> None:
    typed = type_cell(raw, DATE)

    assert (typed.value, [fault.code for fault in typed.faults]) == (DAY, ["date_read_from_number"])
    assert typed.faults[0].facts["read"] == "2020年7月10日"


@pytest.mark.parametrize(
    "raw",
    [
        "2020年7月",
        "2020-07",
        "2020.7",
        2020.7,
        202007.0,
        "7月10日",
        "7/10",
        "7.10",
        "7月",
        "七月十日",
        "2020年",
        2020.0,
        "20年7月10日",
        "20-7-10",
        "2020",
    ],
)
def test_day_with_a_part_missing_is_refused(raw: RawValue) -> None:
    typed = type_cell(raw, DATE)

    assert (typed.value, [fault.code for fault in typed.faults]) == (None, ["date_incomplete"])


@pytest.mark.parametrize(
    "raw",
    [
        "2020-02-30",
        "2021-02-29",
        "2020-13-01",
        "2020年0月10日",
        "20201340",
        "0202-07-10",
        "3020-07-10",
        "7/10/2020",
        "待定",
        "无",
        "-",
        "1" * 50,
        "〇" * 30,
        "十百年千月万日",
        True,
        35.0,
        0,
        -1,
        1e300,
        math.nan,
        math.inf,
        10**400,
        dt.time(8),
        dt.timedelta(days=1),
        dt.datetime(1905, 7, 12),  # noqa: DTZ001
        dt.date(1900, 2, 4),
        dt.date(9999, 12, 31),
    ],
)
def test_what_is_no_day_is_refused(raw: RawValue) -> None:
    typed = type_cell(raw, DATE)

    assert (typed.value, [fault.code for fault in typed.faults]) == (None, ["not_a_date"])
