"""Reads an edition workbook into an `Edition`."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from qcxl.excel.edition import typed_tables
from qcxl.excel.edition.declared_tables import COLUMNS, cell_text, read_tables
from qcxl.excel.edition.edition_checks import check_edition
from qcxl.model.catalogue import problem
from qcxl.model.edition import QUOTA_GROUP, Drawing, Edition
from qcxl.model.form import FormKind
from qcxl.model.problem import Problem, Severity

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class EditionError(Exception):
    """An edition workbook that cannot be used; `problems` says why, with sheet and cell."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{path.name}: {len(problems)} faults")
        self.path = path
        self.problems = problems


def read_edition(path: Path) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition of a workbook and everything that is wrong with it, with sheet and cell, in one pass.

    The edition is None when one of the problems is an error. Problem codes: edition_*.
    """
    workbook = open_edition(path)
    return (None, (workbook,)) if isinstance(workbook, Problem) else edition_of(workbook)


def edition_of(workbook: Workbook) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition of an open workbook and everything that is wrong with it; see `read_edition`."""
    tables = read_tables(workbook)
    collect = typed_tables.Collector()
    choices = typed_tables.choices(tables, collect)
    forms = typed_tables.forms(tables, typed_tables.fields(tables, collect), collect)
    facts = typed_tables.facts(tables, collect)
    edition = Edition(
        id=facts["id"].value if "id" in facts else "",
        facts=facts,
        organisations=typed_tables.organisations(tables, choices.get(QUOTA_GROUP, ()), forms, collect),
        choices=choices,
        forms=tuple(form for form in forms if form.kind is not FormKind.DOCUMENT),
        documents=tuple(form for form in forms if form.kind is FormKind.DOCUMENT),
        rules=typed_tables.rules(tables, collect),
        drawings={
            worksheet.title: _drawing(worksheet)
            for worksheet in workbook.worksheets
            if worksheet.title not in COLUMNS
        },
    )
    problems = (*tables.problems, *collect.problems, *check_edition(edition, tables))
    broken = any(found.severity is Severity.ERROR for found in problems)
    return (None if broken else edition), problems


def load_edition(path: Path) -> Edition:
    """The edition of a workbook; raises `EditionError` when it has faults."""
    edition, problems = read_edition(path)
    if edition is None:
        raise EditionError(path, problems)
    return edition


def open_edition(path: Path) -> Workbook | Problem:
    """The open workbook, or the problem `edition_unreadable`."""
    import openpyxl

    try:
        data = path.read_bytes()
    except OSError:
        return problem("edition_unreadable", reason=f"{path.name} 不存在，或者没有权限读取")
    try:
        with warnings.catch_warnings():
            # It warns of what it does not know (x14 dropdowns, print areas of whole columns).
            warnings.simplefilter("ignore", UserWarning)
            return openpyxl.load_workbook(BytesIO(data))
    # Nor has it an error of its own: a damaged file fails in the zip, the XML or the styles, each in its way.
    except Exception:  # noqa: BLE001
        return problem("edition_unreadable", reason=f"{path.name} 不是完整的 .xlsx 文件")


def _drawing(worksheet: Worksheet) -> Drawing:
    cells = {
        cell.coordinate: cell_text(cell.value)
        for row in worksheet.iter_rows()
        for cell in row
        if cell_text(cell.value)
    }
    return Drawing(
        worksheet.title, cells, tuple(sorted(str(merged) for merged in worksheet.merged_cells.ranges))
    )
