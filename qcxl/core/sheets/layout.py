"""The layout of the distributed workbook, worked out from the drawn forms."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.sheets import placeholders
from qcxl.core.sheets.map_format import MapLine
from qcxl.model.edition import Drawing, Edition, once_for_each_edition
from qcxl.model.form import Form, FormKind
from qcxl.model.grid import Place, address, column_letters, parse_address

LISTS_SHEET = "_qcxl_lists"
MARKER = "qcxl:"
TABLE_ROWS = 36
"""The number of rows that a list shows at first; the list grows as people type below."""
LAST_ROW = 5000
"""The last row of a list's formulas, dropdowns and formats; readers go on to the sheet's last row."""
_GREATEST_LAST_ROW = 2 * LAST_ROW
_STEP = 1000

_WITH_IDS = (FormKind.LIST, FormKind.RESULTS)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of the distributed workbook.

    A hidden row 1 carries the marker, so every drawn row moves down by one; a list has a second hidden row
    with its field ids above the header. `places` are the input and computed cells by field id (for a list its
    header cells), `spots` the cells of the other placeholders. `row` is the repeated row of a list or of a
    quota, check or result sheet, `width` the number of drawn columns; formulas run down to `last_row`.
    """

    form: Form
    places: Mapping[str, Place]
    spots: Mapping[str, Place]
    header_row: int
    width: int
    last_row: int = LAST_ROW

    @property
    def row(self) -> int:
        """The first row below the header."""
        return self.header_row + 1

    @property
    def ids_row(self) -> int | None:
        """The hidden row of field ids, None where the sheet has none."""
        return self.header_row - 1 if self.form.kind in _WITH_IDS else None

    def moved(self, drawn_row: int) -> int:
        """The row of the distributed sheet for a drawn row."""
        return drawn_row + _shift(self.form, drawn_row, self.header_row)

    def sum_range(self, field_id: str) -> str:
        """The reference of a list column from its header to `last_row`: `'企业明细'!$A$5:$A$5000`.

        The range begins at the header, so that a row inserted right below the header is added too.
        """
        letters = column_letters(self.places[field_id][1])
        return f"{self.quoted}!${letters}${self.header_row}:${letters}${self.last_row}"

    def cell_reference(self, field_id: str) -> str:
        """The reference of a card cell: `'附件5'!$B$15`."""
        row, column = self.places[field_id]
        return f"{self.quoted}!${column_letters(column)}${row}"

    @property
    def quoted(self) -> str:
        """The sheet's name as a formula writes it."""
        return "'" + self.form.sheet.replace("'", "''") + "'"


def lay_out(edition: Edition, last_row: int = LAST_ROW) -> Mapping[str, SheetLayout]:
    """The layout of every sheet by form id; formulas of lists run down to `last_row`."""
    layouts = _layouts(edition)
    if last_row == LAST_ROW:
        return layouts
    return {id_: dataclasses.replace(layout, last_row=last_row) for id_, layout in layouts.items()}


@once_for_each_edition
def _layouts(edition: Edition) -> Mapping[str, SheetLayout]:
    return {form.id: _sheet_layout(form, edition.drawings[form.sheet]) for form in edition.forms}


def reaching(row: int) -> int:
    """The `last_row` of a workbook whose longest list ends in `row`: whole thousands from 5,000 to 10,000.

    5,000 is the row of a blank workbook. Rows beyond 10,000 are too many for live checks, which compare each
    name with all others at every entry.
    """
    return min(max(-(-row // _STEP) * _STEP, LAST_ROW), _GREATEST_LAST_ROW)


def map_lines(edition: Edition) -> tuple[MapLine, ...]:
    """The lines of `_qcxl`, in reading order of the workbook."""
    lines = []
    for layout in lay_out(edition).values():
        form = layout.form
        computed = {field.id for field in form.computed}
        kind = "column" if form.kind is FormKind.LIST else "cell"
        lines += [
            MapLine(
                kind="computed" if field.id in computed else kind,
                id=field.id,
                table=form.id,
                sheet=form.sheet,
                address=address(layout.places[field.id]),
                label=field.label,
            )
            for field in form.fields
        ]
    return tuple(lines)


def _shift(form: Form, drawn_row: int, header_row: int) -> int:
    below_ids = form.kind in _WITH_IDS and drawn_row + 2 >= header_row
    return 2 if below_ids else 1


def _sheet_layout(form: Form, drawing: Drawing) -> SheetLayout:
    drawn = {name: spots[0] for name, spots in placeholders.places(drawing).items()}
    is_list = form.kind is FormKind.LIST
    repeated = [field.id for field in form.fields] if is_list else placeholders.repeated(form.kind)
    header = drawn[repeated[0]][0] - 1 if repeated else 0
    header_row = header + (2 if form.kind in _WITH_IDS else 1) if repeated else 0

    def moved(place: Place) -> Place:
        return place[0] + _shift(form, place[0], header_row), place[1]

    own = {field.id for field in form.fields}
    places = {
        name: (header_row, place[1]) if is_list else moved(place)
        for name, place in drawn.items()
        if name in own
    }
    spots = {name: moved(place) for name, place in drawn.items() if name not in own}
    return SheetLayout(form, places, spots, header_row, drawn_width(drawing), LAST_ROW)


def totals_above(form: Form, drawing: Drawing) -> dict[str, int]:
    """The distance in rows from the header of a distributed list up to the total of a field, by field id."""
    drawn = {name: spots[0] for name, spots in placeholders.places(drawing).items()}
    totals = {name: place for name, place in drawn.items() if name.startswith(placeholders.TOTAL)}
    if not totals:
        return {}
    header = drawn[form.fields[0].id][0] - 1
    # The hidden row of ids comes between.
    return {name.removeprefix(placeholders.TOTAL): header - row + 1 for name, (row, _) in totals.items()}


def drawn_width(drawing: Drawing) -> int:
    """The number of columns that a drawing takes, from the first to the last that holds anything."""
    corners = [parse_address(cell) for cell in drawing.cells]
    corners += [parse_address(merged.split(":")[-1]) for merged in drawing.merged]
    return max((column for _, column in corners), default=1)
