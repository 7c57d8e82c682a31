"""The rows from which a unit's figures are added up, workbook by workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.analysis.cells import Run, runs
from qcxl.core.analysis.material import Material
from qcxl.core.figures.additive import AddedList
from qcxl.core.rollup.contributions import Contribution
from qcxl.core.rollup.deduction import DirectUnits
from qcxl.core.rollup.totals import Totals, contribution_totals
from qcxl.model.organisation import Unit

OWN = ""
"""The code, in place of a child's code, for the rows of the unit itself."""


@dataclass(frozen=True, slots=True)
class Addend:
    """The rows of one list in one workbook that stand for one unit.

    `child` is the code of the child to whose figures the rows belong (`OWN`: the unit itself), `rows` are the
    runs of all rows, `deducted` the runs of rows that a form leaves out, by form id; a form that leaves out
    no row has no entry.
    """

    child: str
    contribution: Contribution
    totals: Totals
    rows: tuple[Run, ...]
    deducted: Mapping[str, tuple[Run, ...]]


def own_contribution(material: Material, table: str, unit: Unit) -> Contribution | None:
    """The counted rows of a list that stand for `unit` itself, in its own workbook or in its parent's."""
    origin = material.rollup.contributions.origins[table].get(unit.code)
    return None if origin is None else origin.given or origin.own


def addends_of(material: Material, unit: Unit) -> dict[str, tuple[Addend, ...]]:
    """The counted rows of a unit and below, by list id: children in roster order, own rows last."""
    contributions = material.rollup.contributions
    directs = material.directs
    addends = {}
    for table, added in material.lists.items():
        if not added.bases:
            continue
        members = [
            _part(directs, added, child.code, contribution)
            for child in material.roster.children(unit.code)
            for contribution in contributions.counted(table, child.code)
        ]
        own = own_contribution(material, table, unit)
        if own is not None:
            members.append(_part(directs, added, OWN, own))
        addends[table] = tuple(members)
    return addends


def _part(directs: DirectUnits, added: AddedList, child: str, contribution: Contribution) -> Addend:
    deducted: dict[str, list[int]] = {}
    named: dict[str, frozenset[str]] = {"": frozenset()}
    for row in contribution.rows:
        text = row.text(added.direct_field) if added.direct_field else ""
        if text not in named:
            named[text] = directs.deducting_forms(contribution.unit_code, text)
        for form in named[text]:
            deducted.setdefault(form, []).append(row.number)
    return Addend(
        child,
        contribution,
        contribution_totals(directs, added, contribution),
        runs(row.number for row in contribution.rows),
        {form: runs(numbers) for form, numbers in deducted.items()},
    )
