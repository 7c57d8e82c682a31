"""The live checks of 自检: each named rule as far as a plain formula can see it, as a count of faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qcxl.excel.formulas import Formula, Sheets
from qcxl.model.edition import FieldKind, Form, FormKind, Need, Rule

Maker = Callable[[Rule, Sheets], Formula]


def check_formula(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts the faults of a rule marked 自检; KeyError when a formula cannot see it."""
    return _MAKERS[rule.predicate or rule.code](rule, sheets)


def _form(rule: Rule, sheets: Sheets) -> Form:
    return sheets.edition.form(rule.form)


def _not_greater(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    counts = []
    for low, high in zip(rule.fields, rule.others, strict=True):
        if layout.form.kind is FormKind.LIST:
            a, b = layout.column_range(low), layout.column_range(high)
            counts.append(f"SUMPRODUCT(ISNUMBER({a})*ISNUMBER({b})*({a}>{b}))")
        else:
            a, b = layout.cell_reference(low), layout.cell_reference(high)
            counts.append(f"IF(ISNUMBER({a})*ISNUMBER({b}),--({a}>{b}),0)")
    return Formula("+".join(counts), 0)


def _unique(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    names = "&".join(layout.column_range(name) for name in rule.fields)
    first = layout.column_range(rule.fields[0])
    rows = f"ROW({first})-{layout.row - 1}"
    return Formula(f'SUMPRODUCT(({first}<>"")*(MATCH({names}&"",{names}&"",0)<>{rows}))', 0)


def _filled_when(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    blanks = "+".join(f"(LEN(TRIM({layout.cell_reference(name)}))=0)" for name in rule.fields)
    return Formula(f'IF({layout.cell_reference(rule.others[0])}="{_yes(rule, sheets)}",{blanks},0)', 0)


def _empty_unless(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    question = layout.cell_reference(rule.others[0])
    cells = (layout.cell_reference(name) for name in rule.fields)
    given = "+".join(f"(LEN(TRIM({cell}))>0)*({cell}<>0)" for cell in cells)
    return Formula(f'IF(OR(LEN(TRIM({question}))=0,{question}="{_yes(rule, sheets)}"),0,{given})', 0)


def _known_direct_unit(rule: Rule, sheets: Sheets) -> Formula:
    typed = sheets.layouts[rule.form].column_range(rule.fields[0])
    unknown = f"SUMPRODUCT((LEN(TRIM({typed}))>0)*ISNA(MATCH(TRIM({typed}),{sheets.direct_keys},0)))"
    return Formula(f"{sheets.deducts}*{unknown}", 0)


def _reported_or_nil(rule: Rule, sheets: Sheets) -> Formula:
    names = sheets.layouts[rule.form].column_range(rule.fields[0])
    return Formula(f'IF(AND(COUNTA({names})=0,{sheets.nil_return}<>"{_yes(rule, sheets)}"),1,0)', 1)


def _nil_means_empty(rule: Rule, sheets: Sheets) -> Formula:
    names = sheets.layouts[rule.form].column_range(rule.fields[0])
    return Formula(f'IF(AND(COUNTA({names})>0,{sheets.nil_return}="{_yes(rule, sheets)}"),1,0)', 0)


def _required(rule: Rule, sheets: Sheets) -> Formula:  # noqa: ARG001 - every maker has the same shape
    counts = []
    blank = 0
    for form in sheets.edition.forms:
        layout = sheets.layouts[form.id]
        needed = [field for field in form.fields if field.need is Need.REQUIRED]
        if not needed:
            continue
        if form.kind is not FormKind.LIST:
            counts += [f"(LEN(TRIM({layout.cell_reference(field.id)}))=0)" for field in needed]
            blank += len(needed)
            continue
        columns = [layout.column_range(field.id) for field in needed]
        begun = f"(LEN({'&'.join(columns)})>0)"
        counts += [f"SUMPRODUCT({begun}*(LEN(TRIM({column}))=0))" for column in columns]
    return Formula("+".join(counts) or "0", blank)


def _yes(rule: Rule, sheets: Sheets) -> str:
    form = _form(rule, sheets)
    path = rule.others[0]
    question = sheets.edition.field(path) if "." in path else form.field(path)
    if question.kind is not FieldKind.CHOICE:
        raise KeyError(f"{path} is no choice")
    return sheets.edition.choices[question.choices][0].label


_MAKERS: Mapping[str, Maker] = {
    "not_greater": _not_greater,
    "unique": _unique,
    "filled_when": _filled_when,
    "empty_unless": _empty_unless,
    "known_direct_unit": _known_direct_unit,
    "reported_or_nil": _reported_or_nil,
    "nil_means_empty": _nil_means_empty,
    "required_missing": _required,
}
