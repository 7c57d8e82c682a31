"""Three workbooks filled by hand in LibreOffice: what is found is exactly what went wrong.

`python -m tests.excel.test_clerk_workbooks` prints the findings as people read them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate import validate_files
from tests.support.clerk import Action, Work, filled_by_hand, requires_clerk
from tests.support.clerk_pages import CORRECT, MOBILE, SEVEN
from tests.support.crews import INLINE

CITY, COUNTY, INDUSTRY = "4115", "411521", "HY07"
"""信阳市, 罗山县 and 省工程勘察设计行业协会, which has a quota of 4 groups (1, 1, 2) and 1 team."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing done to a correct workbook, and the findings that it must cause: code and place."""

    actions: Sequence[Action]
    findings: Sequence[tuple[str, str]] = ()


def row(sheet: str, number: int, columns: str, texts: str) -> list[Action]:
    """The actions that type texts, parted by blanks, into these columns of a row."""
    cells = [f"{column}{number}" for column in columns]
    return [("type", sheet, cell, text) for cell, text in zip(cells, texts.split(), strict=True)]


CAREFUL = {
    "a row inserted in the middle and filled": Slip(
        [
            ("insert_rows", "企业明细", 8, 1),
            *row(
                *("企业明细", 8, "ABDEFGHIJKLMO"),
                "信阳钧峤塑胶有限公司 9141150009MAX00057 600 90 40 9 8 4 500 60 3 1 0",
            ),
        ]
    ),
    "sorted by employees, the most first": Slip([("sort", "企业明细", "A6:U12", 3, False)]),
    "36 groups typed as 0.0036 万个": Slip(
        [("type", "企业明细", "G7", "0.0036")], [("count_in_ten_thousands", "企业明细!G7")]
    ),
    "a digit of a credit code": Slip(
        [("type", "企业明细", "B11", "9141150009MAX0003X")], [("credit_code_bad", "企业明细!B11")]
    ),
    "half-width brackets on the list of enterprises, not so with the groups": Slip(
        [("type", "企业明细", "A6", "信阳沐霖(集团)有限公司")],
        [
            ("name_half_width_bracket", "企业明细!A6"),
            ("enterprise_not_listed", "附件9-1!B8"),
            ("enterprise_not_listed", "附件9-1!B9"),
        ],
    ),
    "this year's benefit above that of all years": Slip(
        [("type", "企业明细", "J11", "30")], [("year_exceeds_cumulative", "企业明细!K11")]
    ),
    "a member twice": Slip(
        [("type", "附件9-1", "D8", "郑澍（组长）；王皓月；郑 澍")], [("member_twice", "附件9-1!D8")]
    ),
    "a mobile without its last digit": Slip(
        [("type", "附件9-1", "P7", MOBILE[:-1])], [("mobile_bad", "附件9-1!P7")]
    ),
    "a landline without area code": Slip(
        [("type", "填报说明", "D7", SEVEN)], [("area_code_missing", "填报说明!D7")]
    ),
    "a tier forgotten": Slip([("clear", "附件9-1", "J8")], [("tier_missing", "附件9-1!J8")]),
    "98.5 % typed as 0.985": Slip(
        [("type", "附件9-3", "P7", "0.985")], [("share_implausible", "附件9-3!P7")]
    ),
    "more union members than people": Slip(
        [("type", "附件9-3", "E8", "52")], [("part_exceeds_members", "附件9-3!E8")]
    ),
    "no contact": Slip([("clear", "附件8", "B19")], [("advised_missing", "附件8!B19")]),
}
HASTY = {
    "enterprises pasted from a table in Word": Slip(
        [
            (
                "paste",
                "企业明细",
                "A6",
                [
                    ["河南禾澜机械\n有限公司", "9141150009MAX0001T", "", "1200人", "约480", " 210 ", "36个"],
                    ["河南 柏岚食品有限公司", "914115000912345678", "", "３２０", "90", "45", "3/5"],
                    ["沐霖食品"],
                ],
            ),
        ],
        [
            ("name_line_break", "企业明细!A6"),
            ("number_read_from_text", "企业明细!D6"),
            ("not_a_number", "企业明细!E6"),
            ("number_read_from_text", "企业明细!G6"),
            ("name_inner_space", "企业明细!A7"),
            ("code_digits_lost", "企业明细!B7"),
            ("number_became_date", "企业明细!G7"),
            ("legal_suffix_missing", "企业明细!A8"),
            ("enterprise_not_listed", "附件9-1!B6"),
            ("enterprise_not_listed", "附件9-1!B7"),
            ("enterprise_not_listed", "附件9-1!B8"),
            ("enterprise_not_listed", "附件9-1!B9"),
            ("enterprise_not_listed", "附件9-3!B7"),
        ],
    ),
    "a direct unit typed by a direct unit": Slip([], [("direct_unit_ignored", "企业明细!C9")]),
    "a total row": Slip(
        [
            (
                "paste",
                "企业明细",
                "A12",
                [["合计", "", "", "8776", "3492", "1434", *["240"] * 3, *["500"] * 4]],
            )
        ],
        [("total_row_in_list", "企业明细!A12")],
    ),
    "a dash and a word for nothing": Slip(
        [("type", "企业明细", "L10", "/"), ("type", "企业明细", "M10", "无")],
        [("not_a_number", "企业明细!L10"), ("not_a_number", "企业明细!M10")],
    ),
    "a computed cell overwritten with pieces where 万个 is asked": Slip(
        [("unprotect", "附件5"), ("type", "附件5", "F6", "2868")], [("computed_measure_slip", "附件5!F6")]
    ),
    "a date without its day": Slip(
        [("type", "附件5", "B16", "2020年5月")], [("date_incomplete", "附件5!B16")]
    ),
    "full-width mail address, and a name before the number": Slip(
        [("type", "附件5", "F18", "ｃoordinator＠example.com"), ("type", "附件5", "D18", f"孙宁{MOBILE}")],
        [("widths_folded", "附件5!F18"), ("mobile_bad", "附件5!D18")],
    ),
    "one group more than the quota, and one more of the first tier": Slip(
        [
            ("type", "附件9-1", "I9", "是"),
            ("type", "附件9-1", "J9", "一等"),
            (
                "paste",
                "附件9-1",
                "B10",
                [
                    [
                        *("珩昱茶业", "炒青小组", "赵晨 钱朗", "问题解决", "3", "0", "", "√", "三等"),
                        *("提高成茶率", "示例路 9 号", "046400", "制茶车间", "赵晨", f"{MOBILE}/{MOBILE}"),
                        "有成果。",
                    ]
                ],
            ),
        ],
        [
            ("quota_exceeded", "附件9-1!J9"),
            *(("required_missing", f"附件9-1!{column}9") for column in "KLMNOPQ"),
            ("enterprise_not_listed", "附件9-1!B10"),
            ("choice_unknown", "附件9-1!E10"),
            ("part_exceeds_members", "附件9-1!F10"),
            ("required_missing", "附件9-1!H10"),
            ("mark_read", "附件9-1!I10"),
            ("quota_exceeded", "附件9-1!I10"),
            ("leading_zero_restored", "附件9-1!M10"),
            ("several_numbers", "附件9-1!P10"),
        ],
    ),
    "a team more than the quota": Slip([], [("quota_exceeded", "附件9-3!H8")]),
    "rates with percent signs": Slip(
        [("paste", "附件9-3", "P7", [["98.5%", "99％", "0.3%"]]), ("paste", "附件9-3", "V8", [["3/5"]])],
        [("number_read_from_text", "附件9-3!Q7"), ("text_became_date", "附件9-3!V8")],
    ),
}
TINKERER = {
    "a column inserted for notes": Slip(
        [
            ("insert_column", "企业明细", "D"),
            ("type", "企业明细", "D5", "备注"),
            ("type", "企业明细", "D7", "新成立"),
        ],
        [("extra_column", "企业明细!D7")],
    ),
    "a column moved": Slip([("move_column", "企业明细", "N", "K")], [("column_moved", "企业明细!K5")]),
    "a reference to a sheet that is deleted afterwards": Slip(
        [
            ("add_sheet", "草稿"),
            ("type", "草稿", "A1", "900"),
            ("type", "企业明细", "E7", "=$草稿.A1"),
            ("remove_sheet", "草稿"),
        ],
        [("error_value", "企业明细!E7")],
    ),
    "rows hidden": Slip([("hide_rows", "企业明细", 8, 9)], [("hidden_rows", "企业明细!A8")]),
    "a sheet of one's own": Slip(
        [("add_sheet", "我的计算"), ("type", "我的计算", "B2", "只是草稿")], [("extra_sheet", "我的计算!")]
    ),
    "a sheet renamed": Slip([("rename_sheet", "附件8", "班组统计")], [("sheet_renamed", "班组统计!")]),
    "a sheet copied before it was changed": Slip(
        [("copy_sheet", "附件9-1", "附件9-1_2")], [("sheet_copied", "附件9-1_2!")]
    ),
    "a header deleted": Slip([("clear", "附件9-1", "G5")], [("header_damaged", "附件9-1!G5")]),
    "a row far below the others": Slip(
        row("附件9-1", 24, "BCDEFGHI", "信阳珩昱茶业有限公司 炒青QC小组 赵晨、钱朗 创新型 1 1 0 否"),
        [("rows_after_gap", "附件9-1!B24")],
    ),
    "a note beside the table": Slip(
        [("type", "附件9-2", "H6", "证书待补"), ("type", "附件9-2", "I9", "见附件")],
        [("stray_content", "附件9-2!H6")],
    ),
    "the same enterprise for two teams, in one merged cell": Slip(
        [("merge", "附件9-3", "B7:B8")], [("cells_merged", "附件9-3!B7")]
    ),
    "a column that seemed useless deleted": Slip(
        [("delete_column", "附件9-4", "D")], [("column_missing", "附件9-4!")]
    ),
    "a figure typed over its formula": Slip(
        [("unprotect", "附件5"), ("type", "附件5", "F9", "0.5")], [("computed_overwritten", "附件5!F9")]
    ),
    "inputs merged": Slip(
        [("unprotect", "班组统计"), ("merge", "班组统计", "D14:F14"), ("clear", "班组统计", "D14:F14")],
        [("cells_merged", "班组统计!D14")],
    ),
}

WORKS = {
    "without slips": (CITY, {}),
    "careful clerk": (CITY, CAREFUL),
    "hasty clerk": (INDUSTRY, HASTY),
    "tinkerer": (COUNTY, TINKERER),
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Judged]:
    return judge(tmp_path_factory.mktemp("clerk"))


def judge(folder: Path) -> Mapping[str, Judged]:
    works = {
        name: Work(unit, [*CORRECT, *(action for slip in slips.values() for action in slip.actions)])
        for name, (unit, slips) in WORKS.items()
    }
    paths = filled_by_hand(works, folder)
    return dict(zip(paths, validate_files(list(paths.values()), INLINE), strict=True))


def found(judged: Judged) -> list[tuple[str, str]]:
    return sorted((problem.code, f"{problem.sheet}!{problem.cell}") for problem in judged.problems)


@requires_clerk
def test_the_program_calculated_what_was_typed(judged: Mapping[str, Judged]) -> None:
    cards = judged["without slips"].accepted.cards

    assert cards["qc_statistics"].shown["qc_groups_total"] == 0.1134
    assert cards["team_statistics"].shown["teams_recommended"] == 2


@requires_clerk
@pytest.mark.parametrize("clerk", WORKS)
def test_what_is_found_is_what_went_wrong(judged: Mapping[str, Judged], clerk: str) -> None:
    _, slips = WORKS[clerk]

    assert found(judged[clerk]) == sorted(finding for slip in slips.values() for finding in slip.findings)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, one in judge(Path(folder)).items():
            sys.stdout.write(f"\n## {name}\n\n")
            for problem in one.problems:
                sys.stdout.write(f"[{problem.severity.label}] {problem.message}\n    → {problem.remedy}\n")
                sys.stdout.write(f"    ({problem.code}, {problem.sheet}!{problem.cell})\n")
