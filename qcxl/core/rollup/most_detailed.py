"""The rows that name enterprises: where a parent lists only subtotals of a unit, what stands below them."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.rollup.contributions import Contribution, Contributions


def most_detailed(
    contributions: Contributions, table: str, name_field: str, unit_code: str
) -> Iterator[Contribution]:
    """The rows of a unit and of everything below it as far down as accepted workbooks tell them apart.

    They are those that count, but for nameless subtotals (blank `name_field`) of a unit that reports itself:
    its own rows and those of its children stand in their place. Subtotals of a unit whose own workbook is not
    there are kept beside its children's, as the sign that not every enterprise is known.
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
    """True where a row names no enterprise, because it stands for several."""
    return any(not row.text(name_field) for row in part.rows)
