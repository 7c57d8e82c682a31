from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.model.quantity import LARGEST, MEASURES, Ratio, in_measure, plain, round_half_away, to_base


@given(base=st.integers(-(10**20), 10**20), measure=st.sampled_from(sorted(MEASURES)))
def test_base_units_survive_every_measure(base: int, measure: str) -> None:
    assert to_base(in_measure(base, MEASURES[measure]), MEASURES[measure]) == base


@pytest.mark.parametrize(
    ("amount", "measure", "base"),
    [
        ("0.0035", "万个", 35),
        ("12.345678", "万元", 12_345_678),
        ("12.3456789", "万元", None),
        ("12.5000000000000000000000000000001", "万元", None),
        ("35.5", "个", None),
        ("85.3333", "%", 853_333),
        ("-1.5", "元", -150),
    ],
)
def test_amount_in_base_units_is_exact_or_none(amount: str, measure: str, base: int | None) -> None:
    assert to_base(Decimal(amount), MEASURES[measure]) == base


@pytest.mark.parametrize(
    ("base", "measure", "text"),
    [
        (35, "万个", "0.0035"),
        (1, "万元", "0.000001"),
        (10**15, "万元", "1000000000"),
        (100, "元", "1"),
        (0, "%", "0"),
    ],
)
def test_amount_is_written_plainly(base: int, measure: str, text: str) -> None:
    assert plain(in_measure(base, MEASURES[measure])) == text


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(0), 2, "0.00"),
    ],
)
def test_halves_go_away_from_zero(number: Fraction, places: int, rounded: str) -> None:
    assert str(round_half_away(number, places)) == rounded


def test_ratio_is_rounded_once() -> None:
    assert Ratio(1, 800).percent() == Decimal("0.13")


def test_ratio_without_base_has_no_percentage() -> None:
    assert Ratio(5, 0).percent() is None


def test_measures_of_one_kind_differ_by_powers_of_ten() -> None:
    assert all(str(measure.factor).strip("0") == "1" for measure in MEASURES.values())


def test_largest_amount_is_exact_in_a_double() -> None:
    assert float(LARGEST) == LARGEST
    assert float(LARGEST - 1) == LARGEST - 1
