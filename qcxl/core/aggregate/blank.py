"""The identity and lists of a unit's fresh workbook, and the answers that its filled lists make untrue."""

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
    """The identity (`_qcxl`) of a fresh form for `unit`: that of its `own` workbook, else from the roster.

    The formulas of the form reach down (`last_row`) to the last row of the `tables` that go into the form.
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
    """The names and codes of a unit's children and of the direct units, by list of `_qcxl_lists`.

    From these lists a workbook is judged without the roster (`known_units.from_lists`).
    """
    children, direct = roster.children(unit.code), roster.direct_units
    return {
        CHILDREN: tuple(child.name for child in children),
        CHILD_CODES: tuple(child.code for child in children),
        DIRECT_UNITS: tuple(direct_unit.name for direct_unit in direct),
        DIRECT_CODES: tuple(direct_unit.code for direct_unit in direct),
    }


def withdrawn_answers(
    edition: Edition, own: Submission | None, tables: Iterable[Table]
) -> frozenset[tuple[str, str]]:
    """The answers (form, field) of the `own` workbook that call a list empty which has rows in `tables`.

    Such an answer (零报告, rule `nil_means_empty`) is needed for an empty list to be accepted, and is untrue
    of the filled workbook.
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
