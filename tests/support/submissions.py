"""Returned workbooks written as inline Markdown tables: as a grid, as a submission, as a filled file.

A block starts with a form's id on a line of its own, then a table headed by field ids; a card has one row.
Cells are written as they are typed in Excel: `35` a number, `'35` the text 35, `2020-05-20` a date, `=35` a
formula that shows 35, `=` one that was never calculated, `=""` one that shows nothing, `#REF!` an error
value, anything else a text, in which ⏎ is a line break.
A blank cell is left as issued; a row of blanks stays blank.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from qcxl.core.figures import known_units
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.core.rules import Subject
from qcxl.core.sheets.layout import lay_out
from qcxl.core.validation import check_rules
from qcxl.demo.fill import Filled
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.edition import Edition, Rule
from qcxl.model.form import FormKind
from qcxl.model.grid import Grid, Place, RawValue, SheetGrid
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from tests.support import workbooks

HENAN, CHONGQING = "henan-2020", "chongqing-2019"
COUNTY = {HENAN: "411521", CHONGQING: "500101"}
"""The unit of an edition that returns a workbook where a test names none: a county."""

Entries = dict[str, list[dict[str, str]]]


def blocks(markdown: str) -> Entries:
    """The rows of each block by form id, as written."""
    found: Entries = {}
    rows: list[dict[str, str]] = []
    ids: list[str] = []
    for line in filter(None, map(str.strip, markdown.splitlines())):
        if not line.startswith("|"):
            rows, ids = found.setdefault(line, []), []
        elif not ids:
            ids = _cells(line)
        elif "---" not in line:
            rows.append(dict(zip(ids, _cells(line), strict=True)))
    return found


def grid(markdown: str, edition: Edition | None = None, unit: str = "") -> Grid:
    """The blank workbook of a unit (by default a county) with these cells typed in."""
    edition = edition or workbooks.edition(HENAN)
    typed: dict[str, dict[Place, str]] = {}
    for form, rows in blocks(markdown).items():
        layout = lay_out(edition)[form]
        is_list = layout.form.kind is FormKind.LIST
        for number, row in enumerate(rows, start=1 if is_list else 0):
            for id_, text in row.items():
                above = layout.spots.get(id_)  # a total, which has one cell for all rows
                at, column = above or layout.places[id_]
                if text or not above:
                    typed.setdefault(layout.form.sheet, {})[at if above else at + number, column] = text
    return with_cells(blank_grid(edition.id, unit or COUNTY[edition.id]), typed)


def taken(markdown: str, edition: Edition | None = None, unit: str = "") -> TakenIn:
    """What reading that workbook comes back with."""
    edition = edition or workbooks.edition(HENAN)
    return take_in(grid(markdown, edition, unit), lambda _: edition)


def submission(markdown: str, edition: Edition | None = None, unit: str = "") -> Submission:
    """That workbook as typed values."""
    found = taken(markdown, edition, unit).submission
    assert found is not None
    return found


def workbook(markdown: str, edition: Edition | None = None, unit: str = "") -> Filled:
    """That workbook as a file open in openpyxl, which writes no formula's value."""
    edition = edition or workbooks.edition(HENAN)
    rows: dict[str, list[dict[str, object]]] = {}
    cells: dict[str, dict[str, object]] = {}
    for form, lines in blocks(markdown).items():
        typed = [{id_: _for_openpyxl(text) for id_, text in line.items() if text} for line in lines]
        if edition.form(form).kind is FormKind.LIST:
            rows[form] = typed
        else:
            cells[form] = typed[0]
    return workbooks.fill(workbooks.blank(unit or COUNTY[edition.id], edition.id), rows, cells)


def rule_problems(
    markdown: str, edition: Edition | None = None, unit: str = "", known: KnownUnits | None = None
) -> list[Problem]:
    """What the edition's named rules say of that workbook; the unit may name what its lists allow."""
    edition = edition or workbooks.edition(HENAN)
    found = submission(markdown, edition, unit)
    return list(check_rules(Subject(found, edition, known or known_units.from_lists(found))))


def places(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Code and cell of each problem."""
    return [(problem.code, problem.cell) for problem in problems]


@cache
def blank_grid(edition_id: str, unit: str) -> Grid:
    """The grid of a unit's workbook as issued."""
    found = read_grid(workbooks.blank(unit, edition_id))
    assert isinstance(found, Grid)
    return found


def with_cells(source: Grid, typed: Mapping[str, Mapping[Place, str]]) -> Grid:
    """The grid with cells typed over, by sheet name and place."""
    return Grid(
        tuple(
            _typed_over(sheet, typed[sheet.name]) if sheet.name in typed else sheet for sheet in source.sheets
        )
    )


def with_rule(edition: Edition, code: str, **changes: Any) -> Edition:
    """The edition whose rule of that code is changed, such as its severity."""
    rules = tuple(
        dataclasses.replace(rule, **changes) if rule.code == code else rule for rule in edition.rules
    )
    return dataclasses.replace(edition, rules=rules)


def with_severity(edition: Edition, code: str, severity: Severity) -> Edition:
    """The edition that grades a code otherwise."""
    return with_rule(edition, code, severity=severity)


def with_rules(edition: Edition, *rules: Rule) -> Edition:
    """The edition with these named rules alone."""
    return dataclasses.replace(edition, rules=rules)


def with_field(edition: Edition, path: str, **changes: Any) -> Edition:
    """The edition whose field at `form.field` is changed, such as its kind."""
    form_id, _, field_id = path.partition(".")
    form = edition.form(form_id)
    fields = tuple(
        dataclasses.replace(field, **changes) if field.id == field_id else field for field in form.fields
    )
    assert fields != form.fields, f"nothing changed at {path}"
    changed = dataclasses.replace(form, fields=fields)
    return dataclasses.replace(
        edition, forms=tuple(changed if each is form else each for each in edition.forms)
    )


def _typed_over(sheet: SheetGrid, typed: Mapping[Place, str]) -> SheetGrid:
    rows = [list(row) for row in sheet.rows]
    formulas, uncomputed, errors = set(sheet.formulas), set(sheet.uncomputed), dict(sheet.errors)
    for (row, column), text in typed.items():
        if not text:
            continue
        rows.extend([] for _ in range(row - len(rows)))
        line = rows[row - 1]
        line.extend("" for _ in range(column - len(line)))
        (formulas.add if text.startswith("=") else formulas.discard)((row, column))
        (uncomputed.add if text == "=" else uncomputed.discard)((row, column))
        if text.startswith("#"):
            errors[row, column] = text
            line[column - 1] = ""
        else:
            line[column - 1] = _raw(text.removeprefix("=").replace('""', ""))
    return dataclasses.replace(
        sheet,
        rows=tuple(map(tuple, rows)),
        formulas=frozenset(formulas),
        uncomputed=frozenset(uncomputed),
        errors=errors,
    )


def _raw(text: str) -> RawValue:
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return float(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return dt.date.fromisoformat(text)
    return text.removeprefix("'").replace("⏎", "\n")


def _for_openpyxl(text: str) -> object:
    return text if text.startswith(("=", "#")) else _raw(text)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]
