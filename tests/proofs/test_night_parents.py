"""What a night writes for a city costs in proportion to its rows, a few times what reading them costs."""

from __future__ import annotations

import pytest

from tests.benchmarks.night_parents import Costs, measure

FEW, MANY = 2, 8


@pytest.fixture(scope="module")
def few() -> Costs:
    return measure(FEW)


@pytest.fixture(scope="module")
def many() -> Costs:
    return measure(MANY)


@pytest.mark.parametrize("phase", ["roll_up", "prepare", "workbook", "analysis"])
def test_each_phase_costs_in_proportion_to_the_rows(phase: str, few: Costs, many: Costs) -> None:
    # What grows with the square of the rows costs four times as much for each workbook.
    assert getattr(many, phase) < 2.5 * getattr(few, phase)


def test_writing_a_city_costs_a_few_times_what_reading_its_counties_does(many: Costs) -> None:
    assert many.roll_up < many.read
    assert many.out < 6 * many.read
