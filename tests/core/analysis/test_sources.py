"""来源: every figure says which cells it is made of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.analysis import sources
from qcxl.core.analysis.addends import OWN
from qcxl.core.analysis.sources import sources_table
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.analysis import AnalysisTable, CellValue, LineStyle
from qcxl.model.form import Method
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
CITY = """
    | qc_groups | direct_unit | source_unit |
    | 1 | | |
    | 2 | | 子县 |
    | 3 | 电力 | 子县 |
    | 4 | | 子县 |
"""
PROVINCE = {"01": CITY, "0102": "| qc_groups |\n| 8 |", "90": "| qc_groups |\n| 16 |"}
WHERE = ("单位", "数据所属单位", "报送单位", "文件", "工作表", "单元格", "其中扣除直报的单元格")
AMOUNTS = ("全部", "扣除直报", "净额", "计量单位")


def block(table: AnalysisTable, label: str, *labels: str) -> list[tuple[CellValue, ...]]:
    """These columns of the lines of one figure."""
    found = zip(table.lines, cells(table, *labels), strict=True)
    return [each for line, each in found if line.cells[0] == label]


def test_a_figure_names_units_files_sheets_and_cells() -> None:
    table, _ = sources_table(counted(ROSTER, PROVINCE), ROSTER.root)

    assert block(table, "groups", *WHERE) == [
        ("合计", None, None, None, None, None, None),
        ("甲市", "甲市", "甲市", "01.xlsx", "enterprises", "F5", None),
        ("甲市", "子县", "甲市", "01.xlsx", "enterprises", "F6:F8", "F7"),
        ("甲市", "丑县", "丑县", "0102.xlsx", "enterprises", "F5", None),
        ("电力", "电力", "电力", "90.xlsx", "enterprises", "F5", None),
    ]


def test_the_amounts_of_each_line_are_in_the_measure_of_the_figure() -> None:
    table, _ = sources_table(counted(ROSTER, PROVINCE), ROSTER.root)

    assert block(table, "groups", *AMOUNTS) == [
        (Decimal("0.0034"), Decimal("0.0003"), Decimal("0.0031"), "万个"),
        (Decimal("0.0001"), Decimal(0), Decimal("0.0001"), "万个"),
        (Decimal("0.0009"), Decimal("0.0003"), Decimal("0.0006"), "万个"),
        (Decimal("0.0008"), Decimal(0), Decimal("0.0008"), "万个"),
        (Decimal("0.0016"), Decimal(0), Decimal("0.0016"), "万个"),
    ]


def test_the_unit_s_own_rows_come_last() -> None:
    table, index = sources_table(counted(ROSTER, PROVINCE), ROSTER.unit("01"))

    assert block(table, "groups", "单位", "数据所属单位", "单元格") == [
        ("合计", None, None),
        ("子县", "子县", "F6:F8"),
        ("丑县", "丑县", "F5"),
        ("本级", "甲市", "F5"),
    ]
    assert [index[code, "qc", "groups"] for code in ("01", "0101", "0102", OWN)] == [0, 1, 2, 3]


def test_a_ratio_has_a_block_for_each_base_and_leads_to_its_numerator() -> None:
    people = "| qc_participants | employees | direct_unit |\n| 3 | 12 | |\n| 1 | 2 | 电力 |"

    table, index = sources_table(counted(ROSTER, {"02": people}), ROSTER.root)

    up, down = "participation 分子：qc_participants", "participation 分母：employees"
    figures = ("单位", "单元格", "其中扣除直报的单元格", *AMOUNTS)
    assert block(table, up, *figures)[1:] == [
        ("乙市", "E5:E6", "E6", Decimal(4), Decimal(1), Decimal(3), "人")
    ]
    assert block(table, down, *figures)[1:] == [
        ("乙市", "D5:D6", "D6", Decimal(14), Decimal(2), Decimal(12), "人")
    ]
    assert table.lines[index["41", "qc", "participation"]].cells[0] == up
    assert table.lines[index["02", "qc", "participation"]].cells[0] == up


def test_what_counts_by_default_leads_to_the_cells_that_make_it_count() -> None:
    workbooks = {
        "01": """
            | team_count | team_enterprises | direct_unit |
            | 2 | | |
            | 3 | | 电力 |
            | | | |
            | 9 | 4 | |
            """,
        "02": "| team_count |\n| |\n| |",
    }

    table, _ = sources_table(counted(ROSTER, workbooks), ROSTER.root)

    # team_count is column H, team_enterprises J; in the second workbook nothing counts.
    assert block(table, "enterprises", "单位", "单元格", "其中扣除直报的单元格", "全部")[1:] == [
        ("甲市", "J8；大于 0 的按 1 计：H5:H6", "大于 0 的按 1 计：H6", Decimal(6)),
        ("乙市", "J5:J6", None, Decimal(0)),
    ]


def test_blank_cells_that_count_say_so() -> None:
    teams = "| team_name | recommended |\n| 甲班 | 否 |\n| 乙班 | |\n| 丙班 | 是 |\n| 丁班 | |"

    table, _ = sources_table(counted(ROSTER, {"02": {"teams": teams}}), ROSTER.root)

    assert block(table, "recommended", "单元格", "全部")[1:] == [
        ("B5、B7；空白按“是”计：B6、B8", Decimal(3)),
    ]


def test_an_empty_list_is_a_source_too() -> None:
    table, index = sources_table(counted(ROSTER, {"02": ""}), ROSTER.root)

    line = table.lines[index["02", "qc", "groups"]]
    assert line.cells[column(table, "单元格")] == "没有行"
    assert line.cells[column(table, "净额")] == Decimal(0)


def test_without_deduction_there_are_no_columns_of_it() -> None:
    material = counted(ROSTER, PROVINCE, edition(qc_deducts=False, team_deducts=False))

    table, index = sources_table(material, ROSTER.root)

    assert [each.label for each in table.columns][5:] == ["工作表", "单元格", "全部", "计量单位"]
    line = table.lines[index["01", "qc", "groups"] + 1]
    assert line.cells[5:] == ("enterprises", "F6:F8", Decimal("0.0009"), "万个")


def test_nothing_accepted_leaves_the_table_empty() -> None:
    table, index = sources_table(counted(ROSTER, {}), ROSTER.root)

    assert (table.lines, index) == ((), {})


def test_many_scattered_cells_go_on_in_further_lines_without_figures() -> None:
    every_other = "\n".join(f"| 1 | {'电力' if number % 2 else ''} |" for number in range(100))
    material = counted(ROSTER, {"02": f"| qc_groups | direct_unit |\n{every_other}"})

    table, _ = sources_table(material, ROSTER.root)

    found = block(table, "groups", "单元格", "其中扣除直报的单元格", *AMOUNTS)[1:]
    assert [each[0] for each in found] == ["F5:F104", None, None]
    named = "、".join(str(each[1]) for each in found).split("、")
    assert named == [f"F{number}" for number in range(6, 105, 2)]
    assert [each[2] for each in found] == [Decimal("0.01"), None, None]
    assert {each[-1] for each in found} == {"万个"}


def test_the_last_line_says_where_the_rest_is(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = sources_table(counted(ROSTER, PROVINCE), ROSTER.root)
    monkeypatch.setattr(sources, "MOST_LINES", 8)

    table, index = sources_table(counted(ROSTER, PROVINCE), ROSTER.root)

    assert table.lines[:7] == whole.lines[:7]
    assert "merged" in str(table.lines[7].cells[0])
    # Who aggregates has no such folder.
    table_of_one, _ = sources_table(counted(ROSTER, PROVINCE, scope="01"), ROSTER.unit("01"))
    assert str(table_of_one.lines[7].cells[0]).startswith("其余")
    assert "merged" not in str(table_of_one.lines[7].cells[0])
    assert len(table.lines) == 8
    assert max(index.values()) <= 7


def test_exactly_as_many_lines_as_fit_need_no_such_line(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = sources_table(counted(ROSTER, PROVINCE), ROSTER.root)
    monkeypatch.setattr(sources, "MOST_LINES", len(whole.lines))

    table, _ = sources_table(counted(ROSTER, PROVINCE), ROSTER.root)

    assert table.lines == whole.lines


def test_rows_further_up_are_the_total_and_the_children_only_stand_beside() -> None:
    workbooks = {"41": "| qc_groups | source_unit |\n| 100 | 甲市 |", "0101": "| qc_groups |\n| 4 |"}

    table, _ = sources_table(counted(ROSTER, workbooks), ROSTER.unit("01"))

    assert block(table, "groups", "单位", "报送单位", "净额") == [
        ("合计", None, Decimal("0.01")),
        ("子县", "子县", Decimal("0.0004")),
        ("上级列报", "某省", Decimal("0.01")),
    ]


row = st.tuples(
    st.integers(0, 10**6),
    st.sampled_from(["", "电力"]),
    st.sampled_from(["", "子县", "丑县"]),
)


@given(st.lists(row, max_size=8), st.lists(row, max_size=8), st.sampled_from(["41", "01"]))
def test_the_lines_of_a_figure_add_up_to_the_roll_up(
    city: list[tuple[int, str, str]], county: list[tuple[int, str, str]], code: str
) -> None:
    head = "| qc_groups | direct_unit | source_unit |\n"
    material = counted(
        ROSTER,
        {
            "01": head + "\n".join(f"| {amount} | {direct} | {source} |" for amount, direct, source in city),
            "0101": head + "\n".join(f"| {amount} | {direct} | |" for amount, direct, _ in county),
        },
    )

    table, index = sources_table(material, ROSTER.unit(code))

    at = [column(table, label) for label in AMOUNTS[:3]]
    for (unit, form, id_), figure in material.rollup.figures.items():
        field = edition().field(f"{form}.{id_}")
        if (unit, form, id_) not in index or field.method is Method.RATIO:
            continue
        expected = shown_figure(figure, field, edition())[:3]
        start = index[unit, form, id_]
        first = table.lines[start].cells
        if unit == code:
            assert tuple(first[each] for each in at) == expected
        members = [
            line.cells
            for line in table.lines[start:]
            if line.style is LineStyle.PLAIN
            and line.cells[0] == first[0]
            and (unit == code or line.cells[1] == first[1])
        ]
        assert tuple(sum(Decimal(str(each[number])) for each in members) for number in at) == expected
