from __future__ import annotations

import datetime as dt
import math

import pytest

from qcxl.core.cells.shown import render_raw, render_value, with_measure
from qcxl.model.form import FieldKind
from qcxl.model.grid import RawValue
from qcxl.model.submission import Value
from tests.support.fields import a_field, measured


@pytest.mark.parametrize(
    ("base", "measure", "text"),
    [
        (35, "个", "35"),
        (35, "万个", "0.0035"),
        (12_500_000, "万元", "12.5"),
        (1, "万元", "0.000001"),
        (20_000_000_000_000, "万元", "20000000"),
        (850_000, "百分数", "85%"),
        (5000, "%", "0.5%"),
        (0, "个", "0"),
        (None, "个", ""),
    ],
)
def test_figure_is_shown_in_its_measure(base: Value, measure: str, text: str) -> None:
    assert render_value(base, measured(measure)) == text


@pytest.mark.parametrize(
    ("base", "measure", "text"),
    [
        (35, "个", "35 个"),
        (35, "万个", "0.0035 万个"),
        (-12_500_000, "万元", "-12.5 万元"),
        (850_000, "百分数", "85%"),
        (5000, "%", "0.5%"),
    ],
)
def test_figure_is_named_with_its_measure(base: int, measure: str, text: str) -> None:
    assert with_measure(base, measured(measure)) == text


def test_rows_that_are_counted_have_no_measure() -> None:
    assert with_measure(35, a_field(FieldKind.CHOICE)) == "35"


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (dt.date(2020, 7, 10), FieldKind.DATE, "2020年7月10日"),
        ("星火 QC 小组", FieldKind.TEXT, "星火 QC 小组"),
        (None, FieldKind.TEXT, ""),
        (35, FieldKind.TEXT, "35"),
    ],
)
def test_other_value_is_shown_as_people_write_it(value: Value, kind: FieldKind, text: str) -> None:
    assert render_value(value, a_field(kind)) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (" 无 ", " 无 "),
        (True, "TRUE"),
        (35.0, "35"),
        (1234.5600000000001, "1234.56"),
        (1e-7, "0.0000001"),
        (1.38e10, "13800000000"),
        (math.nan, "nan"),
        pytest.param(10**5000, "…", id="too many digits for str"),
        (35, "35"),
        (dt.datetime(2020, 3, 5), "2020年3月5日"),  # noqa: DTZ001
        (dt.datetime(2020, 3, 5, 14, 30), "2020年3月5日 14:30"),  # noqa: DTZ001
        (dt.date(2020, 3, 5), "2020年3月5日"),
        (dt.time(14, 30, 5), "14:30:05"),
        (dt.timedelta(hours=30), "30:00:00"),
        (dt.timedelta(seconds=-90), "-0:01:30"),
    ],
)
def test_raw_value_is_shown_as_its_cell_shows_it(raw: RawValue, text: str) -> None:
    assert render_raw(raw) == text
