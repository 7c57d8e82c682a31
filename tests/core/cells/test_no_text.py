"""What is no text is refused, and what only looks a little like it is not."""

from __future__ import annotations

import datetime as dt

import pytest

from qcxl.core.cells.no_text import code_of_no_text, likely_typed
from qcxl.model.form import FieldKind
from tests.support.fields import a_field

TEXT, COUNT = a_field(FieldKind.LONG_TEXT), a_field(FieldKind.COUNT, "个")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ('=DISPIMG("ID_61A4",1)', "cell_picture"),
        ('=_xlfn.DISPIMG("ID_61A4",1)', "cell_picture"),
        ('_xlfn.DISPIMG("ID_61A4",1)', "cell_picture"),
        (' ＝dispimg("ID_61A4",1)', "cell_picture"),
        ('=IMAGE("https://example.com/a.png")', "cell_picture"),
        ("\ufffc", "cell_picture"),
        ("#N/A", "error_value"),
        ("#NAME?", "error_value"),
        ("Err:508", "error_value"),
        ("=1+2", "entry_is_formula"),
        ("=A1+B1", "entry_is_formula"),
        ("＝企业明细!A1", "entry_is_formula"),
        ("='企业明细'!A1", "entry_is_formula"),
        ("=SUM(A1:A3)", "entry_is_formula"),
    ],
)
def test_what_no_cell_should_hold_is_known_in_all_cells(typed: str, code: str) -> None:
    assert code_of_no_text(typed, TEXT) == code_of_no_text(typed, COUNT) == code


@pytest.mark.parametrize(
    "typed",
    [
        "<p>本小组</p>",
        '<span style="color:red">本小组</span>',
        "甲&nbsp;乙",
        "示例A&amp;B公司",
        "[object Object]",
        "undefined",
        "NaN",
        "null",
        "TRUE",
        r"C:\示例\一.jpg",
        "data:image/png;base64,iVBORw0KGgo=",
        "A" * 300,
        r"{\rtf1\ansi 本小组}",
    ],
)
def test_what_machines_left_is_no_text(typed: str) -> None:
    assert code_of_no_text(typed, TEXT) == "not_a_text"
    assert code_of_no_text(typed, COUNT) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "#1机组检修小组",
        "p<0.05，差异显著",
        "满足 x<y 且 y>z",
        "合格率=98%",
        "=====概况=====",
        "AT&T示例公司",
        "R&D小组",
        "[QC]小组",
        "《质量》<一>",
        "如 =A1 所示",
        "IMAGE小组",
        "目录（见 C:\\示例）",
    ],
)
def test_a_text_with_signs_of_machines_is_one(typed: str) -> None:
    assert code_of_no_text(typed, TEXT) == ""


@pytest.mark.parametrize(
    ("moment", "proposed"),
    [
        (dt.datetime(2020, 7, 17), "7-17"),  # noqa: DTZ001
        (dt.date(1936, 12, 1), "12-1 或 12-36"),
        (dt.time(12, 36), "12-36"),
        (dt.timedelta(hours=120, minutes=36), "120-36"),
    ],
)
def test_what_excel_made_a_date_of_is_proposed(
    moment: dt.date | dt.time | dt.timedelta, proposed: str
) -> None:
    assert likely_typed(moment, a_field(FieldKind.TEXT)) == proposed
