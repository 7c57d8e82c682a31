"""Remedies that are followed to the letter lead to acceptance."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

import pytest

from qcxl.demo.fill import Filled
from qcxl.model.problem import Problem
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate import validate_files
from tests.support import damage
from tests.support.crews import INLINE
from tests.support.inbox import enterprise, put, returned
from tests.support.libreoffice import convert, requires_libreoffice
from tests.support.workbooks import add_rows

ROWS = (enterprise("息县示例机械有限公司"), enterprise("息县示例食品有限公司", qc_benefit=12.5))
SAVE_AS, COPY = "另存为", "选择性粘贴"


def judge(path: Path) -> Judged:
    (judged,) = validate_files([path], INLINE)
    return judged


def refused(path: Path) -> Problem:
    (found,) = judge(path).problems
    return found


def strict(path: Path) -> Path:
    """The workbook as Excel saves it as Strict Open XML, which LibreOffice opens, too."""
    names = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    parts = damage.unpacked(path.read_bytes())
    for name, content in parts.items():
        for old, new in names:
            content = content.replace(old, new)  # noqa: PLW2901
        parts[name] = content
    target = path.with_name("strict.xlsx")
    target.write_bytes(damage.packed(parts))
    return target


@requires_libreoffice
@pytest.mark.parametrize(("ending", "code"), [("xls", "file_is_old_workbook"), ("ods", "file_is_other_kind")])
def test_an_issued_workbook_saved_otherwise_is_accepted_when_it_is_saved_back(
    tmp_path: Path, ending: str, code: str
) -> None:
    """Slow: a real LibreOffice saves it twice."""
    good = put(tmp_path, "息县.xlsx", returned("411528", *ROWS))

    other = convert(good, ending, tmp_path / "other")
    back = judge(convert(other, "xlsx", tmp_path / "back"))

    assert (refused(other).code, SAVE_AS in refused(other).remedy) == (code, True)
    assert back.is_clean
    assert back.accepted.tables["enterprises"].rows == judge(good).accepted.tables["enterprises"].rows


@requires_libreoffice
def test_a_strict_workbook_is_accepted_when_it_is_saved_again(tmp_path: Path) -> None:
    found = strict(put(tmp_path, "息县.xlsx", returned("411528", *ROWS)))

    again = judge(convert(found, "xlsx", tmp_path / "back"))

    assert (refused(found).code, SAVE_AS in refused(found).remedy) == ("file_is_strict_workbook", True)
    assert again.is_clean


@requires_libreoffice
@pytest.mark.parametrize("name", ["清单.csv", "清单.xlsx", "清单.xls"])
def test_a_list_is_accepted_when_it_is_copied_and_never_when_it_is_saved(tmp_path: Path, name: str) -> None:
    listed = put(tmp_path, name, b"")
    with listed.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(ROWS[0]), *(row.values() for row in ROWS)])
    found = refused(listed)

    saved = judge(convert(listed.rename(tmp_path / "清单.csv"), "xlsx", tmp_path / "saved"))
    blank = Filled(BytesIO(returned("411528")))
    add_rows(blank, "enterprises", ROWS)
    copied = judge(put(tmp_path, "息县.xlsx", blank.data()))

    assert (found.code, COPY in found.remedy) == ("file_is_text", True)
    assert [problem.code for problem in saved.problems] == ["map_missing"]
    assert copied.is_clean


def test_a_mail_that_is_called_a_workbook_is_known(tmp_path: Path) -> None:
    mail = b"From: a@example.com\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n\r\n"

    found = refused(put(tmp_path, "息县.xlsx", mail))

    assert (found.code, "邮件" in found.message) == ("file_is_other_kind", True)


@pytest.mark.parametrize(
    "page", [b"<html><table><tr><td>1</td></tr></table></html>", b"<?xml version='1.0'?><Workbook/>"]
)
def test_a_page_is_to_be_copied_too(tmp_path: Path, page: bytes) -> None:
    found = refused(put(tmp_path, "清单.xls", page))

    assert (found.code, COPY in found.remedy) == ("file_is_text", True)
