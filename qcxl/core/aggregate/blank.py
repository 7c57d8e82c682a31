"""What the blank workbook of a unit says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qcxl.core.known_units import CHILD_CODES, CHILDREN, DIRECT_CODES, DIRECT_UNITS
from qcxl.core.layout import reaching
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Identity, Table


def blank_identity(
    edition: Edition, roster: Roster, unit: Unit, own: Identity | None, tables: Iterable[Table]
) -> Identity:
    """Who returns a fresh form of the edition: as the unit's `own` workbook says, else the roster.

    Its formulas reach down as far as the `tables` that go into it need.
    """
    last_row = reaching(max((row.number for table in tables for row in table.rows), default=0))
    if own is not None:
        return replace(own, edition_hash=edition.hash, last_row=last_row)
    parent = roster.parent(unit.code)
    return Identity(
        edition=edition.id,
        edition_hash=edition.hash,
        unit_code=unit.code,
        unit_name=unit.name,
        level=unit.level.value,
        period=edition.fact("period"),
        direct=roster.reports_directly(unit.code),
        parent_name=parent.name if parent else "",
        last_row=last_row,
    )


def blank_lists(roster: Roster, unit: Unit) -> dict[str, tuple[str, ...]]:
    """The lists from which a workbook is judged without the roster (`known_units.from_lists`)."""
    children, direct = roster.children(unit.code), roster.direct_units
    return {
        CHILDREN: tuple(child.name for child in children),
        CHILD_CODES: tuple(child.code for child in children),
        DIRECT_UNITS: tuple(each.name for each in direct),
        DIRECT_CODES: tuple(each.code for each in direct),
    }
