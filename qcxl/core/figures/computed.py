"""The computed cells of one workbook, from its own entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qcxl.core.figures.additive import base_paths, column_of
from qcxl.core.figures.known_units import KnownUnits
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form, Method
from qcxl.model.quantity import MEASURES, Ratio, in_measure
from qcxl.model.submission import Row, Submission

RATIO_PLACES = 2

Amount = int | Ratio
"""A computed figure: base units, or a ratio with its bases."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one form: `counted` with every entry, `seen` as the sheet's own formulas see them.

    The two differ where a number stands as text or below the last row that formulas add up: `counted` has
    the number, `seen` has not.
    """

    counted: Mapping[str, Amount]
    seen: Mapping[str, Amount]


def net_rows(
    submission: Submission, list_: Form, form: Form, edition: Edition, known: KnownUnits
) -> Sequence[Row]:
    """The rows of a list that count in `form`: those of direct units are left out."""
    table = submission.tables.get(list_.id)
    if table is None:
        return ()
    direct = list_.field_of_kind(FieldKind.DIRECT_UNIT)
    if direct is None or not form.deducts:
        return table.rows
    return tuple(row for row in table.rows if not known.deducted(row.text(direct.id), form, edition))


def compute(form: Form, submission: Submission, edition: Edition, known: KnownUnits) -> Figures:
    """Every computed field of a statistics form, net of direct units, from the rows of one workbook."""
    counted: dict[str, Amount] = {}
    seen: dict[str, Amount] = {}
    bases = [edition.field(path) for field in form.computed for path in base_paths(field)]
    # The rows are worked out once for each list, because naming the direct unit of a row takes time.
    rows = {
        list_id: net_rows(submission, edition.form(list_id), form, edition, known)
        for list_id in {base.form for base in bases}
    }
    for field in form.computed:
        sums = [_sums(edition.field(path), rows, submission, edition) for path in base_paths(field)]
        if field.method is Method.RATIO:
            counted[field.id], seen[field.id] = (Ratio(up, down) for up, down in zip(*sums, strict=True))
        else:
            counted[field.id], seen[field.id] = sums[0]
    return Figures(counted, seen)


def _sums(
    base: Field, rows: Mapping[str, Sequence[Row]], submission: Submission, edition: Edition
) -> tuple[int, int]:
    column = column_of(base, edition)
    counted = seen = 0
    for row in rows[base.form]:
        amount = column.amount(row)
        counted += amount
        seen += amount if _is_seen(row, base, submission) else 0
    return counted, seen


def _is_seen(row: Row, base: Field, submission: Submission) -> bool:
    """True where the sheet's own formulas add up an entry: a number, not below the rows they reach."""
    last_row = submission.identity.last_row
    # A blank cell counts by default where the formula sees the number on which the default depends.
    entry = base.id if base.id in row.values or not base.default_when else base.default_when
    return entry not in row.unseen and (last_row is None or row.number <= last_row)


def shown(amount: Amount, field: Field) -> Decimal | None:
    """The figure as its cell shows it: in the field's measure, a ratio at two places, None over 0."""
    if isinstance(amount, Ratio):
        return amount.percent(RATIO_PLACES)
    return in_measure(amount, MEASURES[field.measure])


def same_at_shown_precision(displayed: float, amount: Amount, field: Field) -> bool:
    """True when a displayed number equals the figure at the precision that its cell shows."""
    if isinstance(amount, Ratio):
        if amount.denominator == 0:
            return False
        exact = Fraction(amount.numerator * 100, amount.denominator)
        half = Fraction(1, 2 * 10**RATIO_PLACES)
    else:
        exact = Fraction(amount, MEASURES[field.measure].factor)
        half = Fraction(1, 2 * MEASURES[field.measure].factor)
    # A displayed float carries about 15 digits; the slack keeps a large sum from failing on the 16th.
    slack = abs(exact) / 10**14
    return abs(Fraction(displayed) - exact) <= half + slack
