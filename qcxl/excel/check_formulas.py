"""The live checks of 自检: each named rule as far as a plain formula can see it, as a count of faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qcxl.core.layout import LAST_ROW, SheetLayout
from qcxl.excel.formulas import Formula, Sheets, answers_yes, is_blank, is_given, name_key
from qcxl.model.edition import TOTALS_GROUP, Field, FieldKind, FormKind, Need, Rule
from qcxl.model.grid import column_letters

Maker = Callable[[Rule, Sheets], Formula]


def check_formula(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts the faults of a rule marked 自检; KeyError when a formula cannot see it."""
    return _MAKERS[rule.predicate or rule.code](rule, sheets)


def has_formula(rule: Rule) -> bool:
    """True when a plain formula can see the faults of a rule, so that it may be marked 自检."""
    return (rule.predicate or rule.code) in _MAKERS


def _not_greater(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    counts = []
    for low, high in zip(rule.fields, rule.others, strict=True):
        if layout.form.kind is FormKind.LIST:
            a, b = layout.sum_range(low), layout.sum_range(high)
            counts.append(f"SUMPRODUCT(ISNUMBER({a})*ISNUMBER({b})*({a}>{b}))")
        else:
            a, b = layout.cell_reference(low), layout.cell_reference(high)
            counts.append(f"ISNUMBER({a})*ISNUMBER({b})*({a}>{b})")
    return Formula("+".join(counts), 0)


def _unique(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    names = name_key('&"|"&'.join(layout.sum_range(name) for name in rule.fields))
    first = layout.sum_range(rule.fields[0])
    rows = f"ROW({first})-MIN(ROW({first}))+1"
    return Formula(f"SUMPRODUCT({is_given(first)}*(MATCH({names},{names},0)<>{rows}))", 0)


def _filled_when(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    blanks = "+".join(is_blank(layout.cell_reference(name)) for name in rule.fields)
    yes = answers_yes(layout.form.field(rule.others[0]), sheets.edition, sheets.layouts)
    return Formula(f"IF({yes},{blanks},0)", 0)


def _empty_unless(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    question = layout.form.field(rule.others[0])
    unanswered = is_blank(layout.cell_reference(question.id))
    yes = answers_yes(question, sheets.edition, sheets.layouts)
    cells = (layout.cell_reference(name) for name in rule.fields)
    given = "+".join(f"{is_given(cell)}*({cell}<>0)" for cell in cells)
    return Formula(f"IF(OR({unanswered},{yes}),0,{given})", 0)


def _not_a_total(rule: Rule, sheets: Sheets) -> Formula:
    typed = name_key(sheets.layouts[rule.form].sum_range(rule.fields[0]))
    words = (choice.label for choice in sheets.edition.choices.get(TOTALS_GROUP, ()))
    return Formula("+".join(f'SUMPRODUCT(--({typed}="{word}"))' for word in words) or "0", 0)


def _known_direct_unit(rule: Rule, sheets: Sheets) -> Formula:
    typed = sheets.layouts[rule.form].sum_range(rule.fields[0])
    strange = f"ISNA(MATCH({name_key(typed)},{sheets.direct_keys},0))"
    unknown = f"SUMPRODUCT({_below_header(typed)}*{is_given(typed)}*{strange})"
    return Formula(f"{sheets.deducts}*{unknown}", 0)


def _reported_or_nil(rule: Rule, sheets: Sheets) -> Formula:
    empty = _is_empty(sheets.layouts[rule.form])
    return Formula(f"IF(AND({empty},NOT({sheets.is_nil})),1,0)", 1)


def _nil_means_empty(rule: Rule, sheets: Sheets) -> Formula:
    empty = _is_empty(sheets.layouts[rule.form])
    declared = answers_yes(sheets.edition.field(rule.others[0]), sheets.edition, sheets.layouts)
    return Formula(f"IF(AND(NOT({empty}),{declared}),1,0)", 0)


def _required(rule: Rule, sheets: Sheets) -> Formula:  # noqa: ARG001 - every maker has the same shape
    counts = []
    blank = 0
    for form in sheets.edition.forms:
        layout = sheets.layouts[form.id]
        needed = [field for field in form.fields if field.need in (Need.REQUIRED, Need.OWN)]
        if not needed:
            continue
        if form.kind is not FormKind.LIST:
            counts += [is_blank(layout.cell_reference(field.id)) for field in needed]
            blank += len(needed)
            continue
        begun = is_given("&".join(layout.sum_range(field.id) for field in form.fields))
        missing = "+".join(_missing(field, layout) for field in needed)
        below = _below_header(layout.sum_range(form.fields[0].id))
        counts.append(f"SUMPRODUCT({below}*{begun}*({missing}))")
    return Formula("+".join(counts) or "0", blank)


def _not_a_number(rule: Rule, sheets: Sheets) -> Formula:  # noqa: ARG001 - every maker has the same shape
    """Entries that a sum does not see, and negative ones."""
    counts = []
    for form in sheets.edition.forms:
        layout = sheets.layouts[form.id]
        in_list = form.kind is FormKind.LIST
        place = layout.sum_range if in_list else layout.cell_reference
        for cells in (place(field.id) for field in form.entered if field.is_number):
            below = f"{_below_header(cells)}*" if in_list else ""
            faults = f"{below}{is_given(cells)}*(1-ISNUMBER({cells}))+ISNUMBER({cells})*({cells}<0)"
            counts.append(f"SUMPRODUCT({faults})")
    return Formula("+".join(counts) or "0", 0)


def _missing(field: Field, layout: SheetLayout) -> str:
    blank = is_blank(layout.sum_range(field.id))
    source = layout.form.field_of_kind(FieldKind.SOURCE_UNIT)
    if field.need is not Need.OWN or source is None:
        return blank
    return f"{blank}*{is_blank(layout.sum_range(source.id))}"


def _below_header(cells: str) -> str:
    """1 in every row but the header, at which ranges begin so that rows inserted right below it count."""
    return f"(ROW({cells})>MIN(ROW({cells})))"


def _is_empty(layout: SheetLayout) -> str:
    """True while nothing stands in a list but its column names, one in every column."""
    columns = [column for _, column in layout.places.values()]
    first, last = min(columns), max(columns)
    cells = f"${column_letters(first)}${layout.header_row}:${column_letters(last)}${LAST_ROW}"
    return f"COUNTA({layout.quoted}!{cells})<={last - first + 1}"


_MAKERS: Mapping[str, Maker] = {
    "not_greater": _not_greater,
    "unique": _unique,
    "filled_when": _filled_when,
    "empty_unless": _empty_unless,
    "not_a_total": _not_a_total,
    "known_direct_unit": _known_direct_unit,
    "reported_or_nil": _reported_or_nil,
    "nil_means_empty": _nil_means_empty,
    "required_missing": _required,
    "not_a_number": _not_a_number,
}
