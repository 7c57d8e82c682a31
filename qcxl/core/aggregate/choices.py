"""A unit's choices about its children's rows, kept when the rows are brought in again (contract 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qcxl.core.aggregate.new_rows import NewRow
from qcxl.core.cells.shown import render_raw, render_value
from qcxl.core.names.decoration import Decorations
from qcxl.core.results.reasons_given import identifying_fields
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form
from qcxl.model.organisation import Unit

ChildRow = tuple[Unit, NewRow]
"""A child, and a row that stands for the child."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """A choice of the unit that stays although the child's entry now differs.

    `source` is the child's name, `names` are the texts that identify the row, `field` is the column's label.
    `kept` (the unit's choice) and `now` (the child's entry) are texts as people read them, a blank as its
    default.
    """

    sheet: str
    source: str
    names: tuple[str, ...]
    field: str
    kept: str
    now: str


@dataclass(frozen=True, slots=True)
class LostChoice:
    """A choice of the unit that found no row: the child renamed the row, left it out or returned nothing.

    `source` is the child's name, `names` are the texts that identify the row, `field` is the column's label,
    `value` the choice as people read it.
    """

    sheet: str
    source: str
    names: tuple[str, ...]
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a list with the unit's choices in them, and the choices to look at again."""

    rows: tuple[NewRow, ...]
    overruled: tuple[Overruled, ...]
    lost: tuple[LostChoice, ...]


def keep_choices(form: Form, edition: Edition, before: Iterable[ChildRow], now: Sequence[ChildRow]) -> Chosen:
    """The rows `now` with the entries of the rows `before` in the columns a parent decides (`Form.kept`).

    Two rows are the same when their child and their identifying names agree (`identifying_fields`), decorated
    or not; of several rows with the same names, the first goes with the first. A blank is a choice only in a
    column with a default (是否推荐); in any other column the child's entry fills the blank.
    """
    kept = tuple(map(form.field, form.kept))
    names = _names(form, edition)
    decorations = Decorations.of(edition)
    waiting: dict[tuple[str, ...], list[ChildRow]] = {}
    for child, row in before:
        waiting.setdefault(_key(child, row, names, decorations), []).append((child, row))
    rows = []
    overruled: list[Overruled] = []
    for child, row in now:
        same_rows = waiting.get(_key(child, row, names, decorations))
        if not same_rows:
            rows.append(row)
            continue
        _, earlier = same_rows.pop(0)
        stays = [field for field in kept if _is_choice(earlier, field)]
        overruled += [
            Overruled(
                sheet=form.sheet,
                source=child.name,
                names=_texts(row, names),
                field=field.label,
                kept=_shown(earlier, field),
                now=_shown(row, field),
            )
            for field in stays
            if _shown(row, field) not in ("", _shown(earlier, field))
        ]
        rows.append(row.with_cells_of(earlier, {field.id for field in stays}))
    lost = [
        LostChoice(form.sheet, child.name, _texts(row, names), field.label, _shown(row, field))
        for rest in waiting.values()
        for child, row in rest
        for field in kept
        if field.id in row.entries
    ]
    return Chosen(tuple(rows), tuple(overruled), tuple(lost))


def _names(form: Form, edition: Edition) -> tuple[Field, ...]:
    fields = map(form.field, identifying_fields(form, edition))
    return tuple(field for field in fields if field.kind is not FieldKind.SOURCE_UNIT)


def _key(child: Unit, row: NewRow, names: Iterable[Field], decorations: Decorations) -> tuple[str, ...]:
    return (child.code, *(decorations.key(row.text(field)) for field in names))


def _texts(row: NewRow, names: Iterable[Field]) -> tuple[str, ...]:
    return tuple(row.text(field) for field in names)


def _is_choice(row: NewRow, field: Field) -> bool:
    return bool(field.default) or field.id in row.entries


def _shown(row: NewRow, field: Field) -> str:
    """The text of a cell as people read it: an untypable entry as it was typed, a blank as its default."""
    if field.id in row.faulty:
        return render_raw(row.entries.get(field.id))
    return render_value(row.values.get(field.id), field) or field.default
