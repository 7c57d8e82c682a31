"""Everything that is wrong with an edition, its workbook and its Word templates, in one pass."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from qcxl.model.problem import Severity
from qcxl.store import resources
from qcxl.tasks.check_edition import check_edition_at
from qcxl.tasks.context.editions import UnusableError
from tests.support.damage import packed, unpacked
from tests.support.inbox import EDITION_ID, EDITION_PATH

TEMPLATE = resources.template(EDITION_ID, "附件5.docx").read_bytes()


def with_field(name: str) -> bytes:
    """The template of 附件5 that asks for a field of another name in place of qc_contact."""
    parts = unpacked(TEMPLATE)
    document = parts["word/document.xml"].replace(b"{{qc_contact}}", f"{{{{{name}}}}}".encode())
    return packed({**parts, "word/document.xml": document})


def edition_in(
    folder: Path, template: bytes | None, edit: Callable[[openpyxl.Workbook], None] | None = None
) -> Path:
    """The shipped edition in a folder of its own, with this template of 附件5 and all others."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{EDITION_ID}.xlsx"
    templates = folder / "templates" / EDITION_ID
    shutil.copytree(resources.template(EDITION_ID, "附件5.docx").parent, templates)
    if template is not None:
        (templates / "附件5.docx").write_bytes(template)
    shutil.copy(EDITION_PATH, path)
    if edit is not None:
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
    return path


def name_template(book: openpyxl.Workbook, name: str) -> None:
    """Write another template beside the form 附件5 in 表单."""
    sheet = book["表单"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(
        row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, columns["代码"]).value == "qc_statistics"
    )
    sheet.cell(row, columns["Word模板"]).value = name


def places(path: Path) -> list[tuple[str, str, str]]:
    return [(found.code, found.sheet, found.field) for found in check_edition_at(path).problems]


def test_a_shipped_edition_has_no_error(tmp_path: Path) -> None:
    checked = check_edition_at(EDITION_PATH)

    assert checked.is_usable
    assert checked.edition is not None
    assert checked.edition.id == EDITION_ID


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (b"", "edition_template_broken"),
        (TEMPLATE[: len(TEMPLATE) // 2], "edition_template_broken"),
        (with_field("qc_contact"), ""),
        (with_field("qc_kontakt"), "edition_template_field"),
    ],
    ids=["empty", "cut short", "right", "unknown field"],
)
def test_a_template_that_does_not_fit_is_named_with_its_form(
    tmp_path: Path, template: bytes, code: str
) -> None:
    path = edition_in(tmp_path, template)

    assert places(path) == ([(code, "表单", "qc_statistics")] if code else [])
    assert check_edition_at(path).is_usable is not bool(code)


def test_a_template_that_is_missing_is_named_at_its_cell(tmp_path: Path) -> None:
    path = edition_in(tmp_path, None, lambda book: name_template(book, "附件五.docx"))

    (found,) = check_edition_at(path).problems

    book = openpyxl.load_workbook(path)
    assert (found.code, found.severity) == ("edition_template_missing", Severity.ERROR)
    assert book["表单"][found.cell].value == "附件五.docx"


def test_faults_of_workbook_and_templates_come_together(tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        name_template(book, "附件五.docx")
        for row in book["通知"].iter_rows():
            if row[0].value == "unlisted_quota":
                row[1].value = "没有这个单位"

    path = edition_in(tmp_path, None, edit)

    assert {code for code, _, _ in places(path)} == {"edition_reference_unknown", "edition_template_missing"}
    assert not check_edition_at(path).is_usable


def test_an_edition_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="年度版本"):
        check_edition_at(tmp_path / "没有.xlsx")
