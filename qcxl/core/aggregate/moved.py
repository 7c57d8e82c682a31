"""The problems and rows of other workbooks, and their places in the workbook made from these."""

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
    """The problems of other workbooks (by holder code), as they read in the workbook of `unit` made of these.

    A problem of a copied row stands at the copy. Any other problem has no cell; where it is about another
    unit's workbook, its message and its field (by which a reason is matched) begin with that unit's name.
    """
    for code, faults in problems.items():
        whose = f"“{roster.unit(code).name}”的工作簿 " if code != unit.code and code in accepted else ""
        for fault in faults:
            moved = _moved(edition, code, fault, accepted, aggregated)
            yield moved or replace(
                fault,
                sheet=_sheet(edition, fault.sheet, accepted.get(code)),
                cell="",
                field=f"{whose}{fault.field}",
                message=f"{whose}{fault.message}",
            )


def _sheet(edition: Edition, name: str, book: Submission | None) -> str:
    """The issued name of the sheet that is called `name` in `book`; `name` for a sheet without a list."""
    id_ = next((table.form for table in book.tables.values() if table.sheet == name), None) if book else None
    return edition.form(id_).sheet if id_ else name


def _moved(
    edition: Edition,
    code: str,
    fault: Problem,
    accepted: Mapping[str, Submission],
    aggregated: Aggregated,
) -> Problem | None:
    """The problem at the copy of its row; None where the problem has no cell or its row has no copy."""
    book = accepted.get(code)
    table = (
        next((candidate for candidate in book.tables.values() if candidate.sheet == fault.sheet), None)
        if book
        else None
    )
    if table is None or not fault.cell:
        return None
    number, column = parse_address(fault.cell)
    now = aggregated.places.get((code, table.form, number))
    field = next((id_ for id_, at in table.columns.items() if at == column), None)
    if now is None or field is None:
        return None
    cell = address((now, aggregated.submission.tables[table.form].columns[field]))
    sheet = edition.form(table.form).sheet
    message = fault.message.replace(f"{fault.sheet}!{fault.cell}", f"{sheet}!{cell}", 1)
    return replace(fault, sheet=sheet, cell=cell, message=message)


def rows_of(submission: Submission, edition: Edition, roster: Roster) -> Counter[str]:
    """The number of rows in a workbook for each unit, by unit code; rows that name no unit are left out."""
    counts: Counter[str] = Counter()
    for id_, added in added_lists(edition).items():
        table = submission.tables.get(id_)
        if table is not None:
            codes = source_codes(table, added, roster, submission.identity.unit_code)
            counts.update(code for code in codes if code is not None)
    return counts
