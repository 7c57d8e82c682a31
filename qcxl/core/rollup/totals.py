"""Sums of one unit in one list: gross, and deducted by statistics form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qcxl.core.figures.additive import AddedList
from qcxl.core.rollup.contributions import Contribution, Origin
from qcxl.core.rollup.deduction import DirectUnits
from qcxl.model.submission import Row


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in base units: `gross` by column, and the deducted part of it, `direct`, by form and column."""

    gross: Mapping[str, int]
    direct: Mapping[tuple[str, str], int]

    def deducted(self, form_id: str, field_id: str) -> int:
        """The base units that a statistics form deducts from a column."""
        return self.direct.get((form_id, field_id), 0)


def contribution_totals(directs: DirectUnits, added: AddedList, contribution: Contribution) -> Totals:
    """The totals of one contribution over the columns that forms use; zeros when it has no rows."""
    gross = dict.fromkeys(added.bases, 0)
    direct: dict[tuple[str, str], int] = {}
    for text, rows in _by_direct_unit(added, contribution.rows).items():
        forms = directs.deducting_forms(contribution.unit_code, text)
        for id_, column in added.bases.items():
            amount = column.total(rows)
            gross[id_] += amount
            for form in forms & added.forms[id_]:
                direct[form, id_] = direct.get((form, id_), 0) + amount
    return Totals(gross, direct)


def add(parts: Iterable[Totals]) -> Totals:
    """The sum of totals of the same list."""
    gross: dict[str, int] = {}
    direct: dict[tuple[str, str], int] = {}
    for part in parts:
        for id_, amount in part.gross.items():
            gross[id_] = gross.get(id_, 0) + amount
        for key, amount in part.direct.items():
            direct[key] = direct.get(key, 0) + amount
    return Totals(gross, direct)


@dataclass(frozen=True, slots=True)
class Branch:
    """The totals of one unit in one list: from the rows that its parent lists, and from its own report."""

    given: Totals | None
    own: Totals | None

    @property
    def counted(self) -> Totals:
        """The totals that count: the given, else the own; ValueError for a branch without totals."""
        counted = self.own if self.given is None else self.given
        if counted is None:
            raise ValueError("a unit without any report has no totals")
        return counted


def branches(directs: DirectUnits, added: AddedList, origins: Mapping[str, Origin]) -> dict[str, Branch]:
    """The totals of every unit with an origin in the list; `origins` name children before their parents."""
    by_code: dict[str, Branch] = {}
    for code, origin in origins.items():
        given = None if origin.given is None else contribution_totals(directs, added, origin.given)
        parts = [] if origin.own is None else [contribution_totals(directs, added, origin.own)]
        parts += [by_code[child].counted for child in origin.children]
        by_code[code] = Branch(given, add(parts) if parts else None)
    return by_code


def _by_direct_unit(added: AddedList, rows: Iterable[Row]) -> dict[str, list[Row]]:
    field = added.direct_field
    rows_of: dict[str, list[Row]] = {}
    for row in rows:
        rows_of.setdefault(row.text(field) if field else "", []).append(row)
    return rows_of
