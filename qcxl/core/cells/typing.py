"""Typing of single raw cells: one raw value and its field in, one typed value with its faults out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from qcxl.core.cells.dates import type_date
from qcxl.core.cells.numbers import type_number
from qcxl.core.cells.texts import type_choice, type_text
from qcxl.core.cells.typed import BLANK, Fault, Typed
from qcxl.model.form import Field, FieldKind
from qcxl.model.grid import RawValue

__all__ = ["Fault", "Typed", "type_cell"]

_TYPERS: Mapping[FieldKind, Callable[[RawValue, Field], Typed]] = MappingProxyType(
    dict.fromkeys(FieldKind, type_text)
    | dict.fromkeys((FieldKind.COUNT, FieldKind.MONEY, FieldKind.SHARE, FieldKind.SCORE), type_number)
    | {FieldKind.CHOICE: type_choice, FieldKind.DATE: type_date}
)


def type_cell(raw: RawValue, field: Field, *, percent: bool = False) -> Typed:
    """The typed value of one cell of `field` with its faults; no raw value raises.

    Figures are integers of the base unit of `field.measure`. `percent` is true for a cell that shows its
    number as a percentage, which only shares heed (0.85 shown as 85% is 85 %). A cell that looks blank is
    None without a fault. A fault that the catalogue grades as an error leaves None, any other fault keeps the
    value. Sign, range, length and membership are not judged. The facts of a fault fill its texts in
    `problem(code, ...)` beside sheet, cell, field and value.
    """
    if raw is None:
        return BLANK
    if percent and field.kind is FieldKind.SHARE:
        return type_number(raw, field, percent=True)
    return _TYPERS[field.kind](raw, field)
