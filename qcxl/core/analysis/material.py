"""What an analysis is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qcxl.core.acceptance import Outcome
from qcxl.core.figures.additive import AddedList, added_lists
from qcxl.core.rollup.deduction import DirectUnits, direct_units
from qcxl.core.rollup.parent_differences import ParentDifference
from qcxl.core.rollup.reconciliation import Discrepancy, RowKey
from qcxl.core.rollup.roll_up import RollUp
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Material:
    """Everything known after a roll-up, for the analysis of any unit of `roster`.

    `scope` is the code of the unit whose analysis speaks for the whole run: in a night the roster's root, in
    an aggregation the unit that aggregates. `outcomes` are all files that came in. By unit code: `accepted`
    is what was typed into the workbooks that count, `holders` the names of their files.

    Found once for all units: `lists` by id, the direct units, and `not_reported` by row: what regions deduct
    and the direct unit does not list.
    """

    edition: Edition
    roster: Roster
    scope: str
    as_of: dt.date
    outcomes: tuple[Outcome, ...]
    accepted: Mapping[str, Submission]
    holders: Mapping[str, str]
    rollup: RollUp
    lists: Mapping[str, AddedList] = field(init=False, repr=False, compare=False)
    directs: DirectUnits = field(init=False, repr=False, compare=False)
    not_reported: Mapping[RowKey, Discrepancy] = field(init=False, repr=False, compare=False)
    _discrepancies: Mapping[str, list[int]] = field(init=False, repr=False, compare=False)
    _differences: Mapping[str, list[ParentDifference]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = self.rollup.reconciliation.discrepancies
        missing = {each.one.key: each for each in found if each.code == "deducted_not_reported"}
        object.__setattr__(self, "lists", added_lists(self.edition))
        object.__setattr__(self, "directs", direct_units(self.edition, self.roster))
        object.__setattr__(self, "not_reported", missing)
        object.__setattr__(self, "_discrepancies", _by_unit(found))
        object.__setattr__(self, "_differences", _by_child(self.rollup.parent_differences))

    @property
    def covers_roster(self) -> bool:
        """True where every unit of the roster was asked for its workbook, not only the children of one."""
        return self.scope == self.roster.root.code

    def discrepancies(self, unit: Unit) -> Iterator[Discrepancy]:
        """Those that concern `unit` or anything below it, each once, in the order of the reconciliation."""
        below = self.roster.walk(unit.code)
        positions = {position for each in below for position in self._discrepancies.get(each.code, ())}
        return (self.rollup.reconciliation.discrepancies[position] for position in sorted(positions))

    def parent_differences(self, unit: Unit) -> Iterator[list[ParentDifference]]:
        """What is said otherwise of `unit` or of anything below it, for each child what its parent says."""
        below = self.roster.walk(unit.code)
        return (self._differences[each.code] for each in below if each.code in self._differences)


def _by_unit(found: tuple[Discrepancy, ...]) -> dict[str, list[int]]:
    """Where those stand that concern a unit, by its code."""
    positions: dict[str, list[int]] = {}
    for position, each in enumerate(found):
        sides = (each.one, each.other) if each.other else (each.one,)
        codes = {code for side in sides for code in (side.unit_code, side.holder_code)}
        for code in codes | ({each.direct_unit.code} if each.direct_unit else set()):
            positions.setdefault(code, []).append(position)
    return positions


def _by_child(found: tuple[ParentDifference, ...]) -> dict[str, list[ParentDifference]]:
    """All that one parent says otherwise of one child, by the child's code."""
    differences: dict[str, list[ParentDifference]] = {}
    for each in found:
        differences.setdefault(each.given.unit_code, []).append(each)
    return differences
