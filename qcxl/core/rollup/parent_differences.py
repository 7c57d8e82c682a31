"""Where a parent lists a unit otherwise than the unit reports itself (contract 3.5: nobody twice)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qcxl.core.cells.shown import with_measure
from qcxl.core.rollup.contributions import Contribution, Contributions
from qcxl.core.rollup.totals import Branch
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.form import Field
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission


@dataclass(frozen=True, slots=True)
class ParentDifference:
    """One column in which `given`, the parent's rows of a unit, is not what the unit reports, in base units.

    `own` is the unit's own workbook where it has one: what it reports are these rows and everything below it.
    `deducted_only` where the sums agree, but not what of them is deducted.
    """

    given: Contribution
    own: Contribution | None
    field: Field
    listed: int
    reported: int
    deducted_only: bool

    @property
    def part(self) -> str:
        """The words behind the label that say what differs, none for the sum itself."""
        return "中应扣除的直报部分" if self.deducted_only else ""


def parent_differences(
    edition: Edition, contributions: Contributions, found: Mapping[str, Mapping[str, Branch]]
) -> Iterator[ParentDifference]:
    """Every figure where a parent's rows of a unit are not what the unit reports itself.

    At most one for a column and unit: the sums, or where these agree, what of them is deducted.
    """
    for table, by_unit in found.items():
        for field in edition.form(table).fields:
            for code, branch in by_unit.items():
                origin = contributions.origins[table][code]
                differing = _difference(branch, field)
                if origin.given is not None and differing is not None:
                    yield ParentDifference(origin.given, origin.own, field, *differing)


def _difference(branch: Branch, field: Field) -> tuple[int, int, bool] | None:
    """What the parent lists, what the unit reports, and whether only the deducted part of it differs."""
    given, own = branch.given, branch.own
    if given is None or own is None or not field.is_number or field.id not in given.gross:
        return None
    if given.gross[field.id] != own.gross[field.id]:
        return given.gross[field.id], own.gross[field.id], False
    for form, id_ in sorted({*given.direct, *own.direct}):
        if id_ == field.id and given.deducted(form, id_) != own.deducted(form, id_):
            return given.deducted(form, id_), own.deducted(form, id_), True
    return None


def parent_problem(
    edition: Edition, roster: Roster, accepted: Mapping[str, Submission], found: ParentDifference
) -> Problem:
    """`parent_differs`: it belongs to the parent's workbook, at the first row of the unit."""
    given, field = found.given, found.field
    table = accepted[given.holder_code].tables[given.table]
    return problem(
        "parent_differs",
        severity=edition.severity("parent_differs"),
        sheet=table.sheet,
        cell=table.address(given.rows[0], field.id) if given.rows else "",
        field=field.label,
        value=with_measure(found.listed, field),
        unit=roster.unit(given.unit_code).name,
        parent=roster.unit(given.holder_code).name,
        part=found.part,
        given=with_measure(found.listed, field),
        own=with_measure(found.reported, field),
        difference=with_measure(found.listed - found.reported, field),
    )


def parent_problems(
    edition: Edition,
    roster: Roster,
    accepted: Mapping[str, Submission],
    differences: Iterable[ParentDifference],
) -> Iterator[tuple[str, Problem]]:
    """The problem of each difference with the unit code of the parent's workbook."""
    for found in differences:
        yield found.given.holder_code, parent_problem(edition, roster, accepted, found)
