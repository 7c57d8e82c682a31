"""The contents of cells of an analysis: places of rows, amounts, names of fields and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from qcxl.core.analysis.material import Material
from qcxl.core.cells.shown import render_fact
from qcxl.core.figures.additive import AddedColumn
from qcxl.model.analysis import CellValue
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Method
from qcxl.model.grid import address
from qcxl.model.quantity import MEASURES, in_measure
from qcxl.model.submission import Row, Table, Value

Run = tuple[int, int]
"""The first and the last of consecutive sheet rows."""
MOST_RUNS = 20
"""The most runs of cells in one text, so that a line stays low enough to print."""
_NO_COLUMN = "没有这一列"


class RowPlace(NamedTuple):
    """The place where a row was typed; the cell is empty where its column is gone."""

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
    """The exact amount of base units in a measure; a number without a measure (counted rows) as it is."""
    if amount is None or measure not in MEASURES:
        return amount
    return in_measure(amount, MEASURES[measure])


def entry_cell(value: Value, field: Field) -> CellValue:
    """The value of a cell for an entry: figures in the measure of the field, dates and texts as they are."""
    return amount_cell(value, field.measure) if field.is_number and isinstance(value, int) else value


def short_label(field: Field) -> str:
    """The label of a field without the formula behind an equals sign and without its measure in brackets."""
    name = re.split("[=＝]", field.label, maxsplit=1)[0].strip()
    # The measure has a place of its own in the analysis.
    for measured in (f"（{field.measure}）", f"({field.measure})"):
        name = name.removesuffix(measured)
    return name or field.label


def measure_label(field: Field) -> str:
    """The measure that people write behind a figure; % for shares."""
    measure = MEASURES.get(field.measure)
    return "%" if measure is not None and measure.kind == "share" else field.measure


def period_notes(material: Material) -> tuple[str, ...]:
    """The note on the statistics period of the figures and on the day of the roll-up."""
    day = render_fact(material.as_of.isoformat())
    period = material.edition.fact("period")
    return (f"统计期间：{period}。汇总日期：{day}。" if period else f"汇总日期：{day}。",)


def runs(numbers: Iterable[int]) -> tuple[Run, ...]:
    """The runs without gaps of row numbers that come in any order."""
    row_runs = []
    # Within a run the numbers rise as fast as they are counted.
    for _, members in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        rows = [number for _, number in members]
        row_runs.append((rows[0], rows[-1]))
    return tuple(row_runs)


def cells(column: int, rows: Iterable[Run]) -> str:
    """The addresses of the cells of a column (from 1) in runs of rows: `C5:C9、C12`."""
    return "、".join(
        address((first, column)) if first == last else f"{address((first, column))}:{address((last, column))}"
        for first, last in rows
    )


class _Piece(NamedTuple):
    """A run of rows in a column (from 1), and the remark on its cells."""

    remark: str
    column: int
    rows: Run


def cell_texts(
    column: AddedColumn, table: Table, rows: Iterable[Row], row_runs: Sequence[Run]
) -> tuple[str, ...]:
    """The cells of a list that make a figure: one text, or several of at most `MOST_RUNS` runs.

    `row_runs` are the rows that make the figure, `rows` these rows and perhaps further rows of the list.
    Where blank cells of the column count by default, the texts name the filled cells, and either the cells
    that make blank cells count (`default_when`) or the blank cells. No rows give no text.
    """
    if column.default is None:
        number = table.columns.get(column.field.id)
        if number is None:
            return (_NO_COLUMN,) if row_runs else ()
        return _texts([_Piece("", number, run) for run in row_runs])
    wanted = frozenset(number for first, last in row_runs for number in range(first, last + 1))
    return _with_default(column, table, [row for row in rows if row.number in wanted])


def _with_default(column: AddedColumn, table: Table, rows: Sequence[Row]) -> tuple[str, ...]:
    field = column.field
    value = f" {field.default} " if field.is_number else f"“{field.default}”"
    number, condition = table.columns.get(field.id), table.columns.get(field.default_when)
    by_default = [row for row in rows if column.is_by_default(row)]
    filled = [row for row in rows if row.get(field.id) is not None]
    if number is None and condition is None and by_default:
        return (f"{_NO_COLUMN}，每行按{value}计",)
    # Blank cells that count nothing are named only where no other cells are.
    pieces = list(_pieces("", number, filled if filled or by_default else rows))
    if field.default_when:
        pieces += _pieces(f"大于 0 的按{value}计", condition, by_default)
    else:
        pieces += _pieces(f"空白按{value}计", number, by_default)
    return _texts(pieces) or ((_NO_COLUMN,) if rows else ())


def _pieces(remark: str, column: int | None, rows: Iterable[Row]) -> Iterator[_Piece]:
    if column is not None:
        yield from (_Piece(remark, column, run) for run in runs(row.number for row in rows))


def _texts(pieces: Sequence[_Piece]) -> tuple[str, ...]:
    return tuple(_text(pieces[start : start + MOST_RUNS]) for start in range(0, len(pieces), MOST_RUNS))


def _text(pieces: Iterable[_Piece]) -> str:
    groups = groupby(pieces, key=lambda piece: piece[:2])
    return "；".join(
        f"{remark}：{named}" if remark else named
        for (remark, column), members in groups
        if (named := cells(column, (piece.rows for piece in members)))
    )
