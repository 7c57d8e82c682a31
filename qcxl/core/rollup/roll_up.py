"""The roll-up: gross, deducted and net figures of every unit (henan-2020 附件5, 附件8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qcxl.core.figures.additive import added_lists
from qcxl.core.rollup.balance import Balance, NetFigures, balance_of
from qcxl.core.rollup.contributions import Contributions, who_counts
from qcxl.core.rollup.deduction import Deduction, deductions_of, direct_units
from qcxl.core.rollup.discrepancy_texts import discrepancy_problems
from qcxl.core.rollup.parent_differences import ParentDifference, parent_differences, parent_problems
from qcxl.core.rollup.quota_problems import quota_problems
from qcxl.core.rollup.reconcile import reconcile
from qcxl.core.rollup.reconciliation import Reconciliation
from qcxl.core.rollup.rollup_problems import below_zero, misplaced_problems
from qcxl.core.rollup.totals import Totals, branches
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form, Method
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem
from qcxl.model.quantity import Ratio
from qcxl.model.submission import Submission

FigureKey = tuple[str, str, str]
"""Unit code, form id, field id."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one unit: base units with net = gross − direct, or for a ratio only its net bases."""

    gross: int | None = None
    direct: int | None = None
    net: int | None = None
    ratio: Ratio | None = None


@dataclass(frozen=True, slots=True)
class RollUp:
    """The result of adding up the accepted workbooks.

    `figures` has no entry for a unit without a report; `problems` are by the code of the unit whose workbook
    or figure a problem is about; `deductions` are those of the root, in roster order. `contributions` say
    where each accepted row stands, `parent_differences` where a parent's rows of a unit differ from the
    unit's own report, and `balance` whether the root has each row exactly once.
    """

    figures: Mapping[FigureKey, Figure]
    deductions: tuple[Deduction, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    contributions: Contributions
    reconciliation: Reconciliation
    parent_differences: tuple[ParentDifference, ...]
    balance: Balance


def roll_up(
    edition: Edition,
    roster: Roster,
    accepted: Mapping[str, Submission],
    scope: str = "",
    as_of: dt.date | None = None,
) -> RollUp:
    """The roll-up of the accepted workbooks (by unit code): the figures of every unit with a report.

    A region deducts its rows of direct units, a direct unit deducts nothing; above both, figures add up.
    Ratios are made from their net bases. Linear in rows; the order of workbooks and rows changes no figure.
    `scope` is the code of the unit for whose workbook the roll-up is done, by default the root; only `scope`
    and the units below are judged for net figures, quotas and discrepancies. Until the deadline is over
    (`as_of`, by default it is) a direct unit that has not returned is a remark. Problem codes:
    `source_unit_not_child`, `parent_differs`, `net_negative`, `quota_exceeded_below`,
    `deducted_not_reported`, `direct_unit_not_returned`, `reported_twice`, `claimed_twice`. Raises KeyError
    for an accepted unit outside the roster and ValueError for an edition that adds up something else than a
    list.
    """
    scope = scope or roster.root.code
    lists = added_lists(edition)
    directs = direct_units(edition, roster)
    contributions = who_counts(lists, roster, accepted)
    branches_of = {
        table: branches(directs, added, contributions.origins[table])
        for table, added in lists.items()
        if added.bases
    }
    totals = {
        unit.code: {
            table: by_unit[unit.code].counted
            for table, by_unit in branches_of.items()
            if unit.code in by_unit
        }
        for unit in roster.walk()
    }
    figures = dict(_figures(edition, totals))
    deductions = deductions_of(edition, roster, contributions, roster.root.code)
    reconciliation = reconcile(edition, roster, contributions, directs, scope)
    differing = tuple(parent_differences(edition, contributions, branches_of))
    problems: dict[str, list[Problem]] = {}
    for code, fault in (
        *misplaced_problems(edition, roster, accepted, contributions),
        *parent_problems(edition, roster, accepted, differing),
        *below_zero(edition, roster, {unit.code: totals[unit.code] for unit in roster.walk(scope)}),
        *quota_problems(edition, roster, contributions, scope),
        *discrepancy_problems(edition, roster, accepted, reconciliation, as_of),
    ):
        problems.setdefault(code, []).append(fault)
    return RollUp(
        figures=figures,
        deductions=deductions,
        problems={code: tuple(faults) for code, faults in problems.items()},
        contributions=contributions,
        reconciliation=reconciliation,
        parent_differences=differing,
        balance=balance_of(
            edition, directs, accepted, contributions, deductions, _net(figures, roster.root.code)
        ),
    )


def _net(figures: Mapping[FigureKey, Figure], code: str) -> NetFigures:
    """The net figures of one unit by form id and field id."""
    net = ((key, figure.net if figure.ratio is None else figure.ratio) for key, figure in figures.items())
    return {key[1:]: amount for key, amount in net if key[0] == code and amount is not None}


def _figures(
    edition: Edition, totals: Mapping[str, Mapping[str, Totals]]
) -> Iterator[tuple[FigureKey, Figure]]:
    for code, by_table in totals.items():
        for form in edition.statistics:
            for field in form.computed:
                figure = _figure(form, field, by_table)
                if figure is not None:
                    yield (code, form.id, field.id), figure


def _figure(form: Form, field: Field, by_table: Mapping[str, Totals]) -> Figure | None:
    base = _column(form, field.base, by_table)
    if field.method is Method.SUM:
        return base
    divisor = _column(form, field.divisor, by_table)
    if base is None or base.net is None or divisor is None or divisor.net is None:
        return None
    return Figure(ratio=Ratio(base.net, divisor.net))


def _column(form: Form, path: str, by_table: Mapping[str, Totals]) -> Figure | None:
    table, _, id_ = path.partition(".")
    if table not in by_table:
        return None
    gross, direct = by_table[table].gross[id_], by_table[table].deducted(form.id, id_)
    return Figure(gross, direct, gross - direct)
