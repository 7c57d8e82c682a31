"""What the fresh workbook of a unit says of itself, and which answers in it its children's rows withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qcxl.core.figures.known_units import CHILD_CODES, CHILDREN, DIRECT_CODES, DIRECT_UNITS
from qcxl.core.sheets.layout import reaching
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Identity, Submission, Table

_SAYS_EMPTY = "nil_means_empty"


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


def withdrawn_answers(
    edition: Edition, own: Submission | None, tables: Iterable[Table]
) -> frozenset[tuple[str, str]]:
    """The answers (form, field) of `own` by which a list is empty on purpose that has rows now.

    A unit without enterprises has to say so to be accepted; of the filled workbook it is no longer true.
    """
    filled = {table.form for table in tables if table.rows}
    questions = (
        edition.field(rule.others[0]) for rule in edition.rules_of(_SAYS_EMPTY) if rule.form in filled
    )
    return frozenset(
        (question.form, question.id)
        for question in questions
        if own is not None and own.value(f"{question.form}.{question.id}") == edition.yes(question)
    )
