"""Where things of other workbooks stand in the one that was made from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qcxl.core.aggregate.child_rows import source_codes
from qcxl.core.aggregate.own_workbook import Aggregated
from qcxl.core.figures.additive import added_lists
from qcxl.model.edition import Edition
from qcxl.model.grid import address, parse_address
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission


def moved_problems(
    edition: Edition,
    roster: Roster,
    unit: Unit,
    problems: Mapping[str, Iterable[Problem]],
    accepted: Mapping[str, Submission],
    aggregated: Aggregated,
) -> Iterator[Problem]:
    """What was found in other workbooks (by holder code) as it reads in the one of `unit` made of them.

    A problem of a row that came here stands at that row. Any other has no cell; its message and its field,
    which a reason belongs to, say whose workbook it is about.
    """
    for code, found_here in problems.items():
        whose = f"“{roster.unit(code).name}”的工作簿 " if code != unit.code else ""
        for found in found_here:
            moved = _moved(edition, code, found, accepted, aggregated)
            yield moved or replace(
                found,
                sheet=_sheet(edition, found.sheet, accepted.get(code)),
                cell="",
                field=f"{whose}{found.field}",
                message=f"{whose}{found.message}",
            )


def _sheet(edition: Edition, name: str, book: Submission | None) -> str:
    """A sheet by the name that it was issued with: somebody may have renamed his."""
    found = next((one.form for one in book.tables.values() if one.sheet == name), None) if book else None
    return edition.form(found).sheet if found else name


def _moved(
    edition: Edition,
    code: str,
    found: Problem,
    accepted: Mapping[str, Submission],
    aggregated: Aggregated,
) -> Problem | None:
    """The problem at the copy of its row, None where there is no copy."""
    book = accepted.get(code)
    table = next((one for one in book.tables.values() if one.sheet == found.sheet), None) if book else None
    if table is None or not found.cell:
        return None
    number, column = parse_address(found.cell)
    now = aggregated.places.get((code, table.form, number))
    field = next((id_ for id_, at in table.columns.items() if at == column), None)
    if now is None or field is None:
        return None
    cell = address((now, aggregated.submission.tables[table.form].columns[field]))
    sheet = edition.form(table.form).sheet
    message = found.message.replace(f"{found.sheet}!{found.cell}", f"{sheet}!{cell}", 1)
    return replace(found, sheet=sheet, cell=cell, message=message)


def rows_of(submission: Submission, edition: Edition, roster: Roster) -> Counter[str]:
    """How many rows of a workbook stand for which unit, by code; those that stand for nobody are left out."""
    counts: Counter[str] = Counter()
    for id_, added in added_lists(edition).items():
        table = submission.tables.get(id_)
        if table is not None:
            codes = source_codes(table, added, roster, submission.identity.unit_code)
            counts.update(code for code in codes if code is not None)
    return counts
