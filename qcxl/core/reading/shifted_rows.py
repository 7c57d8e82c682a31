"""Rows of a list whose entries stand some columns aside from the header, as after an inserted cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from qcxl.core.cells.number_text import read_number
from qcxl.core.problems.graded import graded
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form
from qcxl.model.grid import RawValue, SheetGrid
from qcxl.model.problem import Problem
from qcxl.model.submission import Table
from qcxl.model.text import clean, is_blank, name_key

SHIFTS = (1, -1, 2, -2, 3, -3)
_LEAST_MISFITS = 2
"""The least entries of a row that do not suit their columns; one alone is a slip of another kind."""
_LEAST_GAIN = 3
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTERS_FIRST = re.compile("[\u3400-\u9fff]{5}")
"""The beginning of most names, which is no amount in words (三千五百万)."""
_CODE = re.compile(r"[0-9A-Za-z]{8,}")
_CONTACT = re.compile(r"[0-9０-９\s+()（）-]{6,}")

_Fits = Callable[[RawValue], int]


def row_shift(sheet: SheetGrid, number: int, columns: Sequence[tuple[Field, int]], edition: Edition) -> int:
    """The columns by which the entries of a row stand aside: 1 where each is one too far right, 0 if none.

    `columns` are the fields of the list with their columns, the naming field first. A row is shifted where at
    least two entries do not suit the columns in which they stand, all suit the columns aside, and a name
    stands in the column of names.
    """
    column = columns[0][1]
    if _named(sheet.value((number, column))) > 0:
        return 0
    tests: list[_Fits] = [_named, *(_test_of(field, edition) for field, _ in columns[1:])]
    standing = _fits(sheet, number, columns, tests, 0)
    if is_blank(sheet.value((number, column))):
        standing[0] = -1
    if standing.count(-1) < _LEAST_MISFITS:
        return 0
    for shift in SHIFTS:
        aside = _fits(sheet, number, columns, tests, shift)
        # A word alone beside its column is a slip of another kind.
        suited = aside.count(1) > 1 and aside[0] > 0 and -1 not in aside
        if suited and sum(aside) - sum(standing) >= _LEAST_GAIN:
            return shift
    return 0


def shifted_rows(table: Table, form: Form, edition: Edition) -> Iterable[Problem]:
    """The problem rows_shifted of a list, which names all its shifted rows; none for a list without any."""
    rows = [row for row in table.rows if row.shift]
    if not rows:
        return
    shift = rows[0].shift
    yield graded(
        edition,
        "rows_shifted",
        sheet=table.sheet,
        cell=table.address(rows[0], form.fields[0].id),
        field=form.fields[0].label,
        value=rows[0].text(form.fields[0].id),
        rows=_listed([row.number for row in rows]),
        count=len(rows),
        aside=f"{'右' if shift > 0 else '左'}错开了 {abs(shift)} 列",
    )


def _fits(
    sheet: SheetGrid, number: int, columns: Sequence[tuple[Field, int]], tests: Sequence[_Fits], shift: int
) -> list[int]:
    """1 for each entry that suits its field, -1 for one that does not, 0 for a blank or either."""
    return [
        test(sheet.value((number, column + shift))) if column + shift > 0 else 0
        for (_, column), test in zip(columns, tests, strict=True)
    ]


def _test_of(field: Field, edition: Edition) -> _Fits:
    if field.is_number:
        return _counted
    if field.kind is FieldKind.CHOICE:
        labels = {name_key(choice.label) for choice in edition.choices.get(field.choices, ())}
        return lambda raw: 0 if is_blank(raw) else 1 if name_key(_text(raw)) in labels else -1
    if field.kind is FieldKind.DIRECT_UNIT:
        units = {name_key(organisation.name) for organisation in edition.organisations}
        return lambda raw: -1 if _named(raw) > 0 and name_key(_text(raw)) not in units else _of_unit(raw)
    return _TESTS.get(field.kind, lambda _: 0)


def _named(raw: RawValue) -> int:
    if isinstance(raw, str) and _LETTERS_FIRST.match(raw):
        return 1
    if is_blank(raw):
        return 0
    return 1 if isinstance(raw, str) and _HAN.search(raw) and read_number(clean(raw)) is None else -1


def _worded(raw: RawValue) -> int:
    return max(_named(raw), 0)


def _counted(raw: RawValue) -> int:
    if is_blank(raw):
        return 0
    return 1 if not isinstance(raw, str) or read_number(clean(raw)) is not None else -1


def _coded(raw: RawValue) -> int:
    text = _text(raw)
    return 0 if not text else -1 if _HAN.search(text) else 1 if _CODE.fullmatch(text) else 0


def _dialled(raw: RawValue) -> int:
    text = _text(raw)
    return 0 if not text else 1 if _CONTACT.fullmatch(text) else -1 if _HAN.search(text) else 0


def _of_unit(raw: RawValue) -> int:
    text = _text(raw)
    return -1 if _CODE.fullmatch(text) and not text.isdecimal() else 0


def _text(raw: RawValue) -> str:
    return clean(raw) if isinstance(raw, str) else "" if raw is None else str(raw)


_TESTS: Mapping[FieldKind, _Fits] = MappingProxyType(
    {
        FieldKind.TEXT: _worded,
        FieldKind.LONG_TEXT: _worded,
        FieldKind.NAMES: _named,
        FieldKind.CODE: _coded,
        FieldKind.PHONE: _dialled,
        FieldKind.POSTCODE: _dialled,
        FieldKind.SOURCE_UNIT: _of_unit,
    }
)


def _listed(numbers: Sequence[int]) -> str:
    """The rows in words: `6—9` for rows that stand together, else each by itself."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 1 and last - first == len(numbers) - 1:
        return f"{first}—{last}"
    return "、".join(map(str, numbers))
