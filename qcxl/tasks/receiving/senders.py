"""The units that may return workbooks: all units of a roster, or the children of one unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from qcxl.core.figures import known_units
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.problems.graded import graded
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity, Submission
from qcxl.model.text import name_key


class WhoReturns(Protocol):
    """The units that may return workbooks, and the units that such a workbook may name."""

    @property
    def roster(self) -> Roster:
        """The units by code."""

    def known(self, submission: Submission) -> KnownUnits:
        """The units that a workbook may name."""

    def faults(self, identity: Identity) -> Iterable[Problem]:
        """The problems of the identity that a workbook states."""

    def passed_over(self, identity: Identity) -> Problem | None:
        """The problem for which a workbook of this unit is passed over, None for a unit that is wanted."""


@dataclass(frozen=True, slots=True)
class RosterUnits:
    """The units of a roster, which may all return workbooks; the roster says which units these may name."""

    edition: Edition
    roster: Roster

    def known(self, submission: Submission) -> KnownUnits:
        """The units that a workbook may name: by the roster or, for an unknown unit, by its own lists."""
        unit = self.roster.get(submission.identity.unit_code)
        return known_units.from_roster(self.roster, unit) if unit else known_units.from_lists(submission)

    def faults(self, identity: Identity) -> Iterator[Problem]:
        """The problem unit_unknown or unit_renamed, if the identity has one."""
        unit = self.roster.get(identity.unit_code)
        if unit is None:
            # Always an error, whatever the edition says: no unit could be credited with the figures.
            yield problem("unit_unknown", value=identity.unit_code, unit_name=identity.unit_name)
        else:
            yield from renamed(self.edition, unit, identity)

    def passed_over(self, _: Identity) -> None:
        """None: the workbooks of all units are wanted."""


def renamed(edition: Edition, unit: Unit, identity: Identity) -> Iterator[Problem]:
    """The problem unit_renamed where a workbook calls its unit by another name than the known one."""
    if name_key(unit.name) != name_key(identity.unit_name):
        facts = {"value": identity.unit_name, "expected": unit.name}
        yield graded(edition, "unit_renamed", unit_code=unit.code, **facts)


@dataclass(frozen=True, slots=True)
class ChildrenOf:
    """The children of a unit, which alone return workbooks to it; a workbook is judged by its own lists."""

    edition: Edition
    roster: Roster
    unit: Unit

    def known(self, submission: Submission) -> KnownUnits:
        """The units by the lists that the workbook was issued with."""
        return known_units.from_lists(submission)

    def faults(self, identity: Identity) -> tuple[Problem, ...]:
        """The problem unit_renamed, if the child states another name than the known one."""
        child = self.roster.get(identity.unit_code)
        return tuple(renamed(self.edition, child, identity)) if child else ()

    def passed_over(self, identity: Identity) -> Problem | None:
        """The problem own_workbook, child_not_listed or not_a_child; None for the workbook of a child."""
        if identity.unit_code == self.unit.code:
            return problem("own_workbook", unit=self.unit.name)
        if identity.unit_code in {child.code for child in self.roster.children(self.unit.code)}:
            return None
        # A child that was registered after the unit's own workbook was issued must not get lost.
        is_of_this_year = identity.edition == self.edition.id
        says_so = is_of_this_year and name_key(identity.parent_name) == name_key(self.unit.name)
        code = "child_not_listed" if says_so else "not_a_child"
        return problem(code, value=identity.unit_code, unit_name=identity.unit_name, unit=self.unit.name)
