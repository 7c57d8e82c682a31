"""Amounts that a number format shows in another measure than the one in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from qcxl.core.cells.number_formats import held_factor
from qcxl.core.cells.shown import render_raw
from qcxl.core.problems.graded import graded
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form
from qcxl.model.grid import SheetGrid, address
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES, plain, round_half_away
from qcxl.model.submission import Row, Table

_KINDS = (FieldKind.MONEY, FieldKind.COUNT)
_PLACES = 4


def without_other_measures(
    table: Table, form: Form, sheet: SheetGrid, edition: Edition
) -> tuple[Table, tuple[Problem, ...]]:
    """The table without columns whose numbers people see in another measure than they hold; their problem.

    250.6627万元 on the screen may be 2506627 in the cell. Where a whole column is so, its entries count as
    faulty, and one problem names all such columns of the sheet (column_of_other_measure); single cells of
    other columns are one problem (cells_of_other_measure) and keep their values.
    """
    if not sheet.measures:
        return table, ()
    whole: list[Field] = []
    single: list[tuple[Row, Field]] = []
    for field in form.entered:
        column = table.columns.get(field.id)
        if column is None or field.kind not in _KINDS:
            continue
        given = [row for row in table.rows if row.amount(field.id)]
        odd = [row for row in given if _factor(sheet, row, column, field) is not None]
        if odd and len(odd) == len(given):
            whole.append(field)
        else:
            single += [(row, field) for row in odd]
    problems = []
    if whole:
        first = next(row for row in table.rows if row.amount(whole[0].id))
        problems.append(_problem("column_of_other_measure", table, sheet, first, whole, edition))
    if single:
        row, field = min(single, key=lambda cell: (cell[0].number, table.columns[cell[1].id]))
        fields = [field for field in form.entered if any(field is odd for _, odd in single)]
        problems.append(_problem("cells_of_other_measure", table, sheet, row, [field, *fields], edition))
    return _with_faulty(table, frozenset(field.id for field in whole)), tuple(problems)


def _factor(sheet: SheetGrid, row: Row, column: int, field: Field) -> Fraction | None:
    """The base units in one unit of the number in a cell, None where a person sees it as it is read."""
    code = sheet.measures.get((row.number, column))
    held = held_factor(code, field) if code else None
    return None if held == MEASURES[field.measure].factor else held


def _problem(
    code: str, table: Table, sheet: SheetGrid, row: Row, fields: Sequence[Field], edition: Edition
) -> Problem:
    field = fields[0]
    place = row.number, table.columns[field.id]
    held = _factor(sheet, row, place[1], field) or Fraction(1)
    ratio = Fraction(MEASURES[field.measure].factor) / held
    named = "、".join(dict.fromkeys(each.label for each in fields))
    meant = Fraction(row.amount(field.id)) / MEASURES[field.measure].factor / ratio
    return graded(
        edition,
        code,
        sheet=sheet.name,
        cell=address(place),
        field=field.label,
        value=render_raw(sheet.value(place)),
        clause=field.clause,
        format=sheet.measures[place],
        fields=named,
        measure=field.measure,
        times=_times(ratio),
        meant=plain(round_half_away(meant, _PLACES).normalize()),
    )


def _times(ratio: Fraction) -> str:
    """The words on how much too large or too small an amount is read."""
    larger = ratio > 1
    number = ratio if larger else 1 / ratio
    return f"{'大' if larger else '小'}了 {int(number)} 倍"


def _with_faulty(table: Table, fields: frozenset[str]) -> Table:
    if not fields:
        return table
    rows = tuple(
        replace(
            row,
            values={id_: value for id_, value in row.values.items() if id_ not in fields},
            faulty=row.faulty | (fields & row.values.keys()),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)
