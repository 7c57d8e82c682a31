"""The differences between a parent's rows of a unit and the unit's own report (contract 3.5)."""

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
    """One column in which the parent's rows of a unit (`given`) differ from the unit's own report.

    `own` are the unit's rows in its own workbook (None: no workbook); its report are these rows and the
    reports from below. `listed` (by the parent) and `reported` (by the unit) are in base units: the sums, or
    with `deducted_only` the deducted parts of equal sums.
    """

    given: Contribution
    own: Contribution | None
    field: Field
    listed: int
    reported: int
    deducted_only: bool

    @property
    def part(self) -> str:
        """The words behind the column's label on the part that differs; empty where the sums differ."""
        return "中应扣除的直报部分" if self.deducted_only else ""


def parent_differences(
    edition: Edition, contributions: Contributions, by_list: Mapping[str, Mapping[str, Branch]]
) -> Iterator[ParentDifference]:
    """The differences between parents' rows and units' own reports, of the branches by list id and unit code.

    A column of a unit has at most one difference: in the sums, or where these agree, in the deducted parts.
    """
    for table, by_unit in by_list.items():
        for field in edition.form(table).fields:
            for code, branch in by_unit.items():
                origin = contributions.origins[table][code]
                differing = _difference(branch, field)
                if origin.given is not None and differing is not None:
                    yield ParentDifference(origin.given, origin.own, field, *differing)


def _difference(branch: Branch, field: Field) -> tuple[int, int, bool] | None:
    """The amounts listed and reported, and True where these are deducted parts; None for equal amounts."""
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
    edition: Edition, roster: Roster, accepted: Mapping[str, Submission], difference: ParentDifference
) -> Problem:
    """The problem `parent_differs` of a difference, at the first row of the unit in the parent's workbook."""
    given, field = difference.given, difference.field
    table = accepted[given.holder_code].tables[given.table]
    return problem(
        "parent_differs",
        severity=edition.severity("parent_differs"),
        sheet=table.sheet,
        cell=table.address(given.rows[0], field.id) if given.rows else "",
        field=field.label,
        value=with_measure(difference.listed, field),
        unit=roster.unit(given.unit_code).name,
        parent=roster.unit(given.holder_code).name,
        part=difference.part,
        given=with_measure(difference.listed, field),
        own=with_measure(difference.reported, field),
        difference=with_measure(difference.listed - difference.reported, field),
    )


def parent_problems(
    edition: Edition,
    roster: Roster,
    accepted: Mapping[str, Submission],
    differences: Iterable[ParentDifference],
) -> Iterator[tuple[str, Problem]]:
    """The problems of the differences, each with the unit code of the parent's workbook."""
    for difference in differences:
        yield difference.given.holder_code, parent_problem(edition, roster, accepted, difference)
