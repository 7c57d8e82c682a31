"""Made-up figures and dates that stay within an edition's own rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from qcxl.core.names.person_lists import split_names
from qcxl.demo.scale_limits import ScaleLimits
from qcxl.demo.words import Entries
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Method

_PEOPLE = ("人", "人次")
_STAFF = (120, 4000)
_CREW = (5, 24)
_PIECES = (12, 160)
_TIMES = (0, 3)
_MONEY = (50_000, 9_000_000)
_COST = (2_000, 300_000)
_HIGH_SHARES = (920, 999)
_LOW_SHARES = (1, 25)
_SCORES = (700, 985)
_FAR_BELOW = {FieldKind.COUNT: 10, FieldKind.MONEY: 100}
"""The divisors by which made-up figures stay below the bounds of scale that an edition states."""
_SHARE_WITHOUT = 0.3
_DAYS_BEFORE_DUE = (5, 90)


class Amounts:
    """Figures for the fields of one edition."""

    def __init__(self, edition: Edition, random: Random) -> None:
        self._due = dt.date.fromisoformat(edition.fact("due"))
        self._random = random

    def date(self) -> dt.date:
        """A day in the weeks before the returns are due."""
        return self._due - dt.timedelta(days=self._random.randint(*_DAYS_BEFORE_DUE))

    def figure(self, field: Field, row: Entries, limits: ScaleLimits) -> int | Decimal:
        """A figure in the measure of its field, which fits the entries that the row has already."""
        if field.id in limits.never or not row.get(limits.leads.get(field.id, ""), 1):
            return 0
        high = min(_bounds(field, row, limits), default=None)
        match field.kind:
            case FieldKind.SHARE:
                return self._tenths(_HIGH_SHARES if field.id in limits.lowest else _LOW_SHARES)
            case FieldKind.SCORE:
                return self._tenths(_SCORES)
            case FieldKind.MONEY:
                return self._money(field, high)
        is_lead = field.id in limits.leads.values()
        return 0 if is_lead and self._random.random() < _SHARE_WITHOUT else self._pieces(field, high)

    def _tenths(self, bounds: tuple[int, int]) -> Decimal:
        return Decimal(self._random.randint(*bounds)) / 10

    def _pieces(self, field: Field, bound: Decimal | None) -> int:
        if bound is not None:
            return self._random.randint(int(bound) // 3, int(bound))
        if field.measure in _PEOPLE:
            return self._random.randint(*(_STAFF if field.method is Method.SUM else _CREW))
        return self._random.randint(*(_TIMES if field.measure == "次" else _PIECES))

    def _money(self, field: Field, bound: Decimal | None) -> Decimal:
        low, high = _MONEY if field.method is Method.SUM else _COST
        if bound is not None:
            high = min(high, int(bound * 10_000))
        return Decimal(self._random.randint(min(low, high), high)) / 10_000


def _bounds(field: Field, row: Entries, limits: ScaleLimits) -> Iterator[Decimal]:
    """The bounds that a figure may not exceed, by the entries that its row has already."""
    for sibling in limits.at_most.get(field.id, ()):
        beside = row.get(sibling)
        if beside is not None:
            yield Decimal(len(split_names(beside)) if isinstance(beside, str) else str(beside))
    if field.id in limits.per and field.kind in _FAR_BELOW:
        sibling, limit = limits.per[field.id]
        yield Decimal(str(row[sibling])) * limit / _FAR_BELOW[field.kind]
