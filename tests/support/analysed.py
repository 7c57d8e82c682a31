"""What an analysis is made of, from small made-up workbooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from qcxl.core.analysis.material import Material
from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.analysis import AnalysisTable, CellValue
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster
from qcxl.model.submission import Submission
from tests.support.made_up import edition, rows, submission

AS_OF = dt.date(2020, 7, 10)


def counted(
    roster: Roster,
    workbooks: Mapping[str, str | Mapping[str, str]],
    notice: Edition | None = None,
    scope: str = "",
) -> Material:
    """The material of accepted workbooks by unit code: enterprises, or several lists, as tables of rows.

    `scope` is by default the root, as in a night.
    """
    accepted: dict[str, Submission] = {}
    for code, lists in workbooks.items():
        given = {"enterprises": lists} if isinstance(lists, str) else lists
        accepted[code] = submission(code, {list_: rows(text) for list_, text in given.items() if text})
    notice = notice or edition()
    return Material(
        edition=notice,
        roster=roster,
        scope=scope or roster.root.code,
        as_of=AS_OF,
        outcomes=(),
        accepted=accepted,
        holders={code: f"{code}.xlsx" for code in accepted},
        rollup=roll_up(notice, roster, accepted, scope),
    )


def column(table: AnalysisTable, label: str) -> int:
    """Where the first column of this label stands (from 0)."""
    return [each.label for each in table.columns].index(label)


def cells(table: AnalysisTable, *labels: str) -> list[tuple[CellValue, ...]]:
    """The cells of these columns, line by line."""
    wanted = [column(table, label) for label in labels]
    return [tuple(line.cells[number] for number in wanted) for line in table.lines]
