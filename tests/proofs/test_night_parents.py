"""The costs of a city that the suite compares in small, with twice as many rows."""

from __future__ import annotations

import pytest

from tests.benchmarks.night_parents import Costs, measure
from tests.benchmarks.test_night_parents import (
    FEW,
    MANY,
    test_each_phase_costs_in_proportion_to_the_rows,
    test_writing_a_city_costs_a_few_times_what_reading_its_counties_does,
)

__all__ = [
    "test_each_phase_costs_in_proportion_to_the_rows",
    "test_writing_a_city_costs_a_few_times_what_reading_its_counties_does",
]


@pytest.fixture(scope="module")
def few() -> Costs:
    return measure(2 * FEW)


@pytest.fixture(scope="module")
def many() -> Costs:
    return measure(2 * MANY)
