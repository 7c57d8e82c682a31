"""An edition workbook read into an `Edition`."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """The content of an edition workbook, with all its faults.

    `content` is None for a file that is no workbook. `template_cells` are the cells of 表单 that name the
    Word templates of forms, by form id.
    """

    content: Edition | None
    problems: tuple[Problem, ...]
    template_cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def edition(self) -> Edition | None:
        """The content as an edition, None when one of the problems is an error."""
        broken = any(problem.severity is Severity.ERROR for problem in self.problems)
        return None if broken else self.content


def read_edition(data: bytes) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition in a workbook's bytes and all its faults, with sheet and cell, in one pass.

    The edition is None when one of the problems is an error. Problem codes: edition_*.
    """
    draft = read_draft(data)
    return draft.edition, draft.problems


def edition_of(workbook: Workbook) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition of an open workbook and all its faults; see `read_edition`."""
    draft = _draft(workbook)
    return draft.edition, draft.problems


def read_draft(data: bytes) -> EditionDraft:
    """The content of an edition workbook's bytes, with all its faults; `content` is None for other bytes."""
    workbook = open_edition(data)
    return EditionDraft(None, (workbook,)) if isinstance(workbook, Problem) else _draft(workbook)


def _draft(workbook: Workbook) -> EditionDraft:
    tables = read_tables(workbook)
    collect = typed_tables.Collector()
    choices = typed_tables.choices(tables, collect)
    forms = typed_tables.forms(tables, typed_tables.fields(tables, collect), collect)
    facts = typed_tables.facts(tables, collect)
    edition = Edition(
        id=facts["id"].value if "id" in facts else "",
        facts=facts,
        local_facts=typed_tables.local_facts(tables, facts, collect),
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
    return EditionDraft(
        content=edition,
        problems=(*tables.problems, *collect.problems, *check_edition(edition, tables)),
        template_cells={line["代码"]: line.cells.get("Word模板", "") for line in tables["表单"]},
    )


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
