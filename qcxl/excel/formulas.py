"""Plain formulas for the computed cells: no macros, nothing newer than Excel 2007, nothing that WPS lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.figures import RATIO_PLACES, direct_field
from qcxl.core.layout import SheetLayout
from qcxl.model.edition import Edition, Field, FieldKind, Form, FormKind, Method
from qcxl.model.quantity import MEASURES


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its `=` and what it shows in a blank workbook."""

    text: str
    blank: str | int


@dataclass(frozen=True, slots=True)
class Sheets:
    """What formulas point at: the layouts, the ranges of the lists sheet, the deduction switch.

    `direct_keys` is the range of direct units' names and codes; `deducts` the cell that is 1 in a region's
    workbook and 0 in a direct unit's own; `lists` are the ranges of all lists by name.
    """

    edition: Edition
    layouts: Mapping[str, SheetLayout]
    direct_keys: str
    deducts: str
    nil_return: str | None
    lists: Mapping[str, str]

    def range(self, path: str) -> str:
        """The range of a list column `form.field`."""
        field = self.edition.field(path)
        return self.layouts[field.form].column_range(field.id)


def nil_cell(edition: Edition, layouts: Mapping[str, SheetLayout]) -> str | None:
    """The cell of 零报告 on the cover: the field that `reported_or_nil` asks; None without such a rule."""
    for rule in edition.rules:
        if rule.predicate == "reported_or_nil":
            field = edition.field(rule.others[0])
            return layouts[field.form].cell_reference(field.id)
    return None


def computed_formula(field: Field, form: Form, sheets: Sheets) -> Formula:
    """The formula of a computed cell of a statistics form.

    Rows of direct units are taken off by matching the list of direct units, since blank criteria lie
    (附件5 注2). Nothing typed yet shows blank, a nil return shows 0.
    """
    if field.method is Method.RATIO:
        up, down = _net_sum(field.base, form, sheets), _net_sum(field.divisor, form, sheets)
        return Formula(f'IF({down}=0,"",ROUND(100*{up}/{down},{RATIO_PLACES}))', "")
    base = sheets.edition.field(field.base)
    shift = MEASURES[field.measure].factor // MEASURES[base.measure].factor
    places = len(str(MEASURES[field.measure].factor)) - 1
    total = _net_sum(field.base, form, sheets)
    scaled = f"{total}/{shift}" if shift > 1 else total
    nothing = f'IF({sheets.nil_return}="是",0,"")' if sheets.nil_return else '""'
    return Formula(f"IF(COUNT({sheets.range(field.base)})=0,{nothing},ROUND({scaled},{places}))", "")


def _net_sum(path: str, form: Form, sheets: Sheets) -> str:
    base = sheets.edition.field(path)
    amounts = sheets.range(path)
    direct = direct_field(sheets.edition.form(base.form))
    gross = f"SUM({amounts})"
    if direct is None or not form.deducts:
        return gross
    named = sheets.range(f"{direct.form}.{direct.id}")
    deducted = f"SUMPRODUCT(--ISNUMBER(MATCH(TRIM({named}),{sheets.direct_keys},0)),{amounts})"
    return f"({gross}-{sheets.deducts}*{deducted})"


def list_forms(edition: Edition) -> tuple[Form, ...]:
    """The lists of an edition."""
    return tuple(edition.of_kind(FormKind.LIST))


def has_direct_units(edition: Edition) -> bool:
    """True when some list names direct units."""
    return any(field.kind is FieldKind.DIRECT_UNIT for form in list_forms(edition) for field in form.fields)
