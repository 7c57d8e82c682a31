"""The facts that are known of a sheet once it is drawn and finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qcxl.excel.issued.formulas import Formula

if TYPE_CHECKING:
    from openpyxl.cell import Cell


@dataclass(frozen=True, slots=True)
class Finished:
    """The work left to the package pass: cached values of formulas, and cells that differ per unit.

    Both are by cell: what a formula shows in a blank workbook, and the name of a slot.
    """

    cached: Mapping[str, str | int] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)


def set_formula(cell: Cell, formula: Formula) -> dict[str, str | int]:
    """Put a formula into a cell and return what the formula shows in a blank workbook, by the cell."""
    cell.value = "=" + formula.text
    return {cell.coordinate: formula.blank}
