"""The rows of the night's CSV files (contract 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from qcxl.core.acceptance import Outcome
from qcxl.core.analysis.cells import official_measure
from qcxl.core.rollup.roll_up import RollUp
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, FormKind, Method
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem, Severity
from qcxl.model.quantity import MEASURES, in_measure
from qcxl.store.csv_files import Cell
from qcxl.store.inbox import InboxFile

ROLLUP_HEADER = (
    "unit_code",
    "unit_name",
    "level",
    "form",
    "field",
    "measure",
    "gross",
    "direct",
    "net",
    "numerator",
    "denominator",
)
PROBLEMS_HEADER = (
    "file",
    "unit_code",
    "severity",
    "code",
    "sheet",
    "cell",
    "field",
    "value",
    "message",
    "remedy",
    "clause",
)
SUBMISSIONS_HEADER = (
    "file",
    "sha256",
    "unit_code",
    "unit_name",
    "edition",
    "received_at",
    "status",
    "errors",
    "warnings",
    "reason",
)
_DEDUCTION_COLUMNS = (
    "county_code",
    "county_name",
    "city_code",
    "city_name",
    "direct_unit",
    "enterprise_name",
    "credit_code",
)

Line = tuple[Cell, ...]


def rollup_rows(edition: Edition, roster: Roster, rollup: RollUp) -> Iterator[Line]:
    """One row per unit, form and figure, in roster and edition order; units without figures have none."""
    for unit in roster.walk():
        for form in edition.statistics:
            for field in form.computed:
                figure = rollup.figures.get((unit.code, form.id, field.id))
                if figure is not None:
                    head = (unit.code, unit.name, unit.level.value, form.id, field.id, field.measure)
                    yield (*head, *shown_figure(figure, field, edition))


def problem_rows(judged: Iterable[tuple[str, str, Iterable[Problem]]]) -> Iterator[Line]:
    """One row per problem; an entry of `judged` is (file, unit code, problems)."""
    for file, unit_code, problems in judged:
        for problem in problems:
            yield (file, unit_code, *problem_cells(problem))


def problem_cells(problem: Problem) -> Line:
    """The columns of problems.csv that a problem itself fills: severity to clause."""
    return (
        problem.severity.value,
        problem.code,
        problem.sheet,
        problem.cell,
        problem.field,
        problem.value,
        problem.message,
        problem.remedy,
        problem.clause,
    )


def submission_rows(
    outcomes: Iterable[Outcome],
    files: Mapping[str, InboxFile],
    editions: Mapping[str, str],
    later: Mapping[str, Iterable[Problem]],
) -> Iterator[Line]:
    """One row per file of the inbox.

    `editions` are the ids of the editions that files state, `later` the problems that the roll-up found in
    them; both are by file.
    """
    for outcome in outcomes:
        received = outcome.received
        completed = replace(received, problems=(*received.problems, *later.get(received.file, ())))
        yield (
            completed.file,
            files[completed.file].sha256,
            completed.unit_code,
            completed.unit_name,
            editions.get(completed.file, ""),
            completed.received_at,
            outcome.status.value,
            completed.count(Severity.ERROR),
            completed.count(Severity.WARNING),
            outcome.reason.message if outcome.reason else "",
        )


def deduction_header(edition: Edition) -> tuple[str, ...]:
    """The header of deductions.csv: county, city, direct unit, enterprise, and the additive list fields."""
    return (*_DEDUCTION_COLUMNS, *(field.id for field in _additive(edition)))


def deduction_rows(edition: Edition, rollup: RollUp) -> Iterator[Line]:
    """One row per deducted enterprise; amounts in the official measure of their statistics field."""
    columns = [(field, official_measure(edition, field)) for field in _additive(edition)]
    for deduction in rollup.deductions:
        amounts: list[Decimal | None] = []
        for field, measure in columns:
            amount = deduction.amounts.get(field.id)
            amounts.append(None if amount is None else in_measure(amount, MEASURES[measure]))
        yield (
            deduction.county.code if deduction.county else "",
            deduction.county.name if deduction.county else "",
            deduction.city.code if deduction.city else "",
            deduction.city.name if deduction.city else "",
            deduction.direct_unit.name,
            deduction.enterprise_name,
            deduction.credit_code,
            *amounts,
        )


def _additive(edition: Edition) -> tuple[Field, ...]:
    """The additive columns of the lists that name direct units."""
    return tuple(
        field
        for form in edition.of_kind(FormKind.LIST)
        if form.field_of_kind(FieldKind.DIRECT_UNIT) is not None
        for field in form.fields
        if field.method is Method.SUM
    )
