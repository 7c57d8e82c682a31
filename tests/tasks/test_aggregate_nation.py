"""The nation from its provinces' workbooks, which were made from those of their cities (contract 3.5)."""

from __future__ import annotations

from pathlib import Path

from qcxl.core.reading.intake import take_in
from qcxl.core.rollup.roll_up import roll_up
from qcxl.excel.issued.compiler import compile_forms, unit_lists
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from qcxl.tasks.aggregate import aggregate_workbook
from tests.support import workbooks
from tests.support.crews import INLINE
from tests.support.inbox import CONTACTS, DUE, EDITION_PATH, Entries, enterprise, fill, put
from tests.support.made_up import roster

NATION = roster("""
    1 全国质量组织 其他
        41 河南省 省
            4115 信阳市 市
            4101 郑州市 市
            HY01 国网河南省电力公司 行业 直报
        42 湖北省 省
            4201 武汉市 市
    """)
DEDUCTED = enterprise("信阳示例供电有限公司", direct_unit="HY01", employees=77)
ROWS: dict[str, tuple[Entries, ...]] = {
    "4115": (enterprise("信阳示例茶业有限公司", qc_benefit=0.000123), DEDUCTED),
    "4101": (enterprise("郑州示例机械有限公司", qc_groups_registered=7),),
    "HY01": (enterprise("信阳示例供电有限公司", employees=77),),
    "4201": (enterprise("武汉示例光电有限公司", employees=1234),),
}
PROVINCES = {"41": ("4115", "4101", "HY01"), "42": ("4201",)}


def book(code: str) -> bytes:
    """The workbook of a unit of the nation, filled."""
    unit = NATION.unit(code)
    forms = compile_forms(workbooks.edition(), EDITION_PATH.read_bytes(), NATION)
    blank = forms.workbook(unit, NATION, unit_lists(NATION, unit))
    return workbooks.fill(blank, {"enterprises": ROWS.get(code, ())}, CONTACTS).data()


def taken(data: bytes) -> Submission:
    """What is read from a workbook."""
    grid = read_grid(data)
    assert not isinstance(grid, Problem), grid.message
    submission = take_in(grid, lambda _: workbooks.edition()).submission
    assert submission is not None
    return submission


def test_the_nation_has_the_figures_of_all_its_leaves(tmp_path: Path) -> None:
    provinces = {}
    for code, below in PROVINCES.items():
        own = put(tmp_path, f"{code}.xlsx", book(code))
        inbox = fill(tmp_path / code, {f"{each}.xlsx": book(each) for each in below})
        provinces[f"{code}.xlsx"] = aggregate_workbook(own, inbox, DUE, INLINE).data

    nation = put(tmp_path, "nation.xlsx", book("1"))
    done = aggregate_workbook(nation, fill(tmp_path / "省", provinces), DUE, INLINE)

    rows = taken(done.data).tables["enterprises"].rows
    assert [(row.text("source_unit"), row.text("direct_unit")) for row in rows] == [
        ("河南省", ""),
        ("河南省", "国网河南省电力公司"),
        ("湖北省", ""),
    ]
    expected = roll_up(workbooks.edition(), NATION, {code: taken(book(code)) for code in ROWS})
    assert {key[1:]: figure for key, figure in done.material.rollup.figures.items() if key[0] == "1"} == {
        key[1:]: figure for key, figure in expected.figures.items() if key[0] == "1"
    }
    assert [one.code for one in done.judged.problems if one.severity is Severity.ERROR] == []
    assert done.material.rollup.balance.holds
