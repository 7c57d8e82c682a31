"""What stands in the cells of an analysis: where a row came from, figures in their measures."""

from __future__ import annotations

from typing import NamedTuple

from qcxl.core.analysis.material import Material
from qcxl.model.analysis import CellValue
from qcxl.model.edition import Edition, Field, Method
from qcxl.model.quantity import MEASURES, in_measure
from qcxl.model.submission import Row, Value


class RowPlace(NamedTuple):
    """Where a row was typed; the cell is empty where its column is gone."""

    file: str
    sheet: str
    cell: str


def row_place(material: Material, holder_code: str, table_id: str, row: Row, field_id: str) -> RowPlace:
    """The place of one field of a row in the accepted workbook of `holder_code`."""
    table = material.accepted[holder_code].tables[table_id]
    return RowPlace(material.holders.get(holder_code, ""), table.sheet, table.address(row, field_id))


def official_measure(edition: Edition, field: Field) -> str:
    """The measure in which a statistics form prints the sum of a list column, else the column's own."""
    path = f"{field.form}.{field.id}"
    for form in edition.statistics:
        for figure in form.computed:
            if figure.method is Method.SUM and figure.base == path:
                return figure.measure
    return field.measure


def amount_cell(amount: int | None, measure: str) -> CellValue:
    """Base units in a measure, exactly; what has no measure (counted rows) as it is."""
    if amount is None or measure not in MEASURES:
        return amount
    return in_measure(amount, MEASURES[measure])


def entry_cell(value: Value, field: Field) -> CellValue:
    """An entry as a cell shows it: figures in the measure of the field, dates and texts as they are."""
    return amount_cell(value, field.measure) if field.is_number and isinstance(value, int) else value
