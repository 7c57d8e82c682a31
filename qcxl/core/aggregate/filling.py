"""One list of a unit's workbook: its own rows, then those of its children with the unit's choices in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qcxl.core.aggregate.child_rows import RowsOfChild, rows_of_children, source_codes
from qcxl.core.aggregate.choices import ChildRow, Chosen, keep_choices
from qcxl.core.aggregate.entries import typed_entries
from qcxl.core.aggregate.new_rows import NewRow, placed, typed_rows
from qcxl.core.figures.additive import AddedList
from qcxl.core.rollup.contributions import Contributions
from qcxl.core.rollup.deduction import DirectUnits
from qcxl.core.sheets.layout import SheetLayout
from qcxl.model.edition import Edition
from qcxl.model.grid import Place, RawValue
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Submission, Table


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """A unit's own workbook: what was taken in from it, and its entries as they were typed.

    `entries` stand by form id where they are typed into a fresh form (`Refill.values`, `typed_entries`).
    """

    submission: Submission
    entries: Mapping[str, Mapping[Place, RawValue]]


@dataclass(frozen=True, slots=True)
class FilledList:
    """A filled list: `table` and `entries` are made of `rows`; what is not the unit's own is `chosen`."""

    table: Table
    entries: Mapping[Place, RawValue]
    rows: tuple[NewRow, ...]
    chosen: Chosen
    children: tuple[RowsOfChild, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """What the lists of the workbook of `unit` are filled from; see `aggregate`."""

    edition: Edition
    directs: DirectUnits
    unit: Unit
    contributions: Contributions
    own: OwnWorkbook | None
    before: Submission | None

    @property
    def roster(self) -> Roster:
        """Who reports to whom."""
        return self.directs.roster

    def fill(self, added: AddedList, layout: SheetLayout) -> FilledList:
        """One list as it comes to stand in the fresh form."""
        own = self._typed(self.own.submission, added, layout) if self.own else None
        children = tuple(rows_of_children(added, self.directs, self.unit, self.contributions, own))
        now = [(one.child, row) for one in children for row in one.rows]
        chosen = keep_choices(added.form, self.edition, self._before(added, layout), now)
        rows = (*self._of_the_unit(added, own or {}), *chosen.rows)
        table, entries = placed(rows, layout)
        return FilledList(table, entries, rows, chosen, children)

    def _typed(self, submission: Submission, added: AddedList, layout: SheetLayout) -> dict[int, NewRow]:
        """The rows of the list in the unit's workbook, by number."""
        id_ = added.form.id
        if id_ not in submission.tables:
            return {}
        entries = self.own.entries if self.own else typed_entries(submission, self.edition)
        return typed_rows(submission.tables[id_], entries.get(id_, {}), layout)

    def _of_the_unit(self, added: AddedList, rows: Mapping[int, NewRow]) -> Iterator[NewRow]:
        """The rows that stand for the unit itself or for nobody."""
        table = self.own.submission.tables.get(added.form.id) if self.own else None
        if table is not None:
            stand_for = source_codes(table, added, self.roster, self.unit.code)
            for row, code in zip(table.rows, stand_for, strict=True):
                if code is None or code == self.unit.code:
                    yield rows[row.number]

    def _before(self, added: AddedList, layout: SheetLayout) -> Iterator[ChildRow]:
        """The rows for children as the unit had them, where it may have decided something of them."""
        table = self.before.tables.get(added.form.id) if self.before and added.form.kept else None
        if self.before is not None and table is not None:
            rows = self._typed(self.before, added, layout)
            stand_for = source_codes(table, added, self.roster, self.unit.code)
            for row, code in zip(table.rows, stand_for, strict=True):
                if code is not None and code != self.unit.code:
                    yield self.roster.unit(code), rows[row.number]
