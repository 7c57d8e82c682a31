"""对账: both sides, the difference, and whether somebody explained it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from qcxl.core.analysis.discrepancies import discrepancies_table
from qcxl.core.analysis.material import Material
from qcxl.model.analysis import AnalysisTable, CellValue
from qcxl.model.problem import Severity
from tests.support.analysed import cells, counted
from tests.support.made_up import roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
            0201 寅县 县
        90 电力 行业 直报
""")
HEAD = "| enterprise_name | credit_code | direct_unit | employees | qc_groups | benefit |"
CLAIMED = {
    "0101": f"{HEAD}\n| 甲厂 | 91X0000001 | | 100 | 7 | 2500000 |",
    "0201": f"{HEAD}\n| 甲厂 | 91X0000001 | | 90 | 7 | 2000000 |",
}
DEDUCTED = {
    "0101": f"{HEAD}\n| 甲厂 | 91X0000001 | 电力 | 100 | 7 | |",
    "90": f"{HEAD}\n| 乙厂 | 91X0000002 | | 90 | 7 | |",
}
TWICE = {
    "0102": f"{HEAD}\n| 甲厂 | 91X0000001 | | 100 | 7 | |",
    "90": f"{HEAD}\n| 甲厂 | 91X0000001 | | 100 | 7 | |",
}


def table_of(material: Material, code: str = "41") -> AnalysisTable:
    return discrepancies_table(material, ROSTER.unit(code))


FIGURES = ("指标", "一方的数", "另一方的数", "相差", "计量单位")


def sides(table: AnalysisTable) -> list[tuple[CellValue, ...]]:
    """File, sheet and cell of both sides, line by line."""
    return [line.cells[-6:] for line in table.lines]


def test_what_two_counties_claim_names_both_and_each_difference() -> None:
    table = table_of(counted(ROSTER, CLAIMED))

    # Each line says it all: who filters by one column loses none of the others.
    assert (
        cells(table, "序号", "类型", "企业", "一方", "另一方")
        == [(1, "两家都算自己的", "甲厂", "寅县", "子县")] * 2
    )
    assert sides(table) == [("0201.xlsx", "enterprises", "A5", "0101.xlsx", "enterprises", "A5")] * 2
    assert cells(table, *FIGURES) == [
        ("employees", Decimal(90), Decimal(100), Decimal(-10), "人"),
        ("benefit", Decimal(2), Decimal("2.5"), Decimal("-0.5"), "万元"),
    ]


def test_what_a_direct_unit_does_not_list_names_what_is_lost() -> None:
    table = table_of(counted(ROSTER, DEDUCTED))

    assert cells(table, "类型", "另一方")[0] == ("直报单位没有报", "电力")
    assert sides(table)[0][3:] == ("90.xlsx", "", "")
    assert cells(table, *FIGURES) == [
        ("employees", Decimal(100), None, Decimal(100), "人"),
        ("qc_groups", Decimal(7), None, Decimal(7), "个"),
    ]


def test_a_direct_unit_that_never_reports_is_named_as_such() -> None:
    table = table_of(counted(ROSTER, {"0101": DEDUCTED["0101"]}))

    assert cells(table, "另一方")[0] == ("电力",)
    assert sides(table)[0][3] == "（没有收到）"


def test_of_what_is_lost_the_first_figures_are_named_and_the_rest_is_counted() -> None:
    head = (
        "| enterprise_name | direct_unit | employees | qc_participants | qc_groups | benefit | team_count |"
    )
    table = table_of(counted(ROSTER, {"0101": f"{head}\n| 甲厂 | 电力 | 100 | 60 | 7 | 10000 | 2 |"}))

    assert cells(table, "指标", "一方的数") == [
        ("employees", Decimal(100)),
        ("qc_participants", Decimal(60)),
        ("qc_groups", Decimal(7)),
        ("benefit", Decimal("0.01")),
        ("等 5 项", None),
    ]


def test_what_only_another_unit_lists_is_no_guess() -> None:
    workbooks = {**DEDUCTED, "0201": f"{HEAD}\n| 甲 厂 | 91X0000001 | | 100 | 7 | |"}

    table = table_of(counted(ROSTER, workbooks))

    label = table.columns[10].label
    assert set(cells(table, "类型", "另一方", label)) == {
        ("直报单位没有报", "电力", "别处已列：甲 厂（寅县 enterprises!A5）")
    }


def test_an_enterprise_with_nothing_but_zeros_loses_nothing() -> None:
    table = table_of(counted(ROSTER, {"0101": f"{HEAD}\n| 甲厂 | 91X0000001 | 电力 | 0 | 0 | |"}))

    assert cells(table, "指标", "相差") == [("各项都是 0", None)]


def test_figures_that_agree_are_said_to() -> None:
    table = table_of(counted(ROSTER, TWICE))

    assert cells(table, "类型", "企业", "指标") == [("直报单位也报了", "甲厂", "各项数没有不同")]


@pytest.mark.parametrize(
    ("code", "numbers"), [("41", {1, 2}), ("01", {1, 2}), ("0102", {1}), ("02", set()), ("90", {1})]
)
def test_a_unit_sees_what_concerns_it(code: str, numbers: set[int]) -> None:
    both = {
        "0102": TWICE["0102"],
        "01": f"{HEAD[:-1]}| source_unit |\n| 丙厂 | 91X0000008 | | 1 | 1 | | 没有这家 |",
        "90": TWICE["90"],
    }
    table = table_of(counted(ROSTER, both), code)

    assert {line.cells[0] for line in table.lines} == numbers


LISTED = f"{HEAD[:-1]}| source_unit |"
PARENT = {
    "01": f"{LISTED}\n| 丙厂 | 91X0000008 | | 1 | 1 | | |\n"
    "| 甲厂 | 91X0000001 | | 120 | 7 | 30000 | 子县 |\n| 乙厂 | 91X0000002 | | 5 | | | 子县 |",
    "0101": f"{HEAD}\n| 甲厂 | 91X0000001 | | 100 | 7 | 20000 |",
}


def test_what_a_city_lists_otherwise_than_its_county_shows_both_figures_and_their_cells() -> None:
    table = table_of(counted(ROSTER, PARENT))

    assert (
        cells(table, "序号", "类型", "一方", "另一方", "说明")
        == [(1, "上下级不一致", "甲市", "子县", "待说明")] * 2
    )
    assert cells(table, *FIGURES) == [
        ("employees", Decimal(125), Decimal(100), Decimal(25), "人"),
        ("benefit", Decimal("0.03"), Decimal("0.02"), Decimal("0.01"), "万元"),
    ]
    assert sides(table) == [
        ("01.xlsx", "enterprises", "D6:D7", "0101.xlsx", "enterprises", "D5"),
        ("01.xlsx", "enterprises", "G6:G7", "0101.xlsx", "enterprises", "G5"),
    ]


def test_what_differs_in_the_deducted_part_only_says_so() -> None:
    workbooks = {
        "01": f"{LISTED}\n| 甲厂 | 91X0000001 | 电力 | 100 | 7 | | 子县 |",
        "0101": f"{HEAD}\n| 甲厂 | 91X0000001 | | 100 | 7 | |",
    }
    table = table_of(counted(ROSTER, workbooks), "01")

    found = [line for line in cells(table, "类型", *FIGURES) if line[0] == "上下级不一致"]
    assert ("上下级不一致", "qc_groups中应扣除的直报部分", Decimal(7), Decimal(0), Decimal(7), "个") in found


def test_a_child_without_a_workbook_of_its_own_has_figures_but_no_cells() -> None:
    workbooks = {
        "41": f"{LISTED}\n| 甲厂 | 91X0000001 | | 9 | 1 | | 甲市 |",
        "0101": f"{HEAD}\n| 甲厂 | 91X0000001 | | 8 | 1 | |",
    }
    table = table_of(counted(ROSTER, workbooks))

    assert cells(table, "另一方", *FIGURES) == [
        ("甲市", "employees", Decimal(9), Decimal(8), Decimal(1), "人")
    ]
    assert sides(table)[0][3:] == ("", "", "")


@pytest.mark.parametrize(
    ("severity", "explanation", "said"),
    [
        (Severity.WARNING, "", "待说明"),
        (Severity.INFO, "两家是同名的两家企业", "已说明：两家是同名的两家企业"),
        (Severity.WARNING, "无误", "待说明（写的“无误”没有讲原因）"),
    ],
)
def test_each_says_whether_it_was_explained(severity: Severity, explanation: str, said: str) -> None:
    material = counted(ROSTER, CLAIMED)
    problems = {
        code: tuple(replace(each, severity=severity, explanation=explanation) for each in found)
        for code, found in material.rollup.problems.items()
    }
    material = replace(material, rollup=replace(material.rollup, problems=problems))

    assert cells(table_of(material), "说明")[0] == (said,)


def test_every_line_has_a_cell_for_each_column() -> None:
    for workbooks in (CLAIMED, DEDUCTED, TWICE, PARENT):
        table = table_of(counted(ROSTER, workbooks))
        assert {len(line.cells) for line in table.lines} == {len(table.columns)}


def test_without_any_the_sheet_is_empty() -> None:
    assert table_of(counted(ROSTER, {"0101": CLAIMED["0101"]})).lines == ()
