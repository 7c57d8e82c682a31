"""The rows of one list in all accepted workbooks, with their places and standings (contract 3.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qcxl.core.figures.additive import AddedList, added_lists
from qcxl.core.rollup.contributions import Contributions, source_unit_code
from qcxl.core.rollup.deduction import DirectUnits, direct_units
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form
from qcxl.model.organisation import Roster, Unit
from qcxl.model.quantity import MEASURES, in_measure
from qcxl.model.submission import Row, Submission

MergedCell = str | int | Decimal | dt.date | None
"""The value of a merged cell: text to the letter, figures exactly in the measure of their field."""


class Standing(StrEnum):
    """The standing of a row: counted in the figures of the root, or the reason why it is not."""

    COUNTED = "counted"
    DEDUCTED = "deducted"
    SUPERSEDED = "superseded"
    MISPLACED = "misplaced"

    @property
    def label(self) -> str:
        """The word that a coordinator reads for the standing."""
        return _LABELS[self]


_LABELS = {
    Standing.COUNTED: "计入",
    Standing.DEDUCTED: "直报扣除",
    Standing.SUPERSEDED: "被上级取代",
    Standing.MISPLACED: "无处计入",
}


@dataclass(frozen=True, slots=True)
class MergedColumn:
    """One column: its id for scripts, its label for people, and its `field` (None: on the place of a row)."""

    id: str
    label: str
    field: Field | None = None


_PLACE_COLUMNS = tuple(
    MergedColumn(id_, label)
    for id_, label in (
        ("file", "文件"),
        ("sheet", "工作表"),
        ("row", "行号"),
        ("unit_code", "报送单位代码"),
        ("unit_name", "报送单位"),
        ("source_code", "所属单位代码"),
        ("source_name", "所属单位"),
        ("status", "是否计入"),
    )
)


def merged_columns(list_: Form) -> tuple[MergedColumn, ...]:
    """The columns on the place of a row, then the fields of the list in order, labelled with their measures.

    A field with the id of a column on the place gets the id `list.field`, so that no id stands twice.
    """
    taken = {column.id for column in _PLACE_COLUMNS}
    fields = (
        MergedColumn(f"{list_.id}.{field.id}" if field.id in taken else field.id, _label(field), field)
        for field in list_.fields
    )
    return (*_PLACE_COLUMNS, *fields)


def _label(field: Field) -> str:
    return f"{field.label}（{field.measure}）" if field.measure not in field.label else field.label


def merged_rows(
    list_: Form,
    edition: Edition,
    roster: Roster,
    contributions: Contributions,
    accepted: Mapping[str, Submission],
    holders: Mapping[str, str],
) -> Iterator[tuple[MergedCell, ...]]:
    """The rows of the list one by one: workbooks in roster order, rows in sheet order (see `merged_columns`).

    `holders` are the file names by unit code. unit_code and unit_name are the unit of the workbook,
    source_code and source_name the unit for which the row stands (blank for a misplaced row). The status is a
    `Standing`: `deducted` as soon as one statistics form leaves the row out, `superseded` where a workbook
    further up lists rows for the unit.
    """
    judge = _Judge(added_lists(edition)[list_.id], roster, direct_units(edition, roster), contributions)
    fields = tuple((field.id, field.measure if field.is_number else "") for field in list_.fields)
    for holder in roster.walk():
        submission = accepted.get(holder.code)
        table = submission.tables.get(list_.id) if submission else None
        if table is None:
            continue
        file, sheet = holders[holder.code], table.sheet
        for row in table.rows:
            source, standing = judge.stands(holder.code, row)
            whose = (source.code, source.name) if source else ("", "")
            values = (_cell(row, id_, measure) for id_, measure in fields)
            yield (file, sheet, row.number, holder.code, holder.name, *whose, standing, *values)


def _cell(row: Row, field_id: str, measure: str) -> MergedCell:
    value = row.values.get(field_id)
    if not measure or not isinstance(value, int):
        return value
    known = MEASURES[measure]
    return value if known.factor == 1 else in_measure(value, known)


class _Judge:
    """The standings of the rows of one list, kept by the texts that decide them: many rows have the same."""

    def __init__(
        self, added: AddedList, roster: Roster, directs: DirectUnits, contributions: Contributions
    ) -> None:
        self._added = added
        self._roster = roster
        self._directs = directs
        parts = contributions.counted(added.form.id, contributions.root_code)
        self._counted = {(part.unit_code, part.holder_code) for part in parts}
        self._known: dict[tuple[str, str, str], tuple[Unit | None, Standing]] = {}

    def stands(self, holder_code: str, row: Row) -> tuple[Unit | None, Standing]:
        """The unit of a row in the workbook of `holder_code` (None: misplaced), and the row's standing."""
        source, direct = self._added.source_field, self._added.direct_field
        key = holder_code, row.text(source) if source else "", row.text(direct) if direct else ""
        if key not in self._known:
            self._known[key] = self._judge(*key)
        return self._known[key]

    def _judge(self, holder_code: str, source: str, direct: str) -> tuple[Unit | None, Standing]:
        code = source_unit_code(self._roster, holder_code, source)
        if code is None:
            return None, Standing.MISPLACED
        unit = self._roster.unit(code)
        if (code, holder_code) not in self._counted:
            return unit, Standing.SUPERSEDED
        is_deducted = bool(self._directs.deducting_forms(code, direct))
        return unit, Standing.DEDUCTED if is_deducted else Standing.COUNTED
