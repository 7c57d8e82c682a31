"""An edition workbook read into an `Edition`."""

from __future__ import annotations

import warnings
from io import BytesIO
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


def read_edition(data: bytes) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition in a workbook's bytes and all its faults, with sheet and cell, in one pass.

    The edition is None when one of the problems is an error. Problem codes: edition_*.
    """
    workbook = open_edition(data)
    if isinstance(workbook, Problem):
        return None, (workbook,)
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
    broken = any(fault.severity is Severity.ERROR for fault in problems)
    return (None if broken else edition), problems


def template_cells(data: bytes) -> dict[str, str]:
    """The cell of 表单 that names a form's Word template, by form id; none for bytes that are no workbook."""
    workbook = open_edition(data)
    if isinstance(workbook, Problem):
        return {}
    return {line["代码"]: line.cells.get("Word模板", "") for line in read_tables(workbook)["表单"]}


def open_edition(data: bytes) -> Workbook | Problem:
    """The open workbook, or the problem `edition_unreadable`."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it does not know (x14 dropdowns, print areas of whole columns).
            warnings.simplefilter("ignore", UserWarning)
            return openpyxl.load_workbook(BytesIO(data))
    # openpyxl has no error of its own: a damaged file fails in the zip, the XML or the styles.
    except Exception:  # noqa: BLE001
        return problem("edition_unreadable", reason="它不是完整的 .xlsx 文件")


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
