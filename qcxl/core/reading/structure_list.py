"""Changes that people made to a list: rows hidden, merged or left blank, columns moved or added, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from qcxl.core.problems.graded import graded
from qcxl.core.reading.book_map import text_of
from qcxl.core.reading.hiding_merges import hiding_merges
from qcxl.core.reading.structure_card import stray_content
from qcxl.core.sheets.layout import SheetLayout
from qcxl.model.edition import Edition
from qcxl.model.grid import Place, RawValue, SheetGrid, address, column_letters
from qcxl.model.problem import Problem
from qcxl.model.submission import Table
from qcxl.model.text import is_blank, name_key


def check_list(
    sheet: SheetGrid,
    table: Table,
    layout: SheetLayout,
    issued: Mapping[str, int],
    edition: Edition,
    *,
    as_issued: bool,
) -> Iterator[Problem]:
    """The problems of changes to a list; `issued` are the columns of its fields when the workbook was issued.

    Problem codes: hidden_rows, rows_after_gap, cells_merged, column_moved, extra_column, stray_content (only
    for a workbook `as_issued` by this very edition).
    """
    # Nobody sees a row of which a merged range hides all.
    rows = [row.number for row in table.rows if row.values or len(row.faulty) < len(table.columns)]
    yield from _row_faults(sheet, rows, min(table.columns.values(), default=1), edition)
    yield from hiding_merges(sheet, table, edition)
    yield from _moved_columns(sheet, table, layout, issued, edition)
    # A missing column is reported already, and an unknown column may be the missing one.
    if len(table.columns) == len(layout.form.fields):
        yield from _beside(sheet, table, layout, edition, as_issued=as_issued)


def _row_faults(sheet: SheetGrid, rows: Sequence[int], column: int, edition: Edition) -> Iterator[Problem]:
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        yield graded(
            edition,
            "hidden_rows",
            sheet=sheet.name,
            cell=address((hidden[0], column)),
            row=hidden[0],
            count=len(hidden),
        )
    for index, (above, below) in enumerate(pairwise(rows), start=1):
        if below > above + 1:
            blank = f"第 {above + 1} 行" + (f"到第 {below - 1} 行" if below > above + 2 else "")
            yield graded(
                edition,
                "rows_after_gap",
                sheet=sheet.name,
                cell=address((below, column)),
                blank=blank,
                row=below,
                count=len(rows) - index,
            )
            return  # One line says it for all gaps.


def _moved_columns(
    sheet: SheetGrid, table: Table, layout: SheetLayout, issued: Mapping[str, int], edition: Edition
) -> Iterator[Problem]:
    """The problems of moved columns with an intact header, the fewest that explain the order."""
    labels = {field.id: field.label for field in layout.form.fields}
    headers = {id_: (table.header_row, column) for id_, column in table.columns.items() if id_ in issued}
    intact = [
        id_
        for id_, place in sorted(headers.items(), key=lambda header: header[1])
        if name_key(text_of(sheet.value(place))) == name_key(labels[id_])
    ]
    kept = _longest_rising([issued[id_] for id_ in intact])
    for id_ in intact:
        if issued[id_] not in kept:
            cell = address(headers[id_])
            yield graded(edition, "column_moved", sheet=sheet.name, cell=cell, field=labels[id_])


def _longest_rising(numbers: Sequence[int]) -> Sequence[int]:
    if all(before < after for before, after in pairwise(numbers)):
        return numbers
    runs: list[list[int]] = []
    for number in numbers:
        before = max((run for run in runs if run[-1] < number), key=len, default=[])
        runs.append([*before, number])
    return max(runs, key=len)


def _beside(
    sheet: SheetGrid, table: Table, layout: SheetLayout, edition: Edition, *, as_issued: bool
) -> Iterator[Problem]:
    """The problems of content that is not read: one for each whole column, one for all single cells."""
    known = {*table.columns.values(), *_drawn_columns(sheet, table, layout, edition)}
    last = max(known)
    entered = {row.number for row in table.rows}
    stray: list[Place] = []
    for column in range(1, max(map(len, sheet.rows)) + 1):
        if column in known:
            continue
        content = [
            row
            for row in range(table.header_row + 1, len(sheet.rows) + 1)
            if not is_blank(sheet.value((row, column)))
        ]
        filled = [row for row in content if row in entered]
        header = text_of(sheet.value((table.header_row, column)))
        if not filled or not (header or column < last or column - 1 in known):
            stray += [(row, column) for row in content]
            continue
        known.add(column)
        if not _counts_rows([sheet.value((row, column)) for row in filled]):
            yield graded(
                edition,
                "extra_column",
                sheet=sheet.name,
                cell=address((filled[0], column)),
                value=header,
                named=f"“{header}”" if header else "",
                column=column_letters(column),
                count=len(filled),
            )
    if as_issued:
        stray += _above(sheet, table, layout, last)
        yield from stray_content(sheet, stray, edition)


def _drawn_columns(sheet: SheetGrid, table: Table, layout: SheetLayout, edition: Edition) -> set[int]:
    """The present columns that are drawn but are no fields, such as 序号: by their header, or as issued."""
    fields = {column for _, column in layout.places.values()}
    drawn = set(range(1, layout.width + 1)) - fields
    row = next(row for row in range(1, layout.header_row) if layout.moved(row) == layout.header_row)
    cells = edition.drawings[layout.form.sheet].cells
    headers = {name_key(cells.get(address((row, column)), "")) for column in drawn} - {""}
    # A sheet that was cut off below its hidden ids has no header row.
    header = sheet.rows[table.header_row - 1] if table.header_row <= len(sheet.rows) else ()
    by_header = {
        column
        for column, raw in enumerate(header, start=1)
        if isinstance(raw, str) and name_key(raw) in headers
    }
    unmoved = all(table.columns[id_] == column for id_, (_, column) in layout.places.items())
    return by_header | drawn if unmoved else by_header


def _counts_rows(values: Sequence[RawValue]) -> bool:
    """True for running numbers (1, 2, 3 …), which people put beside their rows and which report nothing."""
    return all(
        isinstance(value, float | int) and value == number for number, value in enumerate(values, start=1)
    )


def _above(sheet: SheetGrid, table: Table, layout: SheetLayout, last: int) -> Iterator[Place]:
    """The places of content above the header, to the right of everything that is drawn there."""
    drawn = max(column for _, column in layout.places.values())
    width = max(last, layout.width + max(table.columns.values()) - drawn)
    for row, cells in enumerate(sheet.rows[: table.header_row - 1], start=1):
        for column, raw in enumerate(cells[width:], start=width + 1):
            if not is_blank(raw):
                yield row, column
