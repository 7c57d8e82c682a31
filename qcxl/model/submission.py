"""A returned workbook as typed values with addresses (报送)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qcxl.model.grid import Place, RawValue, address

Value = int | str | dt.date | None
"""A typed cell: integers of the base unit for figures, cleaned text, dates; None is blank or untypable."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its sheet row (from 1) and its values by field id (blank fields are left out).

    `faulty` are the fields whose entry could not be typed, so that they count as neither blank nor given;
    `unseen` those whose number stands as text, which the sheet's own formulas do not add up.
    """

    number: int
    values: Mapping[str, Value]
    faulty: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()

    def get(self, field_id: str) -> Value:
        """The value of a field, None when blank."""
        return self.values.get(field_id)

    def amount(self, field_id: str) -> int:
        """The figure of a field in base units, 0 when blank."""
        value = self.values.get(field_id)
        return value if isinstance(value, int) else 0

    def text(self, field_id: str) -> str:
        """The text of a field, empty when blank."""
        value = self.values.get(field_id)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Table:
    """One list: its sheet now, the column of each field, its non-blank rows, and the row of its header.

    `totals` are the places above the list that show the total of a field, and what they displayed, which is
    no entry: it tells no two tables apart.
    """

    form: str
    sheet: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    header_row: int = 0
    totals: Mapping[str, tuple[Place, RawValue]] = field(default_factory=dict, compare=False)

    def address(self, row: Row, field_id: str) -> str:
        """The A1 address of a field in a row, empty when the column is gone."""
        column = self.columns.get(field_id)
        return address((row.number, column)) if column else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One form with single cells: `values` are entries, `shown` what its computed cells displayed.

    `overwritten` are computed cells that hold a constant in place of their formula.
    """

    form: str
    sheet: str
    places: Mapping[str, Place]
    values: Mapping[str, Value]
    shown: Mapping[str, RawValue] = field(default_factory=dict)
    overwritten: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()

    def address(self, field_id: str) -> str:
        """The A1 address of a field, empty when its cell was not found."""
        place = self.places.get(field_id)
        return address(place) if place else ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who returned what: the key/value rows of `_qcxl`.

    `last_row` is how far down the formulas of the workbook add up its lists; `aggregated` are the codes of
    the children whose rows the program brought in.
    """

    edition: str
    edition_hash: str
    unit_code: str
    unit_name: str
    level: str
    period: str
    direct: bool
    parent_name: str = ""
    last_row: int | None = None
    aggregated: tuple[str, ...] = ()


class ReasonKey(NamedTuple):
    """What a reason in the column 说明 belongs to: never an address, so that it goes with its row.

    The problem code, the label of the field, what the row is about (`core.results.reasons_given.row_key`) and
    the value at that time.
    """

    code: str
    field: str
    row: str
    value: str


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything one returned workbook says; `lists` are the dropdown lists it was issued with.

    `explanations` is what was written in the column 说明 of its 校验结果.
    """

    identity: Identity
    cards: Mapping[str, Card]
    tables: Mapping[str, Table]
    lists: Mapping[str, tuple[str, ...]]
    explanations: Mapping[ReasonKey, str] = field(default_factory=dict)

    def value(self, path: str) -> Value:
        """The entry at `form.field` of a card, None when blank."""
        form, _, field_id = path.partition(".")
        card = self.cards.get(form)
        return card.values.get(field_id) if card else None
