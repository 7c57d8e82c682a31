"""Returned workbooks, judged by the lists that they were issued with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qcxl.model.problem import Severity
from qcxl.tasks.context.crew import hired
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate import validate_files
from tests.support.crews import INLINE
from tests.support.inbox import (
    FAULTY,
    enterprise,
    of_another_edition,
    put,
    returned,
    somebody_elses,
    with_identity,
    zipped,
)

GOOD = returned("411528", enterprise("息县示例机械有限公司"))


def judge(folder: Path, data: bytes, name: str = "a.xlsx") -> Judged:
    (judged,) = validate_files([put(folder, name, data)], INLINE)
    return judged


def found(judged: Judged) -> list[tuple[str, str]]:
    return [(problem.code, f"{problem.sheet}!{problem.cell}") for problem in judged.problems]


def test_a_good_workbook_has_no_problem(tmp_path: Path) -> None:
    judged = judge(tmp_path, GOOD, "息县 [终] (1).xlsx")

    assert (judged.file, judged.unit_code, judged.problems, judged.is_clean) == (
        str(tmp_path / "息县 [终] (1).xlsx"),
        "411528",
        (),
        True,
    )


def test_all_faults_come_in_one_pass_in_reading_order(tmp_path: Path) -> None:
    rows = [
        enterprise("甲公司", employees="约35"),
        enterprise("乙公司", qc_groups_registered=21, direct_unit="某某公司"),
        enterprise("乙公司", qc_benefit=None),
    ]

    judged = judge(tmp_path, returned("411528", *rows, cells={"qc_statistics": {"qc_exchange_held": "是"}}))

    places = found(judged)
    assert places[:5] == [
        ("not_a_number", "企业明细!D6"),
        ("direct_unit_unknown", "企业明细!C7"),
        ("year_exceeds_cumulative", "企业明细!G7"),
        ("enterprise_duplicate", "企业明细!A8"),
        ("required_missing", "企业明细!K8"),
    ]
    assert {code for code, _ in places[5:]} == {"exchange_incomplete"}


def test_an_open_warning_is_not_clean(tmp_path: Path) -> None:
    judged = judge(
        tmp_path, returned("411528", enterprise("甲公司"), cells={"qc_statistics": {"qc_contact": None}})
    )

    assert [(problem.code, problem.severity) for problem in judged.problems] == [
        ("advised_missing", Severity.WARNING)
    ]
    assert not judged.is_clean


def test_a_remark_is_clean(tmp_path: Path) -> None:
    judged = judge(tmp_path, returned("411528", enterprise("甲公司", employees="１２０")))

    assert judged.problems
    assert {problem.severity for problem in judged.problems} == {Severity.INFO}
    assert judged.is_clean


def test_direct_units_are_those_the_workbook_was_issued_with(tmp_path: Path) -> None:
    # 中国移动 is a direct unit of the shipped roster, not of the one that this workbook came from.
    row = enterprise("甲公司", direct_unit="中国移动通信集团河南有限公司")

    judged = judge(tmp_path, returned("411528", row))

    assert found(judged) == [("direct_unit_unknown", "企业明细!C6")]


def test_workbooks_of_several_editions_are_judged_in_the_order_given(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "3.xlsx", of_another_edition()),
        put(tmp_path, "1.xlsx", GOOD),
        put(tmp_path, "4.xlsx", somebody_elses()),
        put(tmp_path, "2.xlsx", returned("411528", FAULTY)),
    ]

    with hired(2) as crew:
        judged = validate_files(paths, crew)

    assert [one.file for one in judged] == [str(path) for path in paths]
    assert [one.unit_code for one in judged] == ["500101", "411528", "", "411528"]
    assert [[problem.code for problem in one.problems][:1] for one in judged[1:]] == [
        [],
        ["map_missing"],
        ["required_missing"],
    ]
    assert "report_empty" in [problem.code for problem in judged[0].problems]


def test_an_unknown_edition_is_one_problem(tmp_path: Path) -> None:
    judged = judge(tmp_path, with_identity(GOOD, edition="henan-1999"))

    assert [problem.code for problem in judged.problems] == ["edition_unknown"]
    assert judged.unit_code == "411528"


def test_a_zip_is_judged_by_its_members(tmp_path: Path) -> None:
    data = zipped({"息县.xlsx": GOOD, "说明.docx": b"PK\x03\x04", "坏.xlsx": b"<html></html>"})

    path = put(tmp_path, "a.zip", data)
    judged = validate_files([path], INLINE)

    assert [
        (one.file.removeprefix(str(path)), [problem.code for problem in one.problems], one.is_clean)
        for one in judged
    ] == [
        ("!息县.xlsx", [], True),
        ("!说明.docx", ["inbox_not_a_workbook"], True),
        ("!坏.xlsx", ["file_is_text"], False),
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("通知.pdf", b"%PDF", "inbox_not_a_workbook"),
        ("~$a.xlsx", b"", "inbox_lock_file"),
        (".a.xlsx", GOOD, "inbox_system_file"),
        ("空.zip", zipped({}), "inbox_zip_without_workbook"),
    ],
)
def test_a_file_that_somebody_names_is_never_passed_over(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    judged = judge(tmp_path, data, name)

    assert [(problem.code, problem.severity) for problem in judged.problems] == [(code, Severity.ERROR)]
    assert not judged.is_clean


def test_the_same_file_named_twice_is_judged_twice(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", GOOD)

    assert [one.unit_code for one in validate_files([path, path], INLINE)] == ["411528", "411528"]


def test_a_name_that_is_shown_otherwise_than_it_is_stored_is_shown_once(tmp_path: Path) -> None:
    path = put(tmp_path, "cafe\u0301.xlsx", GOOD)

    (judged,) = validate_files([path], INLINE)

    assert judged.file == str(path)


def test_workbooks_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    paths = [put(tmp_path / "甲", "a.xlsx", GOOD), put(tmp_path / "乙", "a.xlsx", GOOD)]

    assert [one.file for one in validate_files(paths, INLINE)] == [str(path) for path in paths]


@pytest.mark.parametrize("name", ["missing.xlsx", "folder", "a.xlsx/b.xlsx"])
def test_what_is_no_file_cannot_be_judged(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    put(tmp_path, "a.xlsx", GOOD)

    with pytest.raises(UnusableError):
        validate_files([tmp_path / name], INLINE)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_somebody_names_is_followed(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", GOOD)
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "a.xlsx")

    (judged,) = validate_files([tmp_path / "链接.xlsx"], INLINE)

    assert judged.is_clean


def test_nothing_is_changed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", GOOD)
    before = path.stat().st_mtime_ns

    validate_files([path], INLINE)

    assert (path.read_bytes(), path.stat().st_mtime_ns, list(tmp_path.iterdir())) == (GOOD, before, [path])
