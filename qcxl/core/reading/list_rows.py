"""A list of a returned workbook: the present places of its columns, and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from qcxl.core.problems.graded import graded
from qcxl.core.reading.book_map import text_of
from qcxl.core.reading.card import read_entry, text_as_typed
from qcxl.core.reading.shifted_rows import row_shift, shifted_rows
from qcxl.core.sheets.header_row import HeaderRow, best_header, by_label, first_header
from qcxl.core.sheets.layout import totals_above
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form
from qcxl.model.grid import Place, RawValue, SheetGrid, address, covers
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Table, Value
from qcxl.model.text import is_blank, name_key

_SEARCHED_ROWS = 60


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of a list: its row, the column of each field, and True where the ids gave all columns."""

    row: int
    columns: Mapping[str, int]
    by_ids: bool


def read_list(form: Form, sheet: SheetGrid, edition: Edition) -> tuple[Table, tuple[Problem, ...]]:
    """The table of `form` with every non-blank row down to the sheet's last, and the problems of its cells.

    The hidden ids win over the header; columns whose id is gone are found by their header. An entry hidden by
    a merged range counts as faulty, and so does a whole row. Problem codes: column_missing,
    column_ids_damaged, header_damaged, error_value, entry_is_formula, rows_shifted and those of typing.
    """
    header = _find_header(form, sheet)
    problems = list(_header_faults(form, sheet, header, edition))
    rows = []
    fields = [(field, header.columns[field.id]) for field in form.fields if field.id in header.columns]
    covered = _covered(sheet, header)
    for number in range(header.row + 1, len(sheet.rows) + 1):
        row, faults = _read_row(sheet, number, fields, covered, edition)
        problems.extend(faults)
        if row is not None:
            rows.append(row)
    table = Table(
        form.id, sheet.name, header.columns, tuple(rows), header.row, _totals(form, sheet, header, edition)
    )
    return table, (*problems, *shifted_rows(table, form, edition))


def _covered(sheet: SheetGrid, header: _Header) -> frozenset[Place]:
    """The places of entries that a merged range hides, so that people do not see their contents."""
    covered: set[Place] = set()
    room = len(sheet.rows) * len(header.columns)
    for merged in sheet.merged:
        top, left, bottom, right = merged
        rows = range(max(top, header.row + 1), min(bottom, len(sheet.rows)) + 1)
        columns = [column for column in header.columns.values() if left <= column <= right]
        room -= len(rows) * len(columns)
        if room < 0:
            break  # Ranges overlap only in a file that was made to keep the program busy.
        covered.update(place for place in product(rows, columns) if covers(merged, place))
    return frozenset(covered)


def _totals(
    form: Form, sheet: SheetGrid, header: _Header, edition: Edition
) -> dict[str, tuple[Place, RawValue]]:
    """The present place and the value of each total above a list: over its column, as far up as drawn."""
    totals = {}
    drawing = edition.drawings.get(form.sheet)
    for id_, above in (totals_above(form, drawing) if drawing else {}).items():
        if id_ in header.columns and header.row > above:
            place = header.row - above, header.columns[id_]
            totals[id_] = place, sheet.value(place)
    return totals


def _read_row(
    sheet: SheetGrid,
    number: int,
    fields: list[tuple[Field, int]],
    covered: frozenset[Place],
    edition: Edition,
) -> tuple[Row | None, list[Problem]]:
    raws = sheet.rows[number - 1]
    shift = row_shift(sheet, number, fields, edition) if fields else 0
    if shift:
        fields = [(field, column + shift) for field, column in fields if column + shift > 0]
    hidden = {field.id for field, column in fields if (number, column) in covered} if covered else set()
    seen = [(field, column) for field, column in fields if field.id not in hidden] if hidden else fields
    if not any(_given(sheet, raws, number, column) for _, column in seen):
        if hidden and any(_given(sheet, raws, number, column) for _, column in fields):
            # Somebody typed this row before the range hid it: it is there, but nothing of it can be seen.
            return Row(number, {}, frozenset(field.id for field, _ in fields)), []
        return None, []
    values: dict[str, Value] = {}
    faulty = hidden
    unseen: set[str] = set()
    as_typed: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for field, column in seen:
        value, faults = read_entry(field, sheet, (number, column), edition)
        if value is not None:
            values[field.id] = value
            if shift or (field.is_number and isinstance(raws[column - 1], str)):
                unseen.add(field.id)
            if isinstance(raws[column - 1], str):
                as_typed += text_as_typed(field, raws[column - 1])
        elif faults:
            faulty.add(field.id)
        problems.extend(faults)
    typed = Row(number, values, frozenset(faulty), frozenset(unseen), tuple(as_typed), shift)
    return typed, problems


def _given(sheet: SheetGrid, raws: tuple[RawValue, ...], number: int, column: int) -> bool:
    """True for a cell with a visible entry, an error value or a formula that was never computed."""
    if column <= len(raws) and not is_blank(raws[column - 1]):
        return True
    return (number, column) in sheet.errors or (number, column) in sheet.uncomputed


def _find_header(form: Form, sheet: SheetGrid) -> _Header:
    ids = {field.id: field.id for field in form.fields}
    labels = by_label({name_key(field.label): field.id for field in form.fields})
    most, end = len(ids), len(sheet.rows)
    searched = range(1, min(end, _SEARCHED_ROWS) + 1)
    by_id = best_header(sheet, searched, ids.get)
    if len(by_id.columns) > most // 2:
        below = range(by_id.row + 1, min(end, by_id.row + 1 + _SEARCHED_ROWS) + 1)
        labelled = first_header(sheet, below, labels, most) or HeaderRow(by_id.row + 1, {})
        taken = set(by_id.columns.values())
        free = {id_: column for id_, column in labelled.columns.items() if column not in taken}
        # A deleted column took its id along: the column is missing, and the other ids are intact.
        return _Header(labelled.row, {**free, **by_id.columns}, by_ids=not free)
    rows = range(1, min(end, 1 + _SEARCHED_ROWS) + 1)
    labelled = first_header(sheet, rows, labels, most) or best_header(sheet, searched, labels)
    return _Header(labelled.row, labelled.columns, by_ids=False)


def _header_faults(form: Form, sheet: SheetGrid, header: _Header, edition: Edition) -> Iterator[Problem]:
    if header.columns and not header.by_ids:
        yield graded(edition, "column_ids_damaged", sheet=sheet.name)
    for field in form.fields:
        column = header.columns.get(field.id)
        if column is None:
            yield graded(edition, "column_missing", sheet=sheet.name, field=field.label)
            continue
        header_text = text_of(sheet.value((header.row, column)))
        if name_key(header_text) != name_key(field.label):
            yield graded(
                edition,
                "header_damaged",
                sheet=sheet.name,
                cell=address((header.row, column)),
                field=field.label,
                value=header_text,
                expected=field.label,
                now=f"现在是“{header_text}”" if header_text else "现在是空的",
            )
