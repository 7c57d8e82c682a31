"""Workbooks to be marked, and what stands in their marked copies."""

from __future__ import annotations

from pathlib import Path

from qcxl.core.reading.explanations import REASON
from qcxl.core.sheets.layout import lay_out
from qcxl.demo.fill import Filled
from tests.support.inbox import Entries, returned
from tests.support.workbooks import edition, open_workbook

RESULTS = "校验结果"
ASKS_FOR_REASON = "！须说明"


def book(unit: str, *rows: Entries, **cells: object) -> bytes:
    """A unit's workbook with nothing to complain of but what is given; `cells` go onto 附件5."""
    return returned(unit, *rows, cells={"qc_statistics": cells})


def results(data: bytes | Path) -> list[dict[str, object]]:
    """The lines of 校验结果 by placeholder, with their sheet row."""
    layout = lay_out(edition())["results"]
    sheet = open_workbook(data)[RESULTS]
    columns = {name: spot[1] for name, spot in layout.spots.items() if name.startswith("result.")}
    return [
        {"row": row, **{name: sheet.cell(row, column).value for name, column in columns.items()}}
        for row in range(layout.row, sheet.max_row + 1)
        if sheet.cell(row, columns["result.code"]).value
    ]


def explained(copy: Path, reason: str) -> Filled:
    """A marked copy open for mending, with this reason at everything that asks for one."""
    filled = Filled(copy)
    column = lay_out(edition())["results"].spots[REASON][1]
    for line in results(copy):
        if line["result.severity"] == ASKS_FOR_REASON:
            filled.workbook[RESULTS].cell(int(str(line["row"])), column).value = reason
    return filled
