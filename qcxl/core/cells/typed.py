"""The result of typing a cell: its value and its faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qcxl.model.submission import Value


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem code with the facts that fill its texts, but for sheet, cell, field and value."""

    code: str
    facts: Mapping[str, object]


class Typed(NamedTuple):
    """A typed cell: a `value` of None is a blank cell without a fault, and an untypable cell with a fault.

    `unseen` marks a number that stands as text, which the sheet's own formulas do not add up. The class is a
    named tuple, because every cell makes an instance and a frozen dataclass takes twice the time.
    """

    value: Value
    faults: tuple[Fault, ...] = ()
    unseen: bool = False


BLANK = Typed(None)


def rejected(code: str, **facts: object) -> Typed:
    """The result for an untypable cell: no value, and the fault `code` with its facts."""
    return Typed(None, (Fault(code, facts),))


def noted(value: Value, code: str, **facts: object) -> Typed:
    """The result for a typed cell: its value, and the remark `code` on how it was read."""
    return Typed(value, (Fault(code, facts),))
