"""The places where problems are shown: in a fresh form with the entries, or in the returned workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Protocol

from qcxl.core.results.problem_places import ProblemSubject
from qcxl.core.results.refill import ADDED_COLUMN, Refill
from qcxl.model.edition import Edition
from qcxl.model.grid import Grid, Place, parse_address
from qcxl.model.problem import Problem

_RESTORED = "（这份表已经复原，核对内容即可。）"
_ADDED = "（这份表里已经补上，是空的，请填写。）"
_LEFT_OUT = "（它只在原文件里，这份表没有带上它。）"
_UNMARKED = "（这份表只有内容，没有删除线和数字格式。）"
_BESIDE = "（这份表把这一列照样放在名单的右边。）"
_IN_THE_COPY: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        (
            "sheet_renamed",
            "hidden_rows",
            "column_moved",
            "cells_merged",
            "header_damaged",
            "column_ids_damaged",
            "computed_differs",
            "computed_error",
            "computed_measure_slip",
            "computed_overwritten",
            "rows_shifted",
        ),
        _RESTORED,
    )
    | dict.fromkeys(
        ("sheet_missing", "column_missing", "cell_missing", "cells_shifted", "edition_outdated"), _ADDED
    )
    | dict.fromkeys(
        (
            "row_struck_out",
            "entry_struck_out",
            "entry_partly_struck",
            "column_of_other_measure",
            "cells_of_other_measure",
        ),
        _UNMARKED,
    )
    | dict.fromkeys(
        (
            "extra_sheet",
            "sheet_copied",
            "extra_column",
            "stray_content",
            "cell_picture",
            "picture_not_read",
            "comment_not_read",
            "text_box_not_read",
        ),
        _LEFT_OUT,
    )
)
"""The remark on a fault that a marked copy (a fresh form) restores, adds or leaves out, by problem code."""


class Placing(Protocol):
    """The workbook in which problems are shown."""

    @property
    def sheets(self) -> Collection[str]:
        """The names of the sheets in the workbook."""

    def where(self, problem: Problem, subject: ProblemSubject | None) -> tuple[str, Place | None]:
        """The sheet of a problem about `subject` (None: unknown), and its cell (None: no cell)."""

    def remark(self, problem: Problem) -> str:
        """The text to add to the remedy of a problem in this workbook; empty for most problems."""


class InFreshForm:
    """The fresh form of the edition that holds the entries of a workbook."""

    def __init__(self, refill: Refill, edition: Edition, beside: Collection[str] = ()) -> None:
        """Problems in the form that `refill` fills; `beside` are its sheets with columns people added."""
        self._refill = refill
        self._beside = beside
        self.sheets = frozenset(form.sheet for form in edition.forms)

    def where(self, problem: Problem, subject: ProblemSubject | None) -> tuple[str, Place | None]:
        """The issued name of the sheet, and the fresh place of the entry (None: no entry)."""
        if subject is None:
            return problem.sheet, None
        return subject.form.sheet, self._refill.place(subject)

    def remark(self, problem: Problem) -> str:
        """The text on what the fresh form restored, added or left out; empty for other problems."""
        if problem.code == ADDED_COLUMN and problem.sheet in self._beside:
            return _BESIDE
        return _IN_THE_COPY.get(problem.code, "")


class AsReturned:
    """The very workbook that was judged, as its sheets are called and stand now."""

    def __init__(self, grid: Grid) -> None:
        self.sheets = frozenset(sheet.name for sheet in grid.sheets)

    def where(self, problem: Problem, _: ProblemSubject | None) -> tuple[str, Place | None]:
        """The sheet and the cell that the problem names."""
        return problem.sheet, parse_address(problem.cell) if problem.cell else None

    def remark(self, _: Problem) -> str:
        """The empty text, because the workbook is as it was returned."""
        return ""
