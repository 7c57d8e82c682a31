"""The sheet 对账: differences between two workbooks about the same enterprise or unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from qcxl.core.analysis.cells import period_notes
from qcxl.core.analysis.discrepancy_lines import PROBLEM_KINDS, DiscrepancyLines
from qcxl.core.analysis.material import Material
from qcxl.model.analysis import AnalysisTable, Column, Line
from qcxl.model.organisation import Unit

SHEET = "对账"
_KINDS_NOTE = (
    "“直报单位没有报”的数哪里都没有计入，写着“别处已列”的由那个单位计入；“直报单位也报了”“两家都算自己的”计入了两次；"
    "“上下级不一致”按上级列的计入，一方是上级，另一方是下级自己报的。"
)


def discrepancies_table(material: Material, unit: Unit) -> AnalysisTable:
    """The differences between regions and direct units, parents and children, at and below `unit`.

    One line for each differing figure: the enterprise or unit, both figures, the rows that may be meant
    instead, the reason given, and both places. Lines of one enterprise, or of one parent and child, have the
    same number. Faults of the roll-up with one side (`PROBLEM_KINDS`) stand at the end.
    """
    return AnalysisTable(
        sheet=SHEET,
        title=f"{unit.name} {SHEET}",
        columns=(
            Column("序号"),
            Column("类型", widest=16),
            Column("企业", widest=28),
            Column("一方", group="谁和谁", widest=16),
            Column("另一方", group="谁和谁", widest=16),
            Column("指标", group="不同的数", widest=24),
            Column("计量单位", group="不同的数", widest=8),
            Column("一方的数", group="不同的数"),
            Column("另一方的数", group="不同的数"),
            Column("相差", group="不同的数"),
            Column("疑似（只供参考）或别处已列", widest=28),
            Column("说明", widest=36),
            *(
                Column(label, group=side, widest=24)
                for side in ("一方的出处", "另一方的出处")
                for label in ("文件", "工作表", "单元格")
            ),
        ),
        lines=tuple(_lines(material, unit)),
        notes=(
            *period_notes(material),
            "两份表对同一家企业、同一个单位说得不一样的地方：按统一社会信用代码、没有代码的按名称核对，不改动任何数。",
            _KINDS_NOTE,
            "请与另一方核对后改表重报；核实无误的，在退回的表的“校验结果”里写明原因，下一次汇总就显示已说明。",
        ),
        empty="没有发现不一致的地方。",
    )


def _lines(material: Material, top: Unit) -> Iterator[Line]:
    known = DiscrepancyLines(material)
    items = chain(
        map(known.discrepancy_lines, material.discrepancies(top)),
        (map(known.parent_line, members) for members in material.parent_differences(top)),
        (
            (known.problem_line(unit, problem),)
            for unit in material.roster.walk(top.code)
            for problem in material.rollup.problems.get(unit.code, ())
            if problem.code in PROBLEM_KINDS
        ),
    )
    for number, lines in enumerate(items, start=1):
        for line in lines:
            yield Line((number, *line.cells), line.style)
