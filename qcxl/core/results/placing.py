"""Where the problems of a workbook are shown: in a fresh form that holds its entries, or in itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Protocol

from qcxl.core.results.problem_places import ProblemSubject
from qcxl.core.results.refill import Refill
from qcxl.model.edition import Edition
from qcxl.model.grid import Grid, Place, parse_address
from qcxl.model.problem import Problem

_RESTORED = "（这份表已经复原，核对内容即可。）"
_ADDED = "（这份表里已经补上，是空的，请填写。）"
_LEFT_OUT = "（这份表没有带上它。）"
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
        ),
        _RESTORED,
    )
    | dict.fromkeys(("sheet_missing", "column_missing", "cell_missing", "edition_outdated"), _ADDED)
    | dict.fromkeys(("extra_sheet", "sheet_copied", "extra_column", "stray_content"), _LEFT_OUT)
)
"""What the fresh form, which a marked copy is, makes of faults of the old one."""


class Placing(Protocol):
    """The workbook in which problems are shown."""

    @property
    def sheets(self) -> Collection[str]:
        """The names of its sheets."""

    def where(self, found: Problem, subject: ProblemSubject | None) -> tuple[str, Place | None]:
        """The sheet and, if there is one, the cell of a problem; `subject` is what that is about."""

    def remark(self, found: Problem) -> str:
        """What is to be added to the remedy of a problem there, empty for most."""


class InFreshForm:
    """The fresh form of the edition that holds the entries of a workbook."""

    def __init__(self, refill: Refill, edition: Edition) -> None:
        self._refill = refill
        self.sheets = frozenset(form.sheet for form in edition.forms)

    def where(self, found: Problem, subject: ProblemSubject | None) -> tuple[str, Place | None]:
        """By the issued name of its sheet, where the entry stands now; no cell of what is no field's."""
        if subject is None:
            return found.sheet, None
        return subject.form.sheet, self._refill.place(subject)

    def remark(self, found: Problem) -> str:
        """What the fresh form has mended, added or left out."""
        return _IN_THE_COPY.get(found.code, "")


class AsReturned:
    """The very workbook that was judged, as its sheets are called and stand now."""

    def __init__(self, grid: Grid) -> None:
        self.sheets = frozenset(sheet.name for sheet in grid.sheets)

    def where(self, found: Problem, _: ProblemSubject | None) -> tuple[str, Place | None]:
        """Where the problem says that it is."""
        return found.sheet, parse_address(found.cell) if found.cell else None

    def remark(self, _: Problem) -> str:
        """Nothing: nobody has changed the workbook."""
        return ""
