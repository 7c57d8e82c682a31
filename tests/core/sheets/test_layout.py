"""Where a drawn form comes to stand in the distributed workbook."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.sheets.layout import LAST_ROW, SheetLayout, drawn_width, lay_out, map_lines, reaching
from qcxl.core.sheets.map_format import MapLine
from qcxl.model.edition import Drawing, Edition
from qcxl.model.form import Form, FormKind, Method
from qcxl.model.grid import parse_address
from tests.support import made_up
from tests.support.workbooks import edition

LIST = dataclasses.replace(
    made_up.form(FormKind.LIST, made_up.field("firms.name"), made_up.field("firms.staff")), sheet="名单 1's"
)
LIST_DRAWING = {
    "A1": "名单（{{unit.name}}）",
    "A2": "说明",
    "B3": "企业名称",
    "AB3": "职工数",
    "B4": "{{name}}",
    "AB4": "{{staff}}",
    "A6": "注",
}
CARD = dataclasses.replace(
    made_up.form(
        FormKind.CARD,
        made_up.field("card.groups", method=Method.SUM, base="firms.staff"),
        made_up.field("card.contact"),
    ),
    sheet="附件5",
)
CARD_DRAWING = {
    "A1": "{{form.title}}",
    "A5": "小组数",
    "F5": "{{groups}}",
    "A6": "{{unit.name}}",
    "B6": "{{contact}}",
}


def repeating(kind: FormKind, *names: str) -> tuple[Form, dict[str, str]]:
    """A sheet with a title and, from row 3 on, column names and these placeholders."""
    form = Form(kind.name.lower(), kind.value, kind, "", "", deducts=False, template="", note="", fields=())
    cells = {"A1": "题"}
    for letters, name in zip("ABCDEFGH", names, strict=False):
        cells |= {f"{letters}3": f"列{letters}", f"{letters}4": f"{{{{{name}}}}}"}
    return form, cells


def an_edition(*drawn: tuple[Form, dict[str, str]], merged: tuple[str, ...] = ()) -> Edition:
    return dataclasses.replace(
        made_up.edition(),
        forms=tuple(form for form, _ in drawn),
        drawings={form.sheet: Drawing(form.sheet, cells, merged) for form, cells in drawn},
    )


def layout(form: Form, cells: dict[str, str]) -> SheetLayout:
    return lay_out(an_edition((form, cells)))[form.id]


# ---- lists


def test_a_list_gets_a_marker_row_and_a_row_of_ids_above_its_header() -> None:
    found = layout(LIST, LIST_DRAWING)

    assert (found.ids_row, found.header_row, found.row) == (4, 5, 6)
    assert found.places == {"name": (5, 2), "staff": (5, 28)}
    assert found.spots == {"unit.name": (2, 1)}


@pytest.mark.parametrize(("drawn", "now"), [(1, 2), (2, 3), (3, 5), (4, 6), (6, 8)])
def test_the_rows_of_a_list_move_down_below_its_ids_by_two(drawn: int, now: int) -> None:
    assert layout(LIST, LIST_DRAWING).moved(drawn) == now


def test_a_list_that_starts_with_its_header_has_room_for_marker_and_ids() -> None:
    found = layout(LIST, {"A1": "企业名称", "B1": "职工数", "A2": "{{name}}", "B2": "{{staff}}"})

    assert (found.ids_row, found.header_row, found.row) == (2, 3, 4)
    assert [found.moved(row) for row in (1, 2)] == [3, 4]


def test_a_column_is_named_in_formulas_from_its_header_to_the_last_row() -> None:
    found = layout(LIST, LIST_DRAWING)

    assert found.sum_range("staff") == f"'名单 1''s'!$AB$5:$AB${LAST_ROW}"


@pytest.mark.parametrize(
    ("row", "last_row"),
    [
        (0, LAST_ROW),
        (LAST_ROW, LAST_ROW),
        (LAST_ROW + 1, 6000),
        (6000, 6000),
        (9001, 10_000),
        (10**7, 10_000),
    ],
)
def test_formulas_reach_the_end_of_long_lists_in_whole_thousands(row: int, last_row: int) -> None:
    assert reaching(row) == last_row


def test_a_longer_column_is_named_down_to_its_last_row() -> None:
    found = lay_out(an_edition((LIST, LIST_DRAWING)), 7000)[LIST.id]

    assert found.sum_range("staff") == "'名单 1''s'!$AB$5:$AB$7000"


def test_a_total_above_the_header_and_a_running_number_below_it_are_spots_and_no_inputs() -> None:
    drawn = {**LIST_DRAWING, "A3": "序号", "A4": "{{row.number}}", "AB2": "{{total.staff}}"}

    found = layout(LIST, drawn)

    assert found.places == {"name": (5, 2), "staff": (5, 28)}
    assert found.spots == {"unit.name": (2, 1), "total.staff": (3, 28), "row.number": (6, 1)}
    assert [line.id for line in map_lines(an_edition((LIST, drawn)))] == ["name", "staff"]


# ---- cards


def test_a_card_moves_down_by_its_marker_row() -> None:
    found = layout(CARD, CARD_DRAWING)

    assert found.places == {"groups": (6, 6), "contact": (7, 2)}
    assert found.spots == {"form.title": (2, 1), "unit.name": (7, 1)}
    assert (found.ids_row, found.header_row) == (None, 0)
    assert [found.moved(row) for row in (1, 5, 40)] == [2, 6, 41]
    assert found.cell_reference("groups") == "'附件5'!$F$6"


def test_a_placeholder_that_is_drawn_again_stands_where_it_is_first() -> None:
    found = layout(CARD, {**CARD_DRAWING, "A9": "{{unit.name}}", "A2": "{{unit.name}}"})

    assert found.spots["unit.name"] == (3, 1)


# ---- sheets that repeat a row


@pytest.mark.parametrize(
    ("kind", "names", "ids_row", "header_row"),
    [
        (FormKind.QUOTA, ("quota.label", "quota.value", "quota.note"), None, 4),
        (FormKind.CHECKS, ("check.text", "check.count", "check.status"), None, 4),
        (FormKind.RESULTS, tuple(f"result.{part}" for part in ("severity", "sheet", "cell")), 4, 5),
    ],
)
def test_a_repeated_row_stands_below_its_column_names(
    kind: FormKind, names: tuple[str, ...], ids_row: int | None, header_row: int
) -> None:
    found = layout(*repeating(kind, *names))

    assert (found.ids_row, found.header_row, found.row) == (ids_row, header_row, header_row + 1)
    assert found.spots == {name: (found.row, column) for column, name in enumerate(names, start=1)}
    assert found.places == {}


# ---- widths


@pytest.mark.parametrize(
    ("cells", "merged", "width"),
    [
        ({}, (), 1),
        ({"A1": "题"}, (), 1),
        ({"C7": "x", "B9": "y"}, (), 3),
        ({"A1": "题"}, ("A1:F1",), 6),
        ({"Z1": "x", "AA2": "y"}, ("B2:C3",), 27),
    ],
)
def test_a_drawing_is_as_wide_as_what_is_written_or_merged(
    cells: dict[str, str], merged: tuple[str, ...], width: int
) -> None:
    assert drawn_width(Drawing("表", cells, merged)) == width
    assert layout_of(cells, merged).width == width


def layout_of(cells: dict[str, str], merged: tuple[str, ...]) -> SheetLayout:
    cover = Form("cover", "表", FormKind.COVER, "", "", deducts=False, template="", note="", fields=())
    return lay_out(an_edition((cover, cells), merged=merged))["cover"]


# ---- the map


def test_the_map_names_every_input_in_the_order_of_the_workbook() -> None:
    assert map_lines(an_edition((LIST, LIST_DRAWING), (CARD, CARD_DRAWING))) == (
        MapLine("column", "name", "firms", "名单 1's", "B5", "name"),
        MapLine("column", "staff", "firms", "名单 1's", "AB5", "staff"),
        MapLine("computed", "groups", "card", "附件5", "F6", "groups"),
        MapLine("cell", "contact", "card", "附件5", "B7", "contact"),
    )


@pytest.mark.parametrize("id_", ["henan-2020", "chongqing-2019"])
def test_no_two_inputs_of_a_shipped_edition_share_a_cell(id_: str) -> None:
    lines = map_lines(edition(id_))

    assert len({(line.sheet, line.address) for line in lines}) == len(lines)
    assert {(line.table, line.id) for line in lines} == {
        (form.id, field.id) for form in edition(id_).forms for field in form.fields
    }


@pytest.mark.parametrize("id_", ["henan-2020", "chongqing-2019"])
def test_no_input_of_a_shipped_edition_stands_in_a_merged_cell_that_it_does_not_begin(id_: str) -> None:
    for form in edition(id_).forms:
        found = lay_out(edition(id_))[form.id]
        for merged in edition(id_).drawings[form.sheet].merged:
            first, last = (parse_address(corner) for corner in merged.split(":"))
            for row, column in found.places.values():
                inside = (
                    found.moved(first[0]) <= row <= found.moved(last[0]) and first[1] <= column <= last[1]
                )
                assert not inside or (row, column) == (found.moved(first[0]), first[1])
