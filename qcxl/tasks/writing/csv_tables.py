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
    """One row per problem; each entry is file, unit code and problems."""
    for file, unit_code, problems in judged:
        for found in problems:
            yield (file, unit_code, *problem_cells(found))


def problem_cells(found: Problem) -> Line:
    """The columns of problems.csv that a problem itself fills: severity to clause."""
    return (
        found.severity.value,
        found.code,
        found.sheet,
        found.cell,
        found.field,
        found.value,
        found.message,
        found.remedy,
        found.clause,
    )


def submission_rows(
    outcomes: Iterable[Outcome],
    files: Mapping[str, InboxFile],
    editions: Mapping[str, str],
    later: Mapping[str, Iterable[Problem]],
) -> Iterator[Line]:
    """One row per file of the inbox.

    `editions` gives the edition that a file says it is of, `later` what the roll-up found about it.
    """
    for outcome in outcomes:
        received = outcome.received
        one = replace(received, problems=(*received.problems, *later.get(received.file, ())))
        yield (
            one.file,
            files[one.file].sha256,
            one.unit_code,
            one.unit_name,
            editions.get(one.file, ""),
            one.received_at,
            outcome.status.value,
            one.count(Severity.ERROR),
            one.count(Severity.WARNING),
            outcome.reason.message if outcome.reason else "",
        )


def deduction_header(edition: Edition) -> tuple[str, ...]:
    """The header of deductions.csv: whose, which enterprise, then every additive field of the lists."""
    return (*_DEDUCTION_COLUMNS, *(field.id for field in _additive(edition)))


def deduction_rows(edition: Edition, rollup: RollUp) -> Iterator[Line]:
    """One row per deducted enterprise; amounts in the official measure of their statistics field."""
    columns = [(field, official_measure(edition, field)) for field in _additive(edition)]
    for one in rollup.deductions:
        amounts: list[Decimal | None] = []
        for field, measure in columns:
            amount = one.amounts.get(field.id)
            amounts.append(None if amount is None else in_measure(amount, MEASURES[measure]))
        yield (
            one.county.code if one.county else "",
            one.county.name if one.county else "",
            one.city.code if one.city else "",
            one.city.name if one.city else "",
            one.direct_unit.name,
            one.enterprise_name,
            one.credit_code,
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
