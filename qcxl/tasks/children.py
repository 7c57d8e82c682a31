"""Who returns workbooks to a unit that aggregates: its children, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from qcxl.core import known_units
from qcxl.core.known_units import KnownUnits
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity, Submission
from qcxl.model.text import name_key
from qcxl.tasks.returned_files import renamed


@dataclass(frozen=True, slots=True)
class ChildrenOf:
    """Only the children of a unit return workbooks to it; each is judged by its own lists."""

    edition: Edition
    roster: Roster
    unit: Unit

    def known(self, submission: Submission) -> KnownUnits:
        """The units that the workbook itself was issued with."""
        return known_units.from_lists(submission)

    def faults(self, identity: Identity) -> tuple[Problem, ...]:
        """Codes: unit_renamed."""
        child = self.roster.get(identity.unit_code)
        return tuple(renamed(self.edition, child, identity)) if child else ()

    def passed_over(self, identity: Identity) -> Problem | None:
        """Codes: own_workbook, child_not_listed, not_a_child."""
        if identity.unit_code == self.unit.code:
            return problem("own_workbook", unit=self.unit.name)
        if identity.unit_code in {child.code for child in self.roster.children(self.unit.code)}:
            return None
        # A child that was registered after the unit's own workbook was issued must not get lost.
        is_of_this_year = identity.edition == self.edition.id
        says_so = is_of_this_year and name_key(identity.parent_name) == name_key(self.unit.name)
        code = "child_not_listed" if says_so else "not_a_child"
        return problem(code, value=identity.unit_code, unit_name=identity.unit_name, unit=self.unit.name)
