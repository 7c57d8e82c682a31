"""A made-up province of 160 units, its sums against plain decimals added up line by line."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from random import Random

import pytest

from qcxl.core.rollup.deduction import Deduction
from qcxl.core.rollup.roll_up import RollUp, roll_up
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission
from tests.support import province
from tests.support.province import (
    BOTH,
    CITIES,
    CLAIMED,
    CLAIMING,
    COUNTIES,
    DIFFERING,
    DIRECT,
    LISTING,
    PROVINCE,
    QC,
    SILENT_CITY,
    SILENT_DIRECT,
    TEAM,
    Line,
    Province,
)

SEEDS = (1, 2, 3)
EDITION, ROSTER = province.edition(), province.roster()
TEN_THOUSAND = 10_000
SUMS = {
    (QC, "qc_groups_total"): ("qc_groups_total", TEN_THOUSAND),
    (QC, "qc_groups_registered"): ("qc_groups_registered", TEN_THOUSAND),
    (QC, "qc_groups_active"): ("qc_groups_active", TEN_THOUSAND),
    (QC, "qc_benefit_total"): ("qc_benefit_total", 1),
    (QC, "qc_benefit"): ("qc_benefit", 1),
    (QC, "qc_spending"): ("qc_spending", 1),
    (QC, "qc_rewards"): ("qc_rewards", 1),
    (TEAM, "team_enterprises"): ("team_enterprises", 1),
    (TEAM, "team_count"): ("team_count", 1),
    (TEAM, "team_count_total"): ("team_count_total", 1),
    (TEAM, "team_participants"): ("team_participants", 1),
    (TEAM, "team_spending"): ("team_spending", 1),
    (TEAM, "team_rewards"): ("team_rewards", 1),
    (TEAM, "teams_recommended"): ("recommended", 1),
}
"""What each figure of the notice adds up, and by what the official measure divides it."""
RATIOS = {
    (QC, "qc_participation_rate"): ("qc_participants", "employees"),
    (QC, "qc_achievement_rate"): ("qc_groups_with_results", "qc_groups_registered"),
}


def amount(line: Line, column: str) -> Decimal:
    """What a line adds to a column, in the measure of the column."""
    entry = line.entries.get(column, "")
    if column == "recommended":
        return Decimal(line.table == "teams" and entry != "否")
    if column == "team_enterprises":
        return Decimal(bool(line.entries.get("team_count")))
    return entry if isinstance(entry, Decimal) else Decimal(0)


def is_deducted(line: Line, form: str) -> bool:
    """True for a region's line of an enterprise that reports through a direct unit of this form."""
    meant = str(line.entries.get("direct_unit", "")).removeprefix("示例").removesuffix("单位")
    return form in DIRECT.get(meant, ()) and form not in DIRECT.get(line.unit[:4], ())


def below(unit: str) -> list[str]:
    """A unit and everything that reports to it: codes begin with the code of the parent."""
    codes = [each.code for each in ROSTER.units]
    if unit == PROVINCE:
        return codes
    return [code for code in codes if code.startswith(unit)]


def expected(found: Province) -> dict[tuple[str, str, str], tuple[Decimal | None, ...]]:
    """Gross, direct, net, numerator and denominator of every figure, line by line."""
    figures: dict[tuple[str, str, str], tuple[Decimal | None, ...]] = {}
    for unit in ROSTER.units:
        reporting = [code for code in below(unit.code) if code in found.counted]
        lines = [line for code in reporting for line in found.counted[code]]
        if not reporting:
            continue
        for (form, field), (column, divisor) in SUMS.items():
            gross = sum((amount(line, column) for line in lines), Decimal(0)) / divisor
            out = [amount(line, column) for line in lines if is_deducted(line, form)]
            direct = sum(out, Decimal(0)) / divisor
            figures[unit.code, form, field] = (gross, direct, gross - direct, None, None)
        for (form, field), columns in RATIOS.items():
            kept = [line for line in lines if not is_deducted(line, form)]
            up, down = (sum((amount(line, each) for line in kept), Decimal(0)) for each in columns)
            rate = (up * 100 / down).quantize(Decimal("0.01"), ROUND_HALF_UP) if down else None
            figures[unit.code, form, field] = (None, None, rate, up, down)
    return figures


def printed(result: RollUp) -> dict[tuple[str, str, str], tuple[Decimal | None, ...]]:
    """Every figure of a roll-up in its official measure."""
    return {
        key: tuple(shown_figure(figure, EDITION.field(f"{key[1]}.{key[2]}"), EDITION))
        for key, figure in result.figures.items()
    }


@cache
def made(seed: int) -> Province:
    return province.made(seed)


@cache
def rolled(seed: int) -> RollUp:
    return roll_up(EDITION, ROSTER, made(seed).submissions())


def test_the_province_has_160_units() -> None:
    assert len(ROSTER.units) == 160


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_every_unit_is_what_its_lines_add_up_to(seed: int) -> None:
    figures = expected(made(seed))

    assert printed(rolled(seed)) == figures
    assert {form.id for form in EDITION.statistics} == {QC, TEAM}
    assert {key[1:] for key in figures} == {
        (form.id, field.id) for form in EDITION.statistics for field in form.computed
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_province_is_the_sum_over_its_children(seed: int) -> None:
    figures = printed(rolled(seed))

    for (form, field), (column, divisor) in SUMS.items():
        units = (PROVINCE, *(unit.code for unit in ROSTER.children(PROVINCE)))
        whole, *parts = (figures.get((code, form, field), (Decimal(0),) * 3) for code in units)
        own = [line for line in made(seed).counted[PROVINCE] if not is_deducted(line, form)]
        rest = sum((amount(line, column) for line in own), Decimal(0)) / divisor
        assert whole[2] == sum((part[2] or Decimal(0) for part in parts), rest)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_below_zero_and_direct_units_leave_nothing_out(seed: int) -> None:
    for (unit, form, field), figure in rolled(seed).figures.items():
        if (form, field) in SUMS:
            assert figure.gross is not None
            assert figure.direct is not None
            assert 0 <= figure.direct <= figure.gross
            assert form not in DIRECT.get(unit[:4], ()) or figure.direct == 0
    assert not any("net_negative" in _codes(faults) for faults in rolled(seed).problems.values())


def _codes(faults: Iterable[Problem]) -> set[str]:
    return {each.code for each in faults}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_did_not_report_has_no_figures(seed: int) -> None:
    silent = {SILENT_DIRECT, SILENT_CITY, *COUNTIES[SILENT_CITY]}

    assert {unit for unit, _, _ in rolled(seed).figures}.isdisjoint(silent)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_balance_holds_and_counts_every_row(seed: int) -> None:
    found, balance = made(seed), rolled(seed).balance

    accepted = Counter(line.table for lines in found.books.values() for _, line in lines)
    counted = [line for lines in found.counted.values() for line in lines]
    misplaced = Counter(line.table for line in found.misplaced)
    assert balance.holds
    for each in balance.lines:
        standing = [line for line in counted if line.table == each.table]
        out = sum(is_deducted(line, each.form) for line in standing)
        assert (each.accepted, each.counted, each.deducted, each.misplaced) == (
            accepted[each.table],
            len(standing) - out,
            out,
            misplaced[each.table],
        )
        assert each.superseded == accepted[each.table] - len(standing) - misplaced[each.table]
    assert any(each.superseded for each in balance.lines)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_deducted_line_is_named_once(seed: int) -> None:
    lines = [line for of_unit in made(seed).counted.values() for line in of_unit]
    out = [line for line in lines if is_deducted(line, QC) or is_deducted(line, TEAM)]

    named = rolled(seed).deductions

    assert Counter((each.unit_code, each.enterprise_name) for each in named) == Counter(
        (line.unit, str(line.entries["enterprise_name"])) for line in out
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_order_changes_no_figure(seed: int) -> None:
    random = Random(seed)
    accepted = {code: shuffled_rows(book, random) for code, book in made(seed).submissions().items()}
    codes_ = random.sample(sorted(accepted), len(accepted))
    units = Roster(tuple(random.sample(ROSTER.units, len(ROSTER.units))))

    again = roll_up(EDITION, units, {code: accepted[code] for code in codes_})

    assert again.figures == rolled(seed).figures
    assert again.balance == rolled(seed).balance


def shuffled_rows(book: Submission, random: Random) -> Submission:
    """The workbook with the rows of each list in another order."""
    tables = {
        id_: dataclasses.replace(table, rows=tuple(random.sample(table.rows, len(table.rows))))
        for id_, table in book.tables.items()
    }
    return dataclasses.replace(book, tables=tables)


@pytest.mark.parametrize("seed", SEEDS)
def test_whether_cities_or_their_counties_send_the_rows_changes_no_figure(seed: int) -> None:
    found = made(seed)
    apart = {code: [("", line) for line in lines] for code, lines in found.counted.items()}

    counties = roll_up(EDITION, ROSTER, Province(books=apart).submissions())

    assert counties.figures == rolled(seed).figures
    assert counties.balance.holds
    assert not any(line.superseded or line.misplaced for line in counties.balance.lines)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_city_that_lists_its_counties_otherwise_is_named(seed: int) -> None:
    problems = rolled(seed).problems

    differing = {
        code for code, faults in problems.items() for each in faults if each.code == "parent_differs"
    }
    assert differing == set(DIFFERING)
    assert differing.isdisjoint((*LISTING, *BOTH))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_row_that_stands_nowhere_is_named(seed: int) -> None:
    problems = rolled(seed).problems

    assert {
        code for code, faults in problems.items() for each in faults if each.code == "source_unit_not_child"
    } == {CITIES[0]}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_deducted_for_a_direct_unit_that_never_reports_is_named_as_lost(seed: int) -> None:
    result = rolled(seed)

    lost = [each for each in result.deductions if each.direct_unit.code == SILENT_DIRECT]
    assert lost
    assert not [key for key in result.figures if key[0] == SILENT_DIRECT]
    discrepancies = [each for each in result.reconciliation.discrepancies if each.one.key in _keys(lost)]
    assert {each.code for each in discrepancies} == {"deducted_not_reported"}
    assert len(discrepancies) == len(lost)


def _keys(deductions: Iterable[Deduction]) -> set[tuple[str, str, int]]:
    return {(each.holder_code, each.table, each.row.number) for each in deductions}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_enterprise_claimed_by_two_counties_is_named_at_the_later_one(seed: int) -> None:
    result = rolled(seed)

    claims = [each for each in result.reconciliation.discrepancies if each.code == "claimed_twice"]
    assert [(each.one.unit_code, each.other and each.other.unit_code) for each in claims] == [
        (CLAIMING[1], CLAIMING[0])
    ]
    assert "claimed_twice" in {each.code for each in result.problems[CLAIMING[1]]}


def test_a_negative_net_figure_is_an_error_of_the_unit_and_of_all_above_it_that_end_below_zero() -> None:
    county, city = COUNTIES[CITIES[11]][0], CITIES[11]
    line = Line("enterprises", county, {"enterprise_name": CLAIMED, "qc_groups_active": Decimal(-3)})

    result = roll_up(EDITION, ROSTER, Province(books={county: [("", line)]}).submissions())

    negative = {code for code, faults in result.problems.items() if "net_negative" in _codes(faults)}
    assert negative == {county, city, PROVINCE}
    assert result.balance.holds
