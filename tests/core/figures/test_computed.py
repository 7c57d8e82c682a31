"""The computed cells of one workbook: exact, net of direct units, and as they are shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qcxl.core.figures.computed import Amount, Figures, compute, same_at_shown_precision, shown
from qcxl.core.figures.known_units import from_lists
from qcxl.model.edition import Edition
from qcxl.model.quantity import Ratio
from tests.support.submissions import CHONGQING, HENAN, submission
from tests.support.workbooks import edition

ENTRIES = """
    enterprises
    | enterprise_name | direct_unit | employees | qc_participants | qc_groups_total | qc_benefit |
    | --------------- | ----------- | --------- | --------------- | --------------- | ---------- |
    | 甲公司          |             | 100       | 30              | 20              | 10.123456  |
    | 乙公司          |             | 200       | '60             |                 | 0.000044   |
    | 丙公司          | HY01        | 1000      | 1000            | 500             | 800        |
    | 丁公司          |             | 约20      | 3               | '15             | =          |
    """


def figures(markdown: str = ENTRIES, unit: str = "", of: Edition | None = None) -> Figures:
    of = of or edition(HENAN)
    found = submission(markdown, of, unit)
    return compute(of.form("qc_statistics"), found, of, from_lists(found))


@pytest.mark.parametrize(
    ("unit", "field", "counted", "seen"),
    [
        ("411521", "qc_groups_total", 35, 20),
        ("411521", "qc_benefit", 10_123_500, 10_123_500),
        ("411521", "qc_participation_rate", Ratio(93, 300), Ratio(33, 300)),
        ("HY01", "qc_groups_total", 535, 520),
        ("HY01", "qc_participation_rate", Ratio(1093, 1300), Ratio(1033, 1300)),
        ("411521", "qc_spending", 0, 0),
    ],
)
def test_figures_count_every_entry_and_say_what_the_formulas_see(
    unit: str, field: str, counted: Amount, seen: Amount
) -> None:
    found = figures(unit=unit)

    assert (found.counted[field], found.seen[field]) == (counted, seen)


def test_every_computed_cell_has_its_figure() -> None:
    for id_ in (HENAN, CHONGQING):
        form = edition(id_).form("qc_statistics")
        empty = figures("", of=edition(id_))

        assert set(empty.counted) == set(empty.seen) == {field.id for field in form.computed}


def test_a_workbook_without_the_list_has_no_figures_but_zero() -> None:
    found = submission(ENTRIES)
    lost = type(found)(found.identity, found.cards, {}, found.lists)

    counted = compute(edition().form("qc_statistics"), lost, edition(), from_lists(lost)).counted

    assert counted["qc_groups_total"] == 0
    assert counted["qc_participation_rate"] == Ratio(0, 0)


@pytest.mark.parametrize(
    ("field", "amount", "text"),
    [
        ("qc_groups_total", 35, "0.0035"),
        ("qc_groups_total", 20_000, "2"),
        ("qc_benefit", 10_123_456, "10.123456"),
        ("qc_participation_rate", Ratio(1, 3), "33.33"),
        ("qc_participation_rate", Ratio(1, 800), "0.13"),
    ],
)
def test_a_figure_is_shown_in_the_measure_of_the_form(field: str, amount: Amount, text: str) -> None:
    assert shown(amount, edition().field(f"qc_statistics.{field}")) == Decimal(text)


def test_a_rate_without_base_is_not_shown() -> None:
    assert shown(Ratio(0, 0), edition().field("qc_statistics.qc_participation_rate")) is None


@pytest.mark.parametrize(
    ("field", "displayed", "amount", "same"),
    [
        ("qc_groups_total", 0.0035, 35, True),
        ("qc_groups_total", 0.1 + 0.2, 3000, True),
        ("qc_groups_total", 0.0036, 35, False),
        ("qc_groups_total", 35, 35, False),
        ("qc_groups_total", 899_999_999_999.9999, 8_999_999_999_999_999, True),
        ("qc_benefit", 10.123456, 10_123_456, True),
        ("qc_benefit", 10.1234564, 10_123_456, True),
        ("qc_benefit", 10.123457, 10_123_456, False),
        ("qc_participation_rate", 33.333333333333336, Ratio(1, 3), True),
        ("qc_participation_rate", 33.33, Ratio(1, 3), True),
        ("qc_participation_rate", 33.34, Ratio(1, 3), False),
        ("qc_participation_rate", 0.125, Ratio(1, 800), True),
        ("qc_participation_rate", 0.13, Ratio(1, 800), True),
        ("qc_participation_rate", 0.3333, Ratio(1, 3), False),
        ("qc_participation_rate", 0, Ratio(0, 0), False),
    ],
)
def test_a_displayed_number_is_compared_at_the_precision_its_cell_shows(
    field: str, displayed: float, amount: Amount, same: bool
) -> None:
    assert same_at_shown_precision(displayed, amount, edition().field(f"qc_statistics.{field}")) is same
