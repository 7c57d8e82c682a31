"""OUT/merged/: every list of the edition as CSV and as workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.form import FormKind
from qcxl.model.organisation import Roster
from qcxl.model.submission import Submission
from qcxl.tasks.night.merged_files import write_merged
from tests.support import submissions, workbooks
from tests.support.inbox import read_csv

COUNTY = "411521"
ENTERED = """
    enterprises
    | enterprise_name | credit_code | direct_unit | employees | qc_benefit |
    | 示例一厂 | '@1+1 | | 120 | 12.345678 |
    | 示例电厂 | | HY01 | 35 | 0 |
    teams
    | enterprise_name | team_name | completion_rate | introduction |
    | 示例一厂 | 一班 | 99.27 | 第一行⏎第二行 |
    """


def merged(
    out: Path, accepted: dict[str, Submission], id_: str = submissions.HENAN, units: Roster | None = None
) -> list[Path]:
    """The files that were written below `out`."""
    edition, roster = workbooks.edition(id_), units or workbooks.roster(id_)
    rollup = roll_up(edition, roster, accepted)
    holders = {code: f"收件/{code}.xlsx" for code in accepted}
    return list(write_merged(edition, roster, rollup, accepted, holders, out))


def sheet_rows(path: Path) -> list[dict[str, object]]:
    """The rows of a workbook's first sheet by the ids of their columns."""
    header, _, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_a_county_stands_in_the_csv_and_in_the_workbook(tmp_path: Path) -> None:
    merged(tmp_path, {COUNTY: submissions.submission(ENTERED)})

    rows = read_csv(tmp_path / "merged" / "enterprises.csv")
    asked = ("file", "sheet", "unit_code", "source_name", "status", "enterprise_name", "credit_code")
    figures = ("employees", "qc_benefit", "qc_spending")
    assert [tuple(row[id_] for id_ in asked + figures) for row in rows] == [
        (
            f"收件/{COUNTY}.xlsx",
            "企业明细",
            COUNTY,
            "罗山县",
            "counted",
            "示例一厂",
            "@1+1",
            "120",
            "12.345678",
            "",
        ),
        (f"收件/{COUNTY}.xlsx", "企业明细", COUNTY, "罗山县", "deducted", "示例电厂", "", "35", "0", ""),
    ]
    shown = sheet_rows(tmp_path / "merged" / "enterprises.xlsx")
    assert [tuple(row[id_] for id_ in asked[3:] + figures) for row in shown] == [
        ("罗山县", "计入", "示例一厂", "@1+1", 120, 12.345678, None),
        ("罗山县", "直报扣除", "示例电厂", None, 35, 0, None),
    ]
    assert [str(row["row"]) for row in shown] == [row["row"] for row in rows]
    (team,) = read_csv(tmp_path / "merged" / "teams.csv")
    assert (team["completion_rate"], team["introduction"]) == ("99.27", "第一行\n第二行")


@pytest.mark.parametrize("id_", [submissions.HENAN, submissions.CHONGQING])
def test_every_list_is_there_even_when_nobody_reported(tmp_path: Path, id_: str) -> None:
    found = merged(tmp_path, {}, id_)

    lists = [form.id for form in workbooks.edition(id_).of_kind(FormKind.LIST)]
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        f"merged/{list_}.{ending}" for list_ in lists for ending in ("csv", "xlsx")
    ]
    assert sorted(path.name for path in (tmp_path / "merged").iterdir()) == sorted(
        path.name for path in found
    )
    for path in found[1::2]:
        assert sheet_rows(path) == []


@pytest.mark.parametrize("id_", [submissions.HENAN, submissions.CHONGQING])
def test_both_files_have_the_fields_of_the_list_in_order(tmp_path: Path, id_: str) -> None:
    edition = workbooks.edition(id_)

    for path in merged(tmp_path, {}, id_)[::2]:
        header = path.read_text(encoding="utf-8-sig").strip().split(",")
        sheet = openpyxl.load_workbook(path.with_suffix(".xlsx")).worksheets[0]
        assert header[8:] == [field.id for field in edition.form(path.stem).fields]
        assert [cell.value for cell in sheet[1]] == header
        assert sheet.title == path.stem


def test_a_second_night_replaces_the_first(tmp_path: Path) -> None:
    merged(tmp_path, {COUNTY: submissions.submission(ENTERED)})

    merged(tmp_path, {})

    assert read_csv(tmp_path / "merged" / "enterprises.csv") == []
    assert sheet_rows(tmp_path / "merged" / "enterprises.xlsx") == []
