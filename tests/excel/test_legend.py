"""The colours of an issued workbook mean what its legend says, and none of them is colour alone."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from qcxl.core.sheets.layout import lay_out
from qcxl.model.form import Field, FieldKind, Form, FormKind, Need
from tests.support import workbooks
from tests.support.submissions import CHONGQING, COUNTY, HENAN
from tests.support.workbooks import edition, open_workbook

EDITIONS = pytest.mark.parametrize("id_", [HENAN, CHONGQING])
_OF_SUBTOTALS = ("enterprise_count", "team_enterprises")
"""The columns of henan-2020 that only subtotal rows fill, which the program writes."""


class Look(NamedTuple):
    """The look of a cell: its fill, and what shows without colour."""

    fill: str
    bold: bool
    italic: bool
    below: str


def book(id_: str) -> Workbook:
    """The blank workbook of a county."""
    return open_workbook(workbooks.blank(COUNTY[id_], id_))


def look(cell: Cell) -> Look:
    fill = str(cell.fill.fgColor.rgb) if cell.fill.fill_type else ""
    return Look(fill, bool(cell.font.b), bool(cell.font.i), str(cell.border.bottom.style))


def legend(found: Workbook, id_: str) -> dict[str, Look]:
    """The looks of the legend by their names."""
    sheet = found[next(edition(id_).of_kind(FormKind.COVER)).sheet]
    named = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)}
    names = ("黄色格", "灰色斜体", "绿色斜体表头", "蓝色表头", "橙色粗体表头")
    return {name[:2]: look(named[name]) for name in names if name in named}


def header(found: Workbook, form: Form, field: Field, id_: str) -> Look:
    row, column = lay_out(edition(id_))[form.id].places[field.id]
    cell = found[form.sheet].cell(row, column)
    assert isinstance(cell, Cell)
    return look(cell)


@EDITIONS
def test_headers_of_lists_look_like_the_legend(id_: str) -> None:
    found = book(id_)
    meant = legend(found, id_)
    for form in edition(id_).of_kind(FormKind.LIST):
        for field in form.fields:
            shown = header(found, form, field, id_)
            if field.kind is FieldKind.SOURCE_UNIT or field.id in _OF_SUBTOTALS:
                expected = meant["绿色"]
            elif field.need is Need.RECOMMENDED:
                expected = meant["橙色"]
            else:
                expected = meant["蓝色"]._replace(bold=field.need in (Need.REQUIRED, Need.OWN))
            assert (field.id, shown) == (field.id, expected)


@EDITIONS
def test_entries_are_yellow_and_computed_cells_grey_and_italic(id_: str) -> None:
    found = book(id_)
    meant = legend(found, id_)
    layouts = lay_out(edition(id_))
    for form in edition(id_).of_kind(FormKind.CARD):
        for field in form.fields:
            cell = found[form.sheet].cell(*layouts[form.id].places[field.id])
            assert isinstance(cell, Cell)
            shown, expected = look(cell), meant["灰色" if field in form.computed else "黄色"]
            assert (field.id, shown.fill, shown.italic) == (field.id, expected.fill, expected.italic)


@EDITIONS
def test_no_two_looks_of_the_legend_differ_by_colour_alone(id_: str) -> None:
    headers = {name: look for name, look in legend(book(id_), id_).items() if name not in ("黄色", "灰色")}

    assert len({look[1:] for look in headers.values()}) == len(headers)
    assert len({look.fill for look in headers.values()}) == len(headers)


@EDITIONS
def test_tabs_are_coloured_by_role_and_fills_do_not_print(id_: str) -> None:
    found = book(id_)
    colours: dict[str, set[str]] = {}
    roles = {FormKind.COVER: "cover", FormKind.LIST: "entry", FormKind.CARD: "entry"}
    for form in edition(id_).forms:
        sheet = found[form.sheet]
        role = roles.get(form.kind, "results" if form.kind is FormKind.RESULTS else "shown")
        colours.setdefault(role, set()).add(str(sheet.sheet_properties.tabColor.rgb))
        assert sheet.page_setup.blackAndWhite

    assert [len(of_role) for of_role in colours.values()] == [1] * len(colours)
    assert len(set.union(*colours.values())) == len(colours)
