"""The columns of lists that statistics forms add up, and the amounts that rows add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form, FormKind, Method
from qcxl.model.quantity import MEASURES, to_base
from qcxl.model.submission import Row


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """A column that can be added up; a blank cell counts as `default`, None where a blank adds nothing.

    A field with `default_when` counts by default only where that field of the row is above zero. A choice
    column adds 1 for every row with the answer `yes` (teams_recommended).
    """

    field: Field
    default: int | str | None
    yes: str = ""

    @property
    def for_subtotals(self) -> bool:
        """True for a column that only subtotal rows fill in; the row of one enterprise counts by default.

        The column says nothing of one enterprise (henan-2020 附件5 注1: 企业数, 开展班组企业数).
        """
        return self.field.is_number and self.default is not None

    @property
    def counts_enterprises(self) -> bool:
        """True for the column with the number of enterprises of a row; a blank cell always counts 1."""
        return self.for_subtotals and self.default == 1 and not self.field.default_when

    def amount(self, row: Row) -> int:
        """The base units that one row adds; an entry that could not be typed adds 0."""
        value = row.values.get(self.field.id)
        if value is None and self.is_by_default(row):
            value = self.default
        if isinstance(value, int):
            return value
        return int(value is not None and value == self.yes)

    def total(self, rows: Iterable[Row]) -> int:
        """The base units that the rows add together."""
        if self.default is not None or not self.field.is_number:
            return sum(self.amount(row) for row in rows)
        # The million-row path: most columns have no default, so one look-up for each cell is enough.
        id_ = self.field.id
        return sum([value for row in rows if isinstance(value := row.values.get(id_), int)])

    def is_by_default(self, row: Row) -> bool:
        """True where the cell of a row is blank and counts as `default`."""
        if self.default is None or self.field.id in row.faulty or row.get(self.field.id) is not None:
            return False
        return not self.field.default_when or row.amount(self.field.default_when) > 0


@dataclass(frozen=True, slots=True)
class AddedList:
    """One list with the columns that a roll-up needs.

    `bases` are by field id the columns that statistics forms use, `forms` by field id the ids of these forms;
    `additive` are all columns that may be added up. `direct_field` and `source_field` are the ids of the
    columns that name the direct unit and the source unit, empty for a list without such a column.
    """

    form: Form
    direct_field: str
    source_field: str
    bases: Mapping[str, AddedColumn]
    additive: Mapping[str, AddedColumn]
    forms: Mapping[str, frozenset[str]]

    @property
    def has_amounts(self) -> bool:
        """True where statistics forms add up figures of the list and do not only count its rows."""
        return any(column.field.is_number for column in self.bases.values())


def added_lists(edition: Edition) -> dict[str, AddedList]:
    """All lists of the edition by id; ValueError for a statistics form that adds up no column of a list."""
    forms: dict[str, dict[str, set[str]]] = {form.id: {} for form in edition.of_kind(FormKind.LIST)}
    for statistics in edition.statistics:
        for field in statistics.computed:
            for path in base_paths(field):
                table, _, id_ = path.partition(".")
                if table not in forms:
                    raise ValueError(
                        f"{statistics.id}.{field.id} adds up {path!r}, which is no column of a list"
                    )
                forms[table].setdefault(id_, set()).add(statistics.id)
    return {form.id: _added_list(form, forms[form.id], edition) for form in edition.of_kind(FormKind.LIST)}


def base_paths(field: Field) -> tuple[str, ...]:
    """The columns (`list.field`) that a computed field is made of: base, and for a ratio its divisor."""
    return (field.base, field.divisor) if field.method is Method.RATIO else (field.base,)


def _added_list(form: Form, forms: Mapping[str, set[str]], edition: Edition) -> AddedList:
    return AddedList(
        form=form,
        direct_field=_id_of_kind(form, FieldKind.DIRECT_UNIT),
        source_field=_id_of_kind(form, FieldKind.SOURCE_UNIT),
        bases={id_: column_of(form.field(id_), edition) for id_ in forms},
        additive={field.id: column_of(field, edition) for field in form.fields if field.method is Method.SUM},
        forms={id_: frozenset(users) for id_, users in forms.items()},
    )


def _id_of_kind(form: Form, kind: FieldKind) -> str:
    field = form.field_of_kind(kind)
    return field.id if field else ""


def column_of(field: Field, edition: Edition) -> AddedColumn:
    """The column of a list field to add up; ValueError for a default finer than the field's base unit."""
    if not field.is_number:
        yes = edition.yes(field) if field.kind is FieldKind.CHOICE else ""
        return AddedColumn(field, field.default or None, yes)
    if not field.default:
        return AddedColumn(field, None)
    amount = to_base(Decimal(field.default), MEASURES[field.measure])
    if amount is None:
        raise ValueError(f"default of {field.form}.{field.id} is finer than its base unit: {field.default!r}")
    return AddedColumn(field, amount)
