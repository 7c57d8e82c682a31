"""What a filled workbook will say, beside what the file says once it is written."""

from __future__ import annotations

import datetime as dt

import pytest

from qcxl.core.sheets.content import SheetContent
from qcxl.core.sheets.typed_over import typed_over
from qcxl.excel.filled.filled_form import fill_form
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Grid, RawValue, SheetGrid
from tests.support import workbooks

LIST, CARD = "企业明细", "附件5"


def read(data: bytes) -> Grid:
    found = read_grid(data)
    assert isinstance(found, Grid)
    return found


def both(contents: dict[str, SheetContent]) -> tuple[Grid, Grid]:
    """The grid worked out, and the grid of the file that was written."""
    blank = workbooks.blank("4115")
    return typed_over(read(blank), contents), read(fill_form(blank, contents))


def sheet(source: Grid, name: str) -> SheetGrid:
    return next(sheet for sheet in source.sheets if sheet.name == name)


@pytest.mark.parametrize(
    "value",
    [
        35,
        3.5,
        0.1 + 0.2,
        10**15,
        "甲公司",
        " 两端有空格 ",
        "=1+2",
        "多行\n文字",
        dt.date(2020, 7, 1),
        True,
        "",
    ],
)
def test_a_value_is_what_the_file_says(value: RawValue) -> None:
    worked_out, written = both({LIST: SheetContent(values={(6, 1): value, (7, 4): value})})

    for place in ((6, 1), (7, 4)):
        assert sheet(worked_out, LIST).value(place) == sheet(written, LIST).value(place)


def test_a_formula_shows_what_it_is_said_to_show_and_stays_a_formula() -> None:
    worked_out, written = both({CARD: SheetContent(shown={(6, 6): 0.0035})})

    assert sheet(worked_out, CARD).value((6, 6)) == sheet(written, CARD).value((6, 6)) == 0.0035
    assert (6, 6) in sheet(worked_out, CARD).formulas
    assert sheet(worked_out, CARD).formulas == sheet(written, CARD).formulas


def test_a_value_typed_over_a_formula_ends_it() -> None:
    worked_out, written = both({CARD: SheetContent(values={(6, 6): 35})})

    assert (6, 6) not in sheet(worked_out, CARD).formulas
    assert sheet(worked_out, CARD).formulas == sheet(written, CARD).formulas


def test_rows_far_below_the_table_are_there() -> None:
    worked_out, written = both({LIST: SheetContent(values={(700, 1): "最后一行"})})

    assert len(sheet(worked_out, LIST).rows) == len(sheet(written, LIST).rows) == 700


def test_other_sheets_are_as_they_were() -> None:
    worked_out, written = both({LIST: SheetContent(values={(6, 1): "甲公司"})})

    assert [each for each in worked_out.sheets if each.name != LIST] == [
        each for each in written.sheets if each.name != LIST
    ]
