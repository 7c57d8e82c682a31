"""扣除明细: what is left out, by direct unit, and whether that reports it."""

from __future__ import annotations

from decimal import Decimal

from qcxl.core.analysis.deductions import deductions_table
from qcxl.model.analysis import AnalysisTable, LineStyle
from tests.support.analysed import cells, column, counted
from tests.support.made_up import edition, roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        80 直管县 县
        90 电力 行业 直报
        91 烟草 行业 直报
        99 其他 其他
""")
HEAD = "| enterprise_name | credit_code | direct_unit | employees | qc_groups | benefit | enterprise_count |"
COUNTY = f"""{HEAD}
    | 甲厂 | X1 | 电力 | 100 | 7 | 2500000 | |
    | 乙厂 | | | 900 | 9 | | |
    | 丙厂 | X3 | 烟草 | 40 | 4 | | |
"""
POWER = f"""{HEAD}
    | 甲厂 | X1 | | 90 | 7 | 2000000 | |
    | 丁厂 | X4 | | 10 | 1 | | |
"""


def deductions_of(workbooks: dict[str, str], code: str = "41") -> AnalysisTable:
    return deductions_table(counted(ROSTER, workbooks), ROSTER.unit(code))


def test_rows_stand_below_their_direct_unit_in_official_measures_with_sums() -> None:
    table = deductions_of({"0101": COUNTY, "0102": f"{HEAD}\n| 戊厂 | X5 | 90 | 5 | 1 | | |", "90": POWER})

    assert cells(table, "企业", "employees", "qc_groups", "benefit") == [
        ("电力", None, None, None),
        ("甲厂", Decimal(100), Decimal("0.0007"), Decimal("2.5")),
        ("戊厂", Decimal(5), Decimal("0.0001"), Decimal(0)),
        ("小计（2 行）", Decimal(105), Decimal("0.0008"), Decimal("2.5")),
        ("烟草", None, None, None),
        ("丙厂", Decimal(40), Decimal("0.0004"), Decimal(0)),
        ("小计（1 行）", Decimal(40), Decimal("0.0004"), Decimal(0)),
        ("合计（3 行）", Decimal(145), Decimal("0.0012"), Decimal("2.5")),
    ]
    assert [line.style for line in table.lines if line.style is not LineStyle.FAULT] == [
        LineStyle.SECTION,
        LineStyle.PLAIN,
        LineStyle.SUBTOTAL,
        LineStyle.SECTION,
        LineStyle.SUBTOTAL,
        LineStyle.TOTAL,
    ]
    assert table.columns[column(table, "qc_groups")].measure == "万个"


def test_each_row_says_whether_the_direct_unit_lists_it_and_what_differs() -> None:
    table = deductions_of({"0101": COUNTY, "0102": f"{HEAD}\n| 戊厂 | X5 | 90 | 5 | 1 | | |", "90": POWER})

    states = {
        name: (state, style)
        for (name, state), style in zip(
            cells(table, "企业", "报了没有"), (line.style for line in table.lines), strict=True
        )
        if state
    }
    assert states == {
        "甲厂": ("报了", LineStyle.PLAIN),
        "戊厂": ("没有报", LineStyle.FAULT),
        "丙厂": ("没有收到它的表", LineStyle.FAULT),
    }
    ((differing,),) = [found for found in cells(table, "不同的数") if found[0]]
    assert "employees：这里 100 人，直报单位 90 人" in str(differing)
    assert "benefit：这里 2.5 万元，直报单位 2 万元" in str(differing)
    assert "qc_groups" not in str(differing)


def test_what_another_unit_lists_is_not_lost() -> None:
    table = deductions_of({"0101": COUNTY, "0102": f"{HEAD}\n| 丙厂 | X3 | | 40 | 4 | | |", "91": POWER})

    assert dict(cells(table, "企业", "报了没有"))["丙厂"] == "没有报，别处已列"


def test_each_row_says_where_it_was_typed() -> None:
    table = deductions_of({"0101": COUNTY})

    assert cells(table, "企业", "县（或其他单位）", "市", "文件", "工作表", "单元格")[1] == (
        "甲厂",
        "子县",
        "甲市",
        "0101.xlsx",
        "enterprises",
        "A5",
    )


def test_rows_of_no_county_say_whose_they_are() -> None:
    row = f"{HEAD}\n| 甲厂 | X1 | 电力 | 1 | 1 | | |"
    table = deductions_of({"01": row, "80": row, "99": row})

    assert cells(table, "县（或其他单位）", "市")[1:4] == [("本级", "甲市"), ("直管县", ""), ("其他", "")]


def test_a_subtotal_row_says_for_how_many_enterprises_it_stands() -> None:
    table = deductions_of({"99": f"{HEAD}\n| | | 电力 | 10 | 1 | | 3 |", "90": POWER})

    assert cells(table, "企业", "报了没有")[1] == ("（3 家企业的小计行）", "小计行，没有逐家核对")


def test_a_part_of_the_province_has_only_its_own() -> None:
    table = deductions_of({"0101": COUNTY, "80": COUNTY, "90": POWER}, "80")

    assert [found for (found,) in cells(table, "文件") if found] == ["80.xlsx", "80.xlsx"]


def test_what_a_direct_unit_types_there_is_its_own() -> None:
    assert deductions_of({"90": f"{HEAD}\n| 甲厂 | X1 | 烟草 | 1 | 1 | | |"}).lines == ()


def test_a_column_that_no_form_leaves_out_stays_empty() -> None:
    notice = edition(direct_forms={"电力": ("qc",)})
    material = counted(ROSTER, {"0101": "| direct_unit | qc_groups | team_count |\n| 电力 | 7 | 2 |"}, notice)

    table = deductions_table(material, ROSTER.root)

    assert cells(table, "qc_groups", "team_count")[1:3] == [(Decimal("0.0007"), None)] * 2


def test_every_line_has_a_cell_for_each_column() -> None:
    table = deductions_of({"0101": COUNTY, "90": POWER})

    assert {len(line.cells) for line in table.lines} == {len(table.columns)}
