"""Files that are nobody's stand in one analysis of a run: that of the root, or of who aggregates."""

from __future__ import annotations

from pathlib import Path

from qcxl.core.analysis.material import Material
from qcxl.core.analysis.unit_analysis import analysis
from qcxl.tasks.aggregate import aggregate_workbook
from qcxl.tasks.context.editions import load_edition
from qcxl.tasks.night.night import run_night
from tests.support.analysed import cells
from tests.support.crews import INLINE
from tests.support.inbox import (
    DUE,
    EDITION_PATH,
    PROVINCE,
    enterprise,
    fill,
    put,
    returned,
    somebody_elses,
)

OWN = enterprise("信阳示例集团有限公司")
FILES = {
    "息县.xlsx": returned("411528", enterprise("息县示例机械有限公司")),
    "兰考县.xlsx": returned("410225", OWN),
    "采购.xlsx": somebody_elses(),
}


def strays(material: Material, code: str) -> list[tuple[object, ...]]:
    """State and file of the last lines of 报送情况, which are of no unit."""
    unit = material.roster.unit(code)
    table = next(each for each in analysis(material, unit).tables if each.sheet == "报送情况")
    return cells(table, "状态", "文件")[len(material.roster.descendants(code)) :]


def test_in_a_night_they_are_the_roots(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "收件", FILES)

    night = run_night(
        inbox,
        tmp_path / "结果",
        loaded=load_edition(EDITION_PATH),
        roster=PROVINCE,
        as_of=DUE,
        crew=INLINE,
    )

    assert strays(night.material, "41") == [("读不了或不知道是谁", "采购.xlsx")]
    assert strays(night.material, "4115") == []


def test_in_an_aggregation_they_are_the_units_with_what_no_child_sent(tmp_path: Path) -> None:
    path = put(tmp_path, "信阳市.xlsx", returned("4115", OWN))

    done = aggregate_workbook(path, fill(tmp_path / "收件", FILES), DUE, INLINE)

    assert sorted(strays(done.material, "4115"), key=str) == [
        ("不是下级交来的", "兰考县.xlsx"),
        ("读不了或不知道是谁", "采购.xlsx"),
    ]
