"""A returned workbook as typed values with addresses (报送)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qcxl.model.grid import Place, RawValue, address

Value = int | str | dt.date | None
"""The value of a typed cell: an integer of base units, cleaned text or a date; None: blank or untypable."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its sheet row (from 1) and its values by field id (blank fields are left out).

    `faulty` are the fields whose entry could not be typed, so that they count as neither blank nor given;
    `unseen` those whose number stands as text, which the sheet's own formulas do not add up. `as_typed` are
    pairs of a field and its whole text, for fields where letters inside the text that nobody sees were taken
    out. `shift` is the number of columns by which the whole row stands to the right of its header.
    """

    number: int
    values: Mapping[str, Value]
    faulty: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    as_typed: tuple[tuple[str, str], ...] = ()
    shift: int = 0

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
    """One list: the present name of its sheet, the column of each field, its non-blank rows, its header row.

    `totals` are by field the place above the list that shows the field's total, and the total displayed
    there. Totals are no entries, so that two tables can be equal with different totals.
    """

    form: str
    sheet: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    header_row: int = 0
    totals: Mapping[str, tuple[Place, RawValue]] = field(default_factory=dict, compare=False)

    def address(self, row: Row, field_id: str) -> str:
        """The A1 address of a field in a row, empty when the column is gone."""
        column = self.columns.get(field_id, -row.shift) + row.shift
        return address((row.number, column)) if column > 0 else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One form with single cells, by field id: `values` are entries, `shown` the values of computed cells.

    `overwritten` are the computed fields whose cell holds a constant in place of its formula, `faulty` the
    fields whose entry could not be typed, `days_typed` the texts of several days (2020年5月20日-22日), whose
    value is the first day; `as_typed` as in `Row`.
    """

    form: str
    sheet: str
    places: Mapping[str, Place]
    values: Mapping[str, Value]
    shown: Mapping[str, RawValue] = field(default_factory=dict)
    overwritten: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()
    as_typed: tuple[tuple[str, str], ...] = ()
    days_typed: Mapping[str, str] = field(default_factory=dict)

    def address(self, field_id: str) -> str:
        """The A1 address of a field, empty when its cell was not found."""
        place = self.places.get(field_id)
        return address(place) if place else ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a workbook, its edition and its unit: the key/value rows of `_qcxl`.

    `last_row` is the last sheet row of lists that the formulas of the workbook add up; `aggregated` are the
    codes of the children whose rows the program brought in.
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


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """The unit that one cell of a sheet shows to people: its name, or its code (`is_code`)."""

    sheet: str
    cell: str
    text: str
    is_code: bool = False


class ReasonKey(NamedTuple):
    """The key of a reason in the column 说明: the problem code, the label of the field, the row, the value.

    `row` names the row by its contents (`core.results.reasons_given.row_key`) and never by an address, so
    that a reason goes with its row; `value` is the value for which the reason was given.
    """

    code: str
    field: str
    row: str
    value: str


@dataclass(frozen=True, slots=True)
class Submission:
    """The contents of one returned workbook: its identity, and its cards and tables by form id.

    `lists` are the dropdown lists with which the workbook was issued, `explanations` the reasons in the
    column 说明 of its 校验结果. `shown_units` are the units that its sheets show; these are no
    entries, so that two submissions can be equal without them.
    """

    identity: Identity
    cards: Mapping[str, Card]
    tables: Mapping[str, Table]
    lists: Mapping[str, tuple[str, ...]]
    explanations: Mapping[ReasonKey, str] = field(default_factory=dict)
    shown_units: tuple[ShownUnit, ...] = field(default=(), compare=False)

    def value(self, path: str) -> Value:
        """The entry of a card at the path `form.field`, None for a blank or untypable entry."""
        form, _, field_id = path.partition(".")
        card = self.cards.get(form)
        return card.values.get(field_id) if card else None
