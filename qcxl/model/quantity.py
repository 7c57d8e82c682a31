"""Exact amounts: integers of a base unit, measures that show them, ratios that keep their bases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

LARGEST = 9 * 10**15
"""The number of base units that no entry may reach: from here a spreadsheet no longer adds up exactly."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (计量单位) of `factor` base units; only measures of the same `kind` may be compared."""

    name: str
    kind: str
    factor: int


def _measures() -> dict[str, Measure]:
    counts = dict.fromkeys(("个", "人", "人次", "次", "条", "小时", "名次"), 1) | dict.fromkeys(
        ("万个", "万人"), 10_000
    )
    money = {"元": 100, "万元": 1_000_000, "万元/年": 1_000_000}
    shares = {"百分数": 10_000, "%": 10_000}
    scores = {"分": 100}
    return {
        name: Measure(name, kind, factor)
        for kind, group in (("count", counts), ("money", money), ("share", shares), ("score", scores))
        for name, factor in group.items()
    }


MEASURES: Mapping[str, Measure] = MappingProxyType(_measures())
"""The closed vocabulary of measures. Base units: one piece (count), 分 (money), 0.0001 % (share), 0.01 point
(score)."""


def round_half_away(number: Fraction, places: int) -> Decimal:
    """`number` rounded to `places` decimals, halves away from zero as Excel's ROUND does."""
    scaled = abs(number) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def to_base(amount: Decimal, measure: Measure) -> int | None:
    """`amount` of `measure` in base units, None for an amount that is no whole number of base units."""
    # Decimal would round a product of more than 28 digits and hide a fraction of a base unit.
    product = Fraction(amount) * measure.factor
    return int(product) if product.denominator == 1 else None


def in_measure(base: int, measure: Measure) -> Decimal:
    """`base` units shown in `measure`, exactly (every factor is a power of ten)."""
    amount = Decimal(base) / measure.factor
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def plain(amount: Decimal) -> str:
    """`amount` without exponent: `0.0035`, never `3.5E-3`."""
    return f"{amount:f}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage that keeps its bases, so that ratios are recomputed and never averaged."""

    numerator: int
    denominator: int

    def percent(self, places: int = 2) -> Decimal | None:
        """The percentage rounded once to `places` decimals, None where the denominator is 0."""
        if self.denominator == 0:
            return None
        return round_half_away(Fraction(self.numerator * 100, self.denominator), places)
