"""What typing a cell comes back with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qcxl.model.submission import Value


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem code with the facts that fill its texts; the caller adds sheet, cell, field and value."""

    code: str
    facts: Mapping[str, object]


class Typed(NamedTuple):
    """A typed cell: None without fault is blank, None with a fault could not be typed.

    `unseen` marks a number that stands as text, which the sheet's own formulas do not add up. A named
    tuple, because one is made for every cell and a frozen dataclass takes twice the time.
    """

    value: Value
    faults: tuple[Fault, ...] = ()
    unseen: bool = False


BLANK = Typed(None)


def rejected(code: str, **facts: object) -> Typed:
    """A cell that cannot be typed, for one reason."""
    return Typed(None, (Fault(code, facts),))


def noted(value: Value, code: str, **facts: object) -> Typed:
    """A cell that is typed, with one remark on how it was read."""
    return Typed(value, (Fault(code, facts),))
