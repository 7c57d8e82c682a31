"""Days of a meeting: the first day counts, and the form prints what was typed."""

from __future__ import annotations

import datetime as dt

import pytest

from qcxl.core.cells.typing import type_cell
from qcxl.model.form import FieldKind
from tests.support.fields import a_field

DATE = a_field(FieldKind.DATE)
DAY = dt.date(2020, 5, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "2020年5月20日-22日",
        "2020年5月20日－22日",
        "2020年5月20日——22日",
        "2020年5月20-22日",
        "2020年5月20日至22日",
        "2020年5月20日到5月22日",
        "2020年5月20日至6月2日",
        "2020年5月20、21日",
        "2020年5月20日，21日，22日",
        "2020年5月20日、2020年11月3日",
        "2020年5月20日⏎至22日",
        "2020.5.20—5.22",
        "2020.05.20-2020.05.22",
        "2020/5/20-21",
        "2020-05-20-22",
        "2020-05-20/22",
        "2020-05-20/2020-05-22",
        "2020-05-20~2020-05-22",
        "2020-05-20 至 2020-05-22",
        "20200520-20200522",
        "20200520-0522",
        "２０２０年５月２０日～２２日",
        "二〇二〇年五月二十日至二十二日",
        "2020年5月20日起",
        "2020年5月20日上午",
        "2020年5月20日 星期三",
        "2020年5月20日（3天）",
        "2020年5月20日至22日，共3天",
        "2020年5月20日至22日为期三天",
        "2020年5月20日（星期三）至22日（星期五）",
        "2020年5月20日 14：30-17：00",
        "2020年5月20日晚上7点半",
        "2020年5月20日上午9:00至2020年5月22日下午5:00",
        "2020年5月20日报到，21日至22日开会",
    ],
)
def test_the_first_day_of_a_meeting_is_read(typed: str) -> None:
    found = type_cell(typed.replace("⏎", "\n"), DATE)

    assert (found.value, [fault.code for fault in found.faults]) == (DAY, ["date_span_read"])


@pytest.mark.parametrize("typed", ["2020年12月30日-2021年1月2日", "2020年12月30日-1月2日"])
def test_a_meeting_goes_on_into_the_next_year(typed: str) -> None:
    assert type_cell(typed, DATE).value == dt.date(2020, 12, 30)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2020年5月20日-18日", "date_span_reversed"),
        ("2020年5月20日-4月22日", "date_span_reversed"),
        ("2020年5月20日-2019年5月22日", "date_span_reversed"),
        ("2020年2月28日-30日", "not_a_date"),
        ("2020年5月20日-45日", "not_a_date"),
        ("2020年5月20日至今", "not_a_date"),
        ("2020年5月20日郑州", "not_a_date"),
        ("0202-07-10-12", "not_a_date"),
        ("5月20日-22日", "date_incomplete"),
        ("5月20日 星期三", "date_incomplete"),
        ("5.20-5.22", "date_incomplete"),
        ("2020年5-6月", "date_incomplete"),
        ("2020年5月下旬", "date_incomplete"),
    ],
)
def test_days_that_are_none_are_refused(typed: str, code: str) -> None:
    found = type_cell(typed, DATE)

    assert (found.value, [fault.code for fault in found.faults]) == (None, [code])
