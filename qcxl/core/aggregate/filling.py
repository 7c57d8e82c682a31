"""The lists of a unit's workbook: the unit's own rows, then its children's with the unit's choices."""

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
    """A unit's own workbook: the submission read from it, and its entries as they were typed.

    `entries` are by form id and by place in a fresh form (`Refill.values`, `typed_entries`).
    """

    submission: Submission
    entries: Mapping[str, Mapping[Place, RawValue]]


@dataclass(frozen=True, slots=True)
class FilledList:
    """A filled list: all its `rows`, and the `table` and `entries` made of these rows.

    `children` are the rows brought in or kept for each child, `chosen` the same rows with the unit's choices.
    """

    table: Table
    entries: Mapping[Place, RawValue]
    rows: tuple[NewRow, ...]
    chosen: Chosen
    children: tuple[RowsOfChild, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """The sources from which the lists in the workbook of `unit` are filled; see `aggregate`."""

    edition: Edition
    directs: DirectUnits
    unit: Unit
    contributions: Contributions
    own: OwnWorkbook | None
    before: Submission | None

    @property
    def roster(self) -> Roster:
        """The roster in which `unit` and its children stand."""
        return self.directs.roster

    def fill(self, added: AddedList, layout: SheetLayout) -> FilledList:
        """The filled list `added`, with its rows and entries placed by `layout`."""
        own = self._typed(self.own.submission, added, layout) if self.own else None
        children = tuple(rows_of_children(added, self.directs, self.unit, self.contributions, own))
        now = [(of_child.child, row) for of_child in children for row in of_child.rows]
        chosen = keep_choices(added.form, self.edition, self._before(added, layout), now)
        rows = (*self._of_the_unit(added, own or {}), *chosen.rows)
        table, entries = placed(rows, layout)
        return FilledList(table, entries, rows, chosen, children)

    def _typed(self, submission: Submission, added: AddedList, layout: SheetLayout) -> dict[int, NewRow]:
        """The rows of a list in a workbook of the unit, by sheet row; none where the list is missing."""
        id_ = added.form.id
        if id_ not in submission.tables:
            return {}
        entries = self.own.entries if self.own else typed_entries(submission, self.edition)
        return typed_rows(submission.tables[id_], entries.get(id_, {}), layout)

    def _of_the_unit(self, added: AddedList, rows: Mapping[int, NewRow]) -> Iterator[NewRow]:
        """The rows that stand for the unit itself, and the rows that name no known unit."""
        table = self.own.submission.tables.get(added.form.id) if self.own else None
        if table is not None:
            stand_for = source_codes(table, added, self.roster, self.unit.code)
            for row, code in zip(table.rows, stand_for, strict=True):
                if code is None or code == self.unit.code:
                    yield rows[row.number]

    def _before(self, added: AddedList, layout: SheetLayout) -> Iterator[ChildRow]:
        """The children's rows in the `before` workbook; none for a list in which the unit decides nothing."""
        table = self.before.tables.get(added.form.id) if self.before and added.form.kept else None
        if self.before is not None and table is not None:
            rows = self._typed(self.before, added, layout)
            stand_for = source_codes(table, added, self.roster, self.unit.code)
            for row, code in zip(table.rows, stand_for, strict=True):
                if code is not None and code != self.unit.code:
                    yield self.roster.unit(code), rows[row.number]
