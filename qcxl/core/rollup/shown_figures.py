"""The figures of a roll-up as tables and forms print them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from qcxl.core.figures.computed import Amount, shown
from qcxl.core.rollup.roll_up import Figure, RollUp
from qcxl.model.edition import Edition
from qcxl.model.form import Field
from qcxl.model.organisation import Unit


class ShownFigure(NamedTuple):
    """One figure in the measures of its form: an amount has gross, direct and net, a ratio net and bases."""

    gross: Decimal | None = None
    direct: Decimal | None = None
    net: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def shown_figure(figure: Figure, field: Field, edition: Edition) -> ShownFigure:
    """The figure in the measure of `field`, the bases of a ratio in the measures of their columns.

    A ratio is a percentage at two places, None where its denominator is 0.
    """
    ratio = figure.ratio
    if ratio is not None:
        return ShownFigure(
            net=shown(ratio, field),
            numerator=shown(ratio.numerator, edition.field(field.base)),
            denominator=shown(ratio.denominator, edition.field(field.divisor)),
        )
    gross, direct, net = (
        None if amount is None else shown(amount, field)
        for amount in (figure.gross, figure.direct, figure.net)
    )
    return ShownFigure(gross, direct, net)


def unit_amounts(edition: Edition, rollup: RollUp, unit: Unit) -> dict[str, dict[str, Amount]]:
    """The net figures of a unit in base units, by form id and field id."""
    amounts: dict[str, dict[str, Amount]] = {}
    for form in edition.statistics:
        for field in form.computed:
            figure = rollup.figures.get((unit.code, form.id, field.id))
            amount = None if figure is None else figure.net if figure.ratio is None else figure.ratio
            if amount is not None:
                amounts.setdefault(form.id, {})[field.id] = amount
    return amounts
