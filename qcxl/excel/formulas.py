"""Plain formulas for the computed cells: no macros, nothing newer than Excel 2007, nothing that WPS lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.figures import RATIO_PLACES
from qcxl.core.layout import SheetLayout
from qcxl.model.edition import Edition, Field, FieldKind, Form, Method
from qcxl.model.quantity import MEASURES

SPACES = (" ", "\u3000", "\u00a0")
"""Spaces that people type or paste into names; TRIM keeps the wide and the no-break one."""
WIDENED: Mapping[str, str] = {sign: chr(ord(sign) + 0xFEE0) for sign in "()*?~"}
"""Signs that count as their wide twins: brackets are typed in either width, the others are wildcards."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its `=` and what it shows in a blank workbook."""

    text: str
    blank: str | int


@dataclass(frozen=True, slots=True)
class Sheets:
    """What formulas point at: the layouts, the ranges of the lists sheet, the deduction switch.

    `direct_keys` is the range of direct units' names and codes, `deducted_keys` of those that a form leaves
    out, by form id; `deducts` the cell that is 1 in a region's workbook and 0 in a direct unit's own;
    `is_nil` is true where the unit declared that it has nothing to report (empty: the edition does not ask);
    `lists` are the ranges of all lists by name.
    """

    edition: Edition
    layouts: Mapping[str, SheetLayout]
    direct_keys: str
    deducted_keys: Mapping[str, str]
    deducts: str
    is_nil: str
    lists: Mapping[str, str]

    def range(self, path: str) -> str:
        """The range of a list column `form.field` to be added up."""
        field = self.edition.field(path)
        return self.layouts[field.form].sum_range(field.id)


def nil_condition(edition: Edition, layouts: Mapping[str, SheetLayout]) -> str:
    """The condition that 零报告 is declared, as `reported_or_nil` asks it; empty without such a rule."""
    for rule in edition.rules:
        if rule.predicate == "reported_or_nil":
            field = edition.field(rule.others[0])
            return f'{layouts[field.form].cell_reference(field.id)}="{edition.yes(field)}"'
    return ""


def computed_formula(field: Field, form: Form, sheets: Sheets) -> Formula:
    """The formula of a computed cell of a statistics form.

    Rows of direct units are taken off by matching the list of direct units, since blank criteria lie
    (附件5 注2). Nothing typed yet shows blank, a nil return shows 0.
    """
    if field.method is Method.RATIO:
        up, down = _net_sum(field.base, form, sheets), _net_sum(field.divisor, form, sheets)
        return Formula(f'IF({down}=0,"",ROUND(100*{up}/{down},{RATIO_PLACES}))', "")
    base = sheets.edition.field(field.base)
    shown, entered = MEASURES[field.measure].factor, MEASURES[base.measure].factor
    total = _net_sum(field.base, form, sheets)
    if shown != entered:
        total = f"{total}/{shown // entered}" if shown > entered else f"{total}*{entered // shown}"
    places = len(str(shown)) - 1
    nothing = f'IF({sheets.is_nil},0,"")' if sheets.is_nil else '""'
    return Formula(f"IF(COUNT({sheets.range(field.base)})=0,{nothing},ROUND({total},{places}))", "")


def _net_sum(path: str, form: Form, sheets: Sheets) -> str:
    base = sheets.edition.field(path)
    amounts = sheets.range(path)
    direct = sheets.edition.form(base.form).field_of_kind(FieldKind.DIRECT_UNIT)
    gross = f"SUM({amounts})"
    if direct is None or form.id not in sheets.deducted_keys:
        return gross
    named = name_key(sheets.range(f"{direct.form}.{direct.id}"))
    deducted = f"SUMPRODUCT(--ISNUMBER(MATCH({named},{sheets.deducted_keys[form.id]},0)),{amounts})"
    return f"({gross}-{sheets.deducts}*{deducted})"


def name_key(names: str) -> str:
    """Names as formulas compare them, near to `model.text.name_key`: no spaces of any width, wide brackets.

    Signs that MATCH takes for wildcards become wide too. Escaping them by `~` would not do: LibreOffice takes
    them for plain signs when it looks in a computed array.
    """
    for space in SPACES:
        names = f'SUBSTITUTE({names},"{space}","")'
    for sign, wide in WIDENED.items():
        names = f'SUBSTITUTE({names},"{sign}","{wide}")'
    return names
