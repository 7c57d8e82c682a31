"""Subtotal rows, by which a province lists a child's enterprises: one for each direct unit, without names."""

from __future__ import annotations

from collections.abc import Iterable

from qcxl.core.aggregate.new_rows import NewRow, new_row
from qcxl.core.figures.additive import AddedList
from qcxl.core.rollup.contributions import Contribution
from qcxl.core.rollup.deduction import DirectUnits, direct_unit_named
from qcxl.model.form import Need
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.submission import Row, Value


def lists_subtotals(unit: Unit, roster: Roster, added: AddedList) -> bool:
    """True for a list that holds subtotals of the children in the workbook of `unit` (contract 3.5).

    The first field of the list must be needed in the unit's own rows only (`Need.OWN`), and the unit must be
    a province, or a unit of no known level without a named unit above.
    """
    # A roster made from a workbook alone has nameless units above the unit that returned it.
    is_root = not any(above.name for above in roster.ancestors(unit.code))
    is_at_the_top = unit.level is Level.PROVINCE or (is_root and unit.level is Level.OTHER)
    return is_at_the_top and added.form.fields[0].need is Need.OWN


def subtotals(
    added: AddedList, directs: DirectUnits, parts: Iterable[Contribution], source: str
) -> tuple[NewRow, ...]:
    """The subtotal rows of one child: one for its rows without direct unit, then one for each direct unit.

    Direct units stand in roster order. A row has every additive figure, 0 too; blanks count by their
    defaults. `source` is the text that names the child.
    """
    by_direct: dict[str, list[Row]] = {}
    for part in parts:
        named: dict[str, str] = {}
        for row in part.rows:
            text = row.text(added.direct_field) if added.direct_field else ""
            if text not in named:
                unit = direct_unit_named(directs.roster, direct_unit_text(directs, part.unit_code, text))
                named[text] = unit.code if unit else ""
            by_direct.setdefault(named[text], []).append(row)
    codes = ("", *(unit.code for unit in directs.roster.direct_units))
    return tuple(
        new_row(_subtotal(added, by_direct[code], _name(directs.roster, code), source), added.form)
        for code in codes
        if code in by_direct
    )


def direct_unit_text(directs: DirectUnits, unit_code: str, text: str) -> str:
    """The `direct_unit` text that a row of `unit_code` with the text `text` gets in a parent's workbook.

    Blank for a row of a directly reporting unit that no form deducts: with `text`, the row would be deducted
    in the parent's workbook.
    """
    in_vain = directs.roster.reports_directly(unit_code) and not directs.deducting_forms(unit_code, text)
    return "" if in_vain else text


def _subtotal(added: AddedList, rows: list[Row], direct: str, source: str) -> dict[str, Value]:
    figures: dict[str, Value] = {
        id_: column.total(rows) for id_, column in added.additive.items() if column.field.is_number
    }
    return {**figures, added.direct_field: direct, added.source_field: source}


def _name(roster: Roster, code: str) -> str:
    """The name of a direct unit, or its code where the name is ambiguous; blank without a code."""
    if not code:
        return ""
    unit = roster.unit(code)
    return unit.name if direct_unit_named(roster, unit.name) is unit else code
