"""The direct units, and the rows that regions leave out because of them (henan-2020 附件5 注2, 附件8 注2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qcxl.core.figures.additive import AddedList, added_lists
from qcxl.core.figures.known_units import is_direct_for
from qcxl.core.rollup.contributions import Contributions
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.submission import Row


def direct_unit_named(roster: Roster, text: str) -> Unit | None:
    """The directly reporting unit that a `direct_unit` cell means by code or name.

    None for a blank cell, for a unit that does not report directly, and for a name of several direct units.
    """
    units = [unit for unit in roster.find_all(text) if unit.direct]
    return units[0] if len(units) == 1 else None


@dataclass(frozen=True, slots=True)
class DirectUnits:
    """The directly reporting units of one notice.

    `direct` holds the codes of these units by statistics form, `below` the codes of these units and of all
    units under them. A form that deducts nothing has no entry.
    """

    roster: Roster
    direct: Mapping[str, frozenset[str]]
    below: Mapping[str, frozenset[str]]

    def deducting_forms(self, unit_code: str, text: str) -> frozenset[str]:
        """The statistics forms in which `unit_code` leaves out a row whose `direct_unit` cell says `text`.

        A form for which `unit_code` reports directly is left out: all rows of the unit are its own.
        """
        unit = direct_unit_named(self.roster, text) if text else None
        if unit is None:
            return frozenset()
        return frozenset(
            form
            for form, direct in self.direct.items()
            if unit.code in direct and unit_code not in self.below[form]
        )


def direct_units(edition: Edition, roster: Roster) -> DirectUnits:
    """The directly reporting units by statistics form.

    A unit is direct for a form when the roster says 直报 and the form deducts, unless the notice has a row
    for the unit (单位) that does not name the form.
    """
    forms = [form for form in edition.statistics if form.deducts]
    direct = {
        form.id: frozenset(
            unit.code for unit in roster.direct_units if is_direct_for(unit.name, form, edition)
        )
        for form in forms
    }
    return DirectUnits(
        roster, direct, {form: _with_descendants(roster, codes) for form, codes in direct.items()}
    )


def _with_descendants(roster: Roster, codes: Iterable[str]) -> frozenset[str]:
    return frozenset(unit.code for code in codes for unit in roster.walk(code))


@dataclass(frozen=True, slots=True)
class Deduction:
    """One row that a region leaves out because a direct unit reports the enterprise.

    The `row` stands for the unit `unit_code`, in list `table` of the workbook of `holder_code`; `county` and
    `city` are the nearest at or above the unit. `forms` are the statistics forms that leave the row out.
    `amounts` are base units by additive column, without the columns that only other forms use.
    """

    unit_code: str
    county: Unit | None
    city: Unit | None
    direct_unit: Unit
    enterprise_name: str
    credit_code: str
    amounts: Mapping[str, int]
    forms: frozenset[str]
    holder_code: str
    table: str
    row: Row


def deductions_of(
    edition: Edition, roster: Roster, contributions: Contributions, code: str
) -> tuple[Deduction, ...]:
    """The deducted rows of a unit and of everything below it, list by list.

    Units stand in roster order, the rows of a unit in the order of the workbook. Linear in rows.
    """
    directs = direct_units(edition, roster)
    return tuple(
        deduction
        for table, added in added_lists(edition).items()
        if added.direct_field
        for part in contributions.counted(table, code)
        for deduction in list_deductions(directs, added, part.unit_code, part.holder_code, part.rows)
    )


def list_deductions(
    directs: DirectUnits, added: AddedList, unit_code: str, holder_code: str, rows: Iterable[Row]
) -> list[Deduction]:
    """The deductions among the `rows` of `unit_code`, in row order; a subtotal row has an empty name."""
    county = _nearest(directs.roster, unit_code, Level.COUNTY)
    city = _nearest(directs.roster, unit_code, Level.CITY)
    # The first column names a row.
    name, code = added.form.fields[0], added.form.field_of_kind(FieldKind.CODE)
    named: dict[str, tuple[Unit | None, frozenset[str]]] = {"": (None, frozenset())}
    deductions = []
    for row in rows:
        text = row.text(added.direct_field)
        if text not in named:
            named[text] = direct_unit_named(directs.roster, text), directs.deducting_forms(unit_code, text)
        unit, forms = named[text]
        if unit is None or not forms:
            continue
        deductions.append(
            Deduction(
                unit_code=unit_code,
                county=county,
                city=city,
                direct_unit=unit,
                enterprise_name=row.text(name.id),
                credit_code=row.text(code.id) if code else "",
                amounts=left_out(added, row, forms),
                forms=forms,
                holder_code=holder_code,
                table=added.form.id,
                row=row,
            )
        )
    return deductions


def left_out(added: AddedList, row: Row, forms: frozenset[str]) -> dict[str, int]:
    """The amounts that `forms` leave out with a row: base units by additive column.

    Columns that only other forms use are left out; columns that no form uses are there.
    """
    return {
        id_: column.amount(row)
        for id_, column in added.additive.items()
        if id_ not in added.forms or added.forms[id_] & forms
    }


def _nearest(roster: Roster, code: str, level: Level) -> Unit | None:
    upwards = (roster.unit(code), *roster.ancestors(code))
    return next((unit for unit in upwards if unit.level is level), None)
