"""总表: gross, deducted and net of every unit, each figure with the way to its source."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qcxl.core.analysis import overview
from qcxl.core.analysis.overview import overview_table
from qcxl.core.analysis.sources import sources_table
from qcxl.model.analysis import AnalysisTable, Jump, LineStyle
from tests.support.analysed import cells, column, counted
from tests.support.made_up import edition, roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
        90 电力 行业 直报
""")
COUNTY = """
    | qc_groups | benefit | qc_participants | employees | direct_unit |
    | 30 | 2500000 | 10 | 40 | |
    | 5 | 500000 | 3 | 9 | 电力 |
"""
PROVINCE = {
    "0101": COUNTY,
    "01": "| qc_groups | qc_participants | employees |\n| 7 | 1 | 3 |",
    "90": "| qc_groups | qc_participants | employees |\n| 6 | 3 | 10 |",
}


def overview_of(workbooks: dict[str, str], code: str = "41") -> AnalysisTable:
    material = counted(ROSTER, workbooks)
    _, index = sources_table(material, ROSTER.unit(code))
    return overview_table(material, ROSTER.unit(code), index)


def test_each_unit_has_three_lines_and_the_total_comes_first() -> None:
    table = overview_of(PROVINCE)

    assert cells(table, "单位", "口径", "groups", "participation") == [
        ("合计", "全部", Decimal("0.0048"), None),
        ("合计", "扣除直报", Decimal("0.0005"), None),
        ("合计", "净额", Decimal("0.0043"), Decimal("26.42")),  # (10 + 1 + 3) / (40 + 3 + 10)
        ("甲市", "全部", Decimal("0.0042"), None),
        ("甲市", "扣除直报", Decimal("0.0005"), None),
        ("甲市", "净额", Decimal("0.0037"), Decimal("25.58")),  # 11 / 43
        ("乙市", "没有计入", None, None),
        ("电力", "全部", Decimal("0.0006"), None),
        ("电力", "扣除直报", Decimal(0), None),
        ("电力", "净额", Decimal("0.0006"), Decimal(30)),
    ]


def test_who_filters_by_net_sees_whose_figures_these_are() -> None:
    table = overview_of(PROVINCE)
    net = [line for line in table.lines if line.cells[1] == "净额"]

    assert [(line.cells[0], line.style) for line in net] == [
        ("合计", LineStyle.TOTAL),
        ("甲市", LineStyle.RESULT),
        ("电力", LineStyle.RESULT),
    ]


def test_what_a_unit_reports_for_itself_comes_last() -> None:
    table = overview_of(PROVINCE, "01")

    assert cells(table, "单位", "口径", "groups", "participation")[-4:] == [
        ("丑县", "没有计入", None, None),
        ("本级", "全部", Decimal("0.0007"), None),
        ("本级", "扣除直报", Decimal(0), None),
        ("本级", "净额", Decimal("0.0007"), Decimal("33.33")),
    ]


def test_a_unit_of_which_nothing_counts_has_a_single_line() -> None:
    table = overview_of({"90": "| qc_groups |\n| 6 |"}, "01")

    assert cells(table, "单位", "口径") == [("合计", "没有计入"), ("子县", "没有计入"), ("丑县", "没有计入")]
    assert {line.style for line in table.lines} == {LineStyle.FAULT}
    assert not any(line.jumps for line in table.lines)


def test_a_report_of_nothing_is_zero_and_not_missing() -> None:
    table = overview_of({"02": ""})

    assert ("乙市", "全部", Decimal(0)) in cells(table, "单位", "口径", "groups")
    assert ("甲市", "没有计入", None) in cells(table, "单位", "口径", "groups")


def test_columns_carry_their_form_and_measure() -> None:
    table = overview_of(PROVINCE)

    assert [(each.group, each.label, each.measure) for each in table.columns[2:]] == [
        ("qc", "groups", "万个"),
        ("qc", "benefit", "万元"),
        ("qc", "participation", "%"),
        ("team", "enterprises", "个"),
        ("team", "teams", "个"),
        ("team", "recommended", "个"),
    ]


def test_every_figure_leads_to_its_own_block_of_sources() -> None:
    material = counted(ROSTER, PROVINCE)
    sources, index = sources_table(material, ROSTER.root)

    table = overview_table(material, ROSTER.root, index)

    view = {"全部": "全部", "扣除直报": "扣除直报", "净额": "净额"}
    for number, line in enumerate(table.lines):
        for at, value in enumerate(line.cells):
            if at < 2 or value is None:
                assert at not in line.jumps
                continue
            jump = line.jumps[at]
            assert jump.sheet == "来源"
            source = sources.lines[jump.line]
            unit = next(each.cells[0] for each in reversed(table.lines[: number + 1]) if each.cells[0])
            assert source.cells[column(sources, "单位")] == unit
            assert table.columns[at].label in str(source.cells[0])
            if unit == "合计" and table.columns[at].label != "participation":
                assert source.cells[column(sources, view[str(line.cells[1])])] == value


def test_figures_beyond_what_a_sheet_can_link_have_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MOST_JUMPS", 12)

    table = overview_of(PROVINCE)

    assert [len(line.jumps) for line in table.lines[:4]] == [5, 5, 0, 0]
    assert table.lines[0].jumps[2] == Jump("来源", 0)


def test_without_deduction_one_line_says_it_all() -> None:
    material = counted(ROSTER, PROVINCE, edition(qc_deducts=False, team_deducts=False))

    table = overview_table(material, ROSTER.root, {})

    assert cells(table, "单位", "口径", "groups", "participation") == [
        ("合计", "全部", Decimal("0.0048"), Decimal("27.42")),  # 17 / 62
        ("甲市", "全部", Decimal("0.0042"), Decimal("26.92")),  # 14 / 52
        ("乙市", "没有计入", None, None),
        ("电力", "全部", Decimal("0.0006"), Decimal(30)),
    ]


def test_where_the_parent_lists_a_unit_its_children_do_not_add_to_it() -> None:
    workbooks = {
        "41": "| qc_groups | source_unit |\n| 100 | 甲市 |",
        "01": "| qc_groups |\n| 1 |",
        "0101": "| qc_groups |\n| 4 |",
    }
    plain = overview_of({**workbooks, "41": ""}, "01")

    table = overview_of(workbooks, "01")

    net = [each[::2] for each in cells(table, "单位", "口径", "groups") if each[1] == "全部"]
    assert net == [("合计", Decimal("0.01")), ("子县", Decimal("0.0004")), ("上级列报", Decimal("0.01"))]
    assert len(table.notes) == len(plain.notes) + 1
