"""The whole analysis: its sheets in order, for every unit that has children."""

from __future__ import annotations

import pytest

from qcxl.core.analysis.unit_analysis import analysis
from qcxl.model.analysis import Analysis
from tests.support import workbooks
from tests.support.analysed import counted
from tests.support.made_up import roster
from tests.support.submissions import CHONGQING, HENAN

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
        90 电力 行业 直报
""")
SHEETS = ["总表", "扣除明细", "报送情况", "名额使用", "比率底数", "来源", "对账"]


def assert_whole(found: Analysis) -> None:
    assert [table.sheet for table in found.tables] == SHEETS
    lengths = {table.sheet: len(table.lines) for table in found.tables}
    for table in found.tables:
        for line in table.lines:
            assert len(line.cells) == len(table.columns)
            assert all(jump.line < lengths[jump.sheet] for jump in line.jumps.values())


@pytest.mark.parametrize("code", ["41", "01"])
def test_sheets_stand_in_order_and_jumps_lead_somewhere(code: str) -> None:
    material = counted(
        ROSTER, {"0101": "| qc_groups | direct_unit |\n| 3 | 电力 |", "90": "| qc_groups |\n| 1 |"}
    )

    assert_whole(analysis(material, ROSTER.unit(code)))


@pytest.mark.parametrize("edition_id", [HENAN, CHONGQING])
def test_every_shipped_notice_has_an_analysis_even_of_nothing(edition_id: str) -> None:
    material = counted(ROSTER, {}, workbooks.edition(edition_id))

    assert_whole(analysis(material, ROSTER.root))
