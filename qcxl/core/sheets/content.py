"""The contents of a filled workbook, sheet by sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from qcxl.model.grid import Place, RawValue
from qcxl.model.problem import Severity

NOTE_AUTHOR: Final = "校验"
"""The author of the notes in a marked copy."""
Shown = str | int | float
"""The value that a formula shows: the result cached beside the formula."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell with a problem: coloured by severity, `text` is its note."""

    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to a cell of the same workbook; `tooltip` shows while the mouse is over it."""

    sheet: str
    cell: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """The contents to put into one sheet, by place.

    `values` are typed into cells in place of the old contents; None and "" clear a cell. `shown` are the
    cached results of cells whose formulas stay. `fitted` are the rows that are made as high as their texts.
    """

    values: Mapping[Place, RawValue] = field(default_factory=dict)
    shown: Mapping[Place, Shown] = field(default_factory=dict)
    marks: Mapping[Place, Mark] = field(default_factory=dict)
    links: Mapping[Place, Link] = field(default_factory=dict)
    fitted: Collection[int] = ()
