"""Plain formulas for the computed cells: no macros, nothing newer than Excel 2007, nothing that WPS lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.figures.computed import RATIO_PLACES
from qcxl.core.sheets.layout import SheetLayout
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form, Method
from qcxl.model.grid import column_letters
from qcxl.model.quantity import MEASURES

SPACES = (" ", "\u3000", "\u00a0")
"""Spaces that people type or paste into names; TRIM keeps the wide and the no-break space."""
WIDENED: Mapping[str, str] = {sign: chr(ord(sign) + 0xFEE0) for sign in "()*?~"}
"""Signs that count as their wide twins: brackets are typed in either width, the rest are wildcards."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its `=` and what it shows in a blank workbook."""

    text: str
    blank: str | int


@dataclass(frozen=True, slots=True)
class Sheets:
    """The targets of formulas: the layouts, the ranges of the lists sheet, the deduction switch.

    `direct_keys` is the range of the names and codes of all direct units, `deducted_keys` by form id the
    range of the direct units that the form leaves out; `deducts` is the cell that holds 1 in a region's
    workbook and 0 in a direct unit's own; `is_nil` is the condition that the unit declared to have nothing to
    report (empty: the edition does not ask); `lists` are the ranges of all lists by name.
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
    rule = edition.rule_of("reported_or_nil")
    return answers_yes(edition.field(rule.others[0]), edition, layouts) if rule else ""


def answers_yes(question: Field, edition: Edition, layouts: Mapping[str, SheetLayout]) -> str:
    """The condition that a choice on a card is answered with its first option."""
    return f'{layouts[question.form].cell_reference(question.id)}="{edition.yes(question)}"'


def computed_formula(field: Field, form: Form, sheets: Sheets) -> Formula:
    """The formula of a computed cell of a statistics form.

    Rows of direct units are taken off (附件5 注2) by matching the list of direct units: a criterion for blank
    cells would miss cells that hold spaces. The cell is blank while nothing is typed, and 0 in a nil return.
    """
    if field.method is Method.RATIO:
        up, down = _net_sum(field.base, form, sheets), _net_sum(field.divisor, form, sheets)
        return Formula(f'IF({down}=0,"",ROUND(100*{up}/{down},{RATIO_PLACES}))', "")
    base = sheets.edition.field(field.base)
    official_factor = MEASURES[field.measure].factor
    # A choice counts pieces.
    entered_factor = MEASURES[base.measure].factor if base.is_number else 1
    total = _net_sum(field.base, form, sheets)
    if official_factor != entered_factor:
        total = (
            f"{total}/{official_factor // entered_factor}"
            if official_factor > entered_factor
            else f"{total}*{entered_factor // official_factor}"
        )
    places = len(str(official_factor)) - 1
    nothing = f'IF({sheets.is_nil},0,"")' if sheets.is_nil else '""'
    return Formula(f"IF({_typed_count(base, sheets)}=0,{nothing},ROUND({total},{places}))", "")


def total_formula(cells: str) -> Formula:
    """The total of a list column (附件9 三 总计), blank while nothing is typed."""
    return Formula(f'IF(COUNT({cells})=0,"",SUM({cells}))', "")


def number_formula(layout: SheetLayout) -> Formula:
    """The running number of a row, blank while the first field of the row is blank.

    The formula has no relative addresses, so that its text is the same in every row of a table.
    """
    column = column_letters(layout.places[layout.form.fields[0].id][1])
    header = f"${column}${layout.header_row}"
    typed = f"INDEX(${column}:${column},ROW())"
    return Formula(f'IF(LEN({typed})=0,"",ROW()-ROW({header}))', "")


def _typed_count(base: Field, sheets: Sheets) -> str:
    """The formula for the number of entries that a sum is made from.

    These are the numbers of its column. Where a blank cell has a default, they are the numbers of the column
    on which the default depends; without such a column, and for a choice, they are the rows of the list.
    """
    if base.is_number and not base.default:
        return f"COUNT({sheets.range(f'{base.form}.{base.id}')})"
    if base.default_when:
        return f"COUNT({sheets.range(f'{base.form}.{base.default_when}')})"
    first = sheets.edition.form(base.form).fields[0]
    # The header is counted and taken off, so that a row inserted right below it is counted too.
    return f"(COUNTA({sheets.range(f'{base.form}.{first.id}')})-1)"


def _net_sum(path: str, form: Form, sheets: Sheets) -> str:
    base = sheets.edition.field(path)
    amounts, defaults = sheets.range(path), _defaults(base, sheets)
    direct = sheets.edition.form(base.form).field_of_kind(FieldKind.DIRECT_UNIT)
    if not base.is_number:
        # Lists of what is put forward name no direct unit of their own: nothing is taken off here.
        return _yes_count(base, amounts, defaults, sheets)
    gross = f"(SUM({amounts})+SUMPRODUCT({defaults}))" if defaults else f"SUM({amounts})"
    if direct is None or form.id not in sheets.deducted_keys:
        return gross
    named = name_key(sheets.range(f"{direct.form}.{direct.id}"))
    left_out = f"--ISNUMBER(MATCH({named},{sheets.deducted_keys[form.id]},0))"
    deducted = f"SUMPRODUCT({left_out},{amounts})"
    if defaults:
        deducted = f"({deducted}+SUMPRODUCT({left_out},{defaults}))"
    return f"({gross}-{sheets.deducts}*{deducted})"


def _yes_count(base: Field, cells: str, defaults: str, sheets: Sheets) -> str:
    """The formula for the rows of a list that say yes, rows included whose blank means yes."""
    said = f'SUMPRODUCT(--({cells}="{sheets.edition.yes(base)}"))'
    return f"({said}+SUMPRODUCT({defaults}))" if defaults else said


def _defaults(base: Field, sheets: Sheets) -> str:
    """The formula term for what blank cells of a column stand for, row by row; empty where a blank adds 0."""
    if not base.default or (not base.is_number and base.default != sheets.edition.yes(base)):
        return ""
    if base.default_when:
        reason = sheets.range(f"{base.form}.{base.default_when}")
        applies = f"ISNUMBER({reason})*({reason}>0)"
    else:
        applies = begun(sheets.layouts[base.form])
    amount = base.default if base.is_number else "1"
    return f"{amount}*{is_blank(sheets.range(f'{base.form}.{base.id}'))}*{applies}"


def begun(layout: SheetLayout) -> str:
    """The formula term that is 1 in the rows of a list in which something was typed, the header included.

    Long texts are left out: a formula cannot join more than 32,767 characters.
    """
    short = (field for field in layout.form.fields if field.kind is not FieldKind.LONG_TEXT)
    return is_given("&".join(layout.sum_range(field.id) for field in short))


def recommended(layout: SheetLayout, sheets: Sheets) -> str:
    """The formula term that is 1 in the rows put forward, rows included in which a blank means yes."""
    if not layout.form.recommended:
        return f"({begun(layout)}*{below_header(layout.sum_range(layout.form.fields[0].id))})"
    field = layout.form.field(layout.form.recommended)
    cells, yes = layout.sum_range(field.id), sheets.edition.yes(field)
    said = f'({cells}="{yes}")'
    return f"({said}+{is_blank(cells)}*{begun(layout)})" if field.default == yes else said


def below_header(cells: str) -> str:
    """The formula term that is 1 in every row of a range but the first, which is the header.

    Ranges begin at the header so that rows inserted right below it count.
    """
    return f"(ROW({cells})>MIN(ROW({cells})))"


def is_blank(cells: str) -> str:
    """The formula term that is 1 for cells which look blank to a person: empty, or spaces of either width."""
    return f'(LEN(TRIM(SUBSTITUTE({cells},"\u3000","")))=0)'


def is_given(cells: str) -> str:
    """The formula term that is 1 for cells which do not look blank to a person."""
    return f'(LEN(TRIM(SUBSTITUTE({cells},"\u3000","")))>0)'


def name_key(names: str) -> str:
    """Names as formulas compare them, near to `model.text.name_key`: no spaces of any width, wide brackets.

    Signs that MATCH takes for wildcards become wide, too. To escape these signs by `~` would not do:
    LibreOffice takes the escapes for plain signs when it looks in a computed array.
    """
    for space in SPACES:
        names = f'SUBSTITUTE({names},"{space}","")'
    for sign, wide in WIDENED.items():
        names = f'SUBSTITUTE({names},"{sign}","{wide}")'
    return names
