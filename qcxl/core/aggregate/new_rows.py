"""The rows of a fresh list: their typed values, and the entries for their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeVar

from qcxl.core.aggregate.entries import entry_of
from qcxl.core.sheets.layout import SheetLayout
from qcxl.model.form import Field, Form
from qcxl.model.grid import Place, RawValue
from qcxl.model.submission import Row, Table, Value

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row without a place yet: typed `values` and the `entries` for its cells, both by field id.

    `faulty` and `unseen` are as in a `Row`. A copied row has its original in `copied`, which stands in the
    workbook of `holder_code`; `copied` is None for a subtotal and for a row of the unit's own workbook. For
    the latter `was` is its sheet row there, else 0.
    """

    values: Mapping[str, Value]
    entries: Mapping[str, RawValue]
    faulty: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    copied: Row | None = None
    holder_code: str = ""
    was: int = 0

    def text(self, field: Field) -> str:
        """The text of a field, empty when blank."""
        value = self.values.get(field.id)
        return "" if value is None else str(value)

    def with_cells_of(self, source: NewRow, ids: AbstractSet[str]) -> NewRow:
        """The row with the cells of the row `source` in the fields `ids`, blank cells too."""
        return replace(
            self,
            values=_exchanged(self.values, source.values, ids),
            entries=_exchanged(self.entries, source.entries, ids),
            faulty=self.faulty - ids | source.faulty & ids,
            unseen=self.unseen - ids | source.unseen & ids,
        )


def new_row(values: Mapping[str, Value], form: Form) -> NewRow:
    """The row of list `form` with these typed values by field id; blank values are left out."""
    given = [(field, value) for field in form.fields if (value := values.get(field.id)) not in (None, "")]
    return NewRow(
        {field.id: value for field, value in given},
        {field.id: entry_of(value, field) for field, value in given},
    )


def typed_rows(table: Table, entries: Mapping[Place, RawValue], layout: SheetLayout) -> dict[int, NewRow]:
    """The rows of a list by sheet row, with their entries as they were typed, untypable entries too.

    `entries` are by place in a fresh form (`Refill.values`, `typed_entries`).
    """
    fields = {column: id_ for id_, (_, column) in layout.places.items()}
    cells: dict[int, dict[str, RawValue]] = {}
    for (number, column), raw in entries.items():
        cells.setdefault(number, {})[fields[column]] = raw
    moved = layout.header_row - table.header_row
    return {
        row.number: NewRow(
            row.values, cells.get(row.number + moved, {}), row.faulty, row.unseen, was=row.number
        )
        for row in table.rows
    }


def placed(rows: Sequence[NewRow], layout: SheetLayout) -> tuple[Table, dict[Place, RawValue]]:
    """The table of a fresh list with the rows under its header, and the entries of the rows by place."""
    columns = {id_: column for id_, (_, column) in layout.places.items()}
    numbered = tuple(enumerate(rows, start=layout.row))
    table = Table(
        form=layout.form.id,
        sheet=layout.form.sheet,
        columns=columns,
        rows=tuple(Row(number, row.values, row.faulty, row.unseen) for number, row in numbered),
        header_row=layout.header_row,
    )
    return table, {
        (number, columns[id_]): raw for number, row in numbered for id_, raw in row.entries.items()
    }


def _exchanged(
    cells: Mapping[str, _T], replacements: Mapping[str, _T], ids: AbstractSet[str]
) -> dict[str, _T]:
    kept = {id_: cell for id_, cell in cells.items() if id_ not in ids}
    return kept | {id_: cell for id_, cell in replacements.items() if id_ in ids}
