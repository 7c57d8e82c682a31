"""The rows that name enterprises: where a parent lists subtotals of a unit, the unit's own rows instead."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.rollup.contributions import Contribution, Contributions


def most_detailed(
    contributions: Contributions, table: str, name_field: str, unit_code: str
) -> Iterator[Contribution]:
    """The rows of a unit and of everything below it, one enterprise a row as far as accepted workbooks say.

    These are the counted rows, but nameless subtotals (blank `name_field`) of a unit that reports itself give
    way to the rows of the unit and of its children. Where the unit's own workbook is missing, the subtotals
    stay beside the rows of the children, as a sign that not every enterprise is known.
    """
    origins = contributions.origins[table]
    waiting = [unit_code]
    while waiting:
        origin = origins.get(waiting.pop())
        if origin is None:
            continue
        if origin.given is not None:
            told_apart = has_subtotals(origin.given, name_field) and origin.reports_itself
            if not told_apart or origin.own is None:
                yield origin.given
            if not told_apart:
                continue
        if origin.own is not None:
            yield origin.own
        waiting.extend(reversed(origin.children))


def has_subtotals(part: Contribution, name_field: str) -> bool:
    """True where some row names no enterprise (blank `name_field`), as a subtotal row does."""
    return any(not row.text(name_field) for row in part.rows)
