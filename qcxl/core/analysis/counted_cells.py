"""The cells that make a figure: those of its column, and whatever makes a blank one count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from qcxl.core.analysis.cell_runs import Run, cells, runs
from qcxl.core.rollup.amounts import Column
from qcxl.model.submission import Row, Table

MOST_RUNS = 20
"""Runs of cells in one text, so that a line stays low enough to print."""

_NO_COLUMN = "没有这一列"


class _Piece(NamedTuple):
    """A run of rows in a column (from 1), and what to say of its cells."""

    remark: str
    column: int
    rows: Run


def cell_texts(column: Column, table: Table, rows: Iterable[Row], found: Sequence[Run]) -> tuple[str, ...]:
    """The cells of a list that make a figure: one text, or several of at most `MOST_RUNS` runs.

    `found` are the rows in question, `rows` at least these. Where blank cells of the column count by default,
    the texts name those that are filled in, and either the cells that make the blank ones count
    (`default_when`) or the blank ones. Empty for no rows.
    """
    if column.default is None:
        number = table.columns.get(column.field.id)
        if number is None:
            return (_NO_COLUMN,) if found else ()
        return _texts([_Piece("", number, run) for run in found])
    wanted = frozenset(number for first, last in found for number in range(first, last + 1))
    return _with_default(column, table, [row for row in rows if row.number in wanted])


def _with_default(column: Column, table: Table, rows: Sequence[Row]) -> tuple[str, ...]:
    field = column.field
    value = f" {field.default} " if field.is_number else f"“{field.default}”"
    number, condition = table.columns.get(field.id), table.columns.get(field.default_when)
    by_default = [row for row in rows if column.is_by_default(row)]
    filled = [row for row in rows if row.get(field.id) is not None]
    if number is None and condition is None and by_default:
        return (f"{_NO_COLUMN}，每行按{value}计",)
    # Blank cells that count nothing stand only where there are no others.
    pieces = list(_pieces("", number, filled if filled or by_default else rows))
    if field.default_when:
        pieces += _pieces(f"大于 0 的按{value}计", condition, by_default)
    else:
        pieces += _pieces(f"空白按{value}计", number, by_default)
    return _texts(pieces) or ((_NO_COLUMN,) if rows else ())


def _pieces(remark: str, column: int | None, rows: Iterable[Row]) -> Iterator[_Piece]:
    if column is not None:
        yield from (_Piece(remark, column, run) for run in runs(row.number for row in rows))


def _texts(pieces: Sequence[_Piece]) -> tuple[str, ...]:
    return tuple(_text(pieces[start : start + MOST_RUNS]) for start in range(0, len(pieces), MOST_RUNS))


def _text(pieces: Iterable[_Piece]) -> str:
    groups = groupby(pieces, key=lambda piece: piece[:2])
    return "；".join(
        f"{remark}：{named}" if remark else named
        for (remark, column), members in groups
        if (named := cells(column, (piece.rows for piece in members)))
    )
