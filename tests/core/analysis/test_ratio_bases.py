"""比率底数: ratios beside what they are divided from."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from qcxl.core.analysis.ratio_bases import ratio_bases_table
from qcxl.model.analysis import LineStyle
from qcxl.model.form import Method
from tests.support.analysed import counted
from tests.support.made_up import edition, roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
        02 乙市 市
        90 电力 行业 直报
""")
WORKBOOKS = {
    "01": "| qc_participants | employees | direct_unit |\n| 10 | 40 | |\n| 3 | 9 | 电力 |",
    "90": "| qc_participants | employees |\n| 3 | 10 |",
}


def test_bases_are_net_and_the_total_is_divided_again() -> None:
    table = ratio_bases_table(counted(ROSTER, WORKBOOKS), ROSTER.root)

    assert [line.cells for line in table.lines] == [
        ("合计", Decimal(13), Decimal(50), Decimal(26)),
        ("甲市", Decimal(10), Decimal(40), Decimal(25)),
        ("乙市", "没有计入", None, None),
        ("电力", Decimal(3), Decimal(10), Decimal(30)),
    ]
    assert [line.style for line in table.lines] == [
        LineStyle.TOTAL,
        LineStyle.PLAIN,
        LineStyle.FAULT,
        LineStyle.PLAIN,
    ]


def test_nothing_below_the_line_has_no_ratio() -> None:
    table = ratio_bases_table(counted(ROSTER, {"02": ""}), ROSTER.root)

    assert table.lines[2].cells == ("乙市", Decimal(0), Decimal(0), None)


def test_own_rows_have_a_line_of_their_own() -> None:
    own = "| qc_participants | employees |\n| 1 | 4 |"

    table = ratio_bases_table(counted(ROSTER, {"41": own}), ROSTER.root)

    assert table.lines[-1].cells == ("本级", Decimal(1), Decimal(4), Decimal(25))


def test_bases_are_shown_in_the_measure_of_their_columns() -> None:
    table = ratio_bases_table(counted(ROSTER, WORKBOOKS), ROSTER.root)

    assert [(each.group, each.measure) for each in table.columns[1:]] == [
        ("participation", "人"),
        ("participation", "人"),
        ("participation", "%"),
    ]
    assert [each.places for each in table.columns[1:]] == [None, None, 2]


def test_a_notice_without_ratios_says_so() -> None:
    notice = edition()
    forms = tuple(
        dataclasses.replace(
            each, fields=tuple(field for field in each.fields if field.method is not Method.RATIO)
        )
        for each in notice.forms
    )
    material = counted(ROSTER, WORKBOOKS, dataclasses.replace(notice, forms=forms))

    table = ratio_bases_table(material, ROSTER.root)

    assert not table.lines
    assert table.empty
