"""The same enterprise in two workbooks: what regions deduct or count against what direct units report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.model.organisation import Unit
from qcxl.model.submission import Row

KINDS: Mapping[str, str] = {
    "deducted_not_reported": "直报单位没有报",
    "reported_twice": "直报单位也报了",
    "claimed_twice": "两家都算自己的",
}
"""The Chinese words for the discrepancies, by problem code."""

MOST_NAMED = 4
"""The greatest number of columns named for one enterprise; its row shows the others."""

RowKey = tuple[str, str, int]
"""The key of a row in an accepted workbook: code of the workbook's unit (holder), list id, sheet row."""


@dataclass(frozen=True, slots=True)
class Side:
    """One enterprise as one unit lists it: `row` of list `table` in the workbook of `holder_code`.

    `unit_code` is the unit for which the row stands.
    """

    unit_code: str
    holder_code: str
    table: str
    row: Row
    name: str
    credit_code: str

    @property
    def key(self) -> RowKey:
        """The key of the row."""
        return self.holder_code, self.table, self.row.number


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An enterprise that counts twice or nowhere: `code` says which.

    `deducted_not_reported`: region `one` deducts the enterprise, `direct_unit` does not list it, and `other`
    is None. `reported_twice`: region `one` counts the enterprise as its own, `other` is the row of
    `direct_unit`. `claimed_twice`: two units (`one` and `other`), both regions or both direct, count the
    enterprise as their own. `similar` are rows of `direct_unit` that may be meant, never matched; `elsewhere`
    is the row of the same enterprise at another unit, where `direct_unit` does not list it.
    """

    code: str
    one: Side
    other: Side | None
    direct_unit: Unit | None
    elsewhere: Side | None = None
    similar: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All discrepancies, and for each deducted row (by key) the row of the direct unit that reports it.

    `silent` are the codes of the direct units of which no accepted workbook reports anything.
    """

    discrepancies: tuple[Discrepancy, ...]
    reported: Mapping[RowKey, Side]
    silent: frozenset[str] = frozenset()
