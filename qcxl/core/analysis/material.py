"""The material from which analyses are made."""

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
    """The data after a roll-up, for the analysis of any unit of `roster`.

    `scope` is the code of the unit whose analysis speaks for the whole run: in a night the roster's root, in
    an aggregation the unit that aggregates. `outcomes` are the outcomes of all received files. By unit code:
    `accepted` are the submissions that count, `holders` the names of their files.

    Worked out once for all units: the `lists` by id, the direct units (`directs`), and by row `not_reported`,
    the discrepancies of enterprises that regions deduct and direct units do not list.
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
        discrepancies = self.rollup.reconciliation.discrepancies
        missing = {
            discrepancy.one.key: discrepancy
            for discrepancy in discrepancies
            if discrepancy.code == "deducted_not_reported"
        }
        object.__setattr__(self, "lists", added_lists(self.edition))
        object.__setattr__(self, "directs", direct_units(self.edition, self.roster))
        object.__setattr__(self, "not_reported", missing)
        object.__setattr__(self, "_discrepancies", _by_unit(discrepancies))
        object.__setattr__(self, "_differences", _by_child(self.rollup.parent_differences))

    @property
    def covers_roster(self) -> bool:
        """True where every unit of the roster was asked for its workbook, not only the children of one."""
        return self.scope == self.roster.root.code

    def discrepancies(self, unit: Unit) -> Iterator[Discrepancy]:
        """The discrepancies that concern `unit` or a unit below it, in the order of the reconciliation."""
        below = self.roster.walk(unit.code)
        positions = {position for member in below for position in self._discrepancies.get(member.code, ())}
        return (self.rollup.reconciliation.discrepancies[position] for position in sorted(positions))

    def parent_differences(self, unit: Unit) -> Iterator[list[ParentDifference]]:
        """The differences between parents and `unit` or units below it, one list for each of these units."""
        below = self.roster.walk(unit.code)
        return (self._differences[member.code] for member in below if member.code in self._differences)


def _by_unit(discrepancies: tuple[Discrepancy, ...]) -> dict[str, list[int]]:
    """The positions of the discrepancies that concern a unit, by unit code."""
    positions: dict[str, list[int]] = {}
    for position, discrepancy in enumerate(discrepancies):
        sides = (discrepancy.one, discrepancy.other) if discrepancy.other else (discrepancy.one,)
        codes = {code for side in sides for code in (side.unit_code, side.holder_code)}
        for code in codes | ({discrepancy.direct_unit.code} if discrepancy.direct_unit else set()):
            positions.setdefault(code, []).append(position)
    return positions


def _by_child(differences: tuple[ParentDifference, ...]) -> dict[str, list[ParentDifference]]:
    """The differences between a parent and a child, by the child's code."""
    by_child: dict[str, list[ParentDifference]] = {}
    for difference in differences:
        by_child.setdefault(difference.given.unit_code, []).append(difference)
    return by_child
