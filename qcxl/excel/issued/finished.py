"""What is known of a sheet once it is drawn and finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qcxl.excel.issued.formulas import Formula

if TYPE_CHECKING:
    from openpyxl.cell import Cell


@dataclass(frozen=True, slots=True)
class Finished:
    """What the package pass must still do: cached values of formulas, and cells that differ per unit."""

    cached: Mapping[str, str | int] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)


def set_formula(cell: Cell, formula: Formula) -> dict[str, str | int]:
    """What a formula shows in a blank workbook, by its cell, in which it now stands."""
    cell.value = "=" + formula.text
    return {cell.coordinate: formula.blank}
