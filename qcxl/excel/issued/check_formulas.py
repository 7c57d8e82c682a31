"""The live checks of 自检: each rule, as far as a plain formula can check it, as a count of faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qcxl.core.results.live_counts import line_text
from qcxl.core.sheets.layout import SheetLayout
from qcxl.excel.issued import check_entries, check_recommendation
from qcxl.excel.issued.formulas import (
    Formula,
    Sheets,
    answers_yes,
    below_header,
    is_blank,
    is_given,
    name_key,
)
from qcxl.model.edition import TOTALS_GROUP, Rule
from qcxl.model.form import FormKind
from qcxl.model.grid import column_letters

Maker = Callable[[Rule, Sheets], Formula]
_WORDS_IN_A_TEXT = 40
"""The words in one text of a formula, which Excel allows 255 characters."""


def live_checks(sheets: Sheets) -> Iterator[tuple[str, Formula]]:
    """The text of each line of 自检 and the formula that counts its faults, for every rule marked 自检.

    A rule on single entries has a line for each sheet. Raises KeyError for a rule that no formula can check.
    """
    for rule in sheets.edition.rules:
        if not rule.live:
            continue
        if rule.predicate:
            yield line_text(sheets.edition.form(rule.form), rule), MAKERS[rule.predicate](rule, sheets)
            continue
        for form in sheets.edition.forms:
            formula = OF_ENTRIES[rule.code](sheets.layouts[form.id], sheets)
            if formula.text:
                yield line_text(form, rule), formula


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
    return Formula(f"IF({yes},{blanks}+0,0)", 0)


def _empty_unless(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    question = layout.form.field(rule.others[0])
    unanswered = is_blank(layout.cell_reference(question.id))
    yes = answers_yes(question, sheets.edition, sheets.layouts)
    cells = (layout.cell_reference(name) for name in rule.fields)
    given = "+".join(f"{is_given(cell)}*({cell}<>0)" for cell in cells)
    return Formula(f"IF(OR({unanswered},{yes}),0,{given})", 0)


def _not_a_total(rule: Rule, sheets: Sheets) -> Formula:
    words = [choice.label for choice in sheets.edition.choices.get(TOTALS_GROUP, ())]
    columns = [name_key(sheets.layouts[rule.form].sum_range(name)) for name in rule.fields]
    # One text of many words: each name is spelled once, however many words there are.
    parts = (words[at : at + _WORDS_IN_A_TEXT] for at in range(0, len(words), _WORDS_IN_A_TEXT))
    texts = [f"|{'|'.join(part)}|" for part in parts]
    counts = (
        f'SUMPRODUCT(--ISNUMBER(FIND("|"&{typed}&"|","{text}")))' for typed in columns for text in texts
    )
    return Formula("+".join(counts) or "0", 0)


def _known_direct_unit(rule: Rule, sheets: Sheets) -> Formula:
    typed = sheets.layouts[rule.form].sum_range(rule.fields[0])
    strange = f"ISNA(MATCH({name_key(typed)},{sheets.direct_keys},0))"
    unknown = f"SUMPRODUCT({below_header(typed)}*{is_given(typed)}*{strange})"
    return Formula(f"{sheets.deducts}*{unknown}", 0)


def _reported_or_nil(rule: Rule, sheets: Sheets) -> Formula:
    empty = _is_empty(sheets.layouts[rule.form])
    return Formula(f"IF(AND({empty},NOT({sheets.is_nil})),1,0)", 1)


def _nil_means_empty(rule: Rule, sheets: Sheets) -> Formula:
    empty = _is_empty(sheets.layouts[rule.form])
    declared = answers_yes(sheets.edition.field(rule.others[0]), sheets.edition, sheets.layouts)
    return Formula(f"IF(AND(NOT({empty}),{declared}),1,0)", 0)


def _zero_unless_positive(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    lead = layout.sum_range(rule.others[0])
    none = f"({is_blank(lead)}+ISNUMBER({lead})*({lead}<=0))"
    counts = (f"ISNUMBER({cells})*({cells}>0)" for cells in map(layout.sum_range, rule.fields))
    return Formula(f"SUMPRODUCT({none}*({'+'.join(counts)}))", 0)


def _given_when_positive(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    lead = layout.sum_range(rule.others[0])
    blanks = "+".join(is_blank(layout.sum_range(name)) for name in rule.fields)
    return Formula(f"SUMPRODUCT(ISNUMBER({lead})*({lead}>0)*({blanks}))", 0)


def _positive_when_positive(rule: Rule, sheets: Sheets) -> Formula:
    layout = sheets.layouts[rule.form]
    lead = layout.sum_range(rule.others[0])
    zeros = "+".join(f"ISNUMBER({cells})*({cells}=0)" for cells in map(layout.sum_range, rule.fields))
    return Formula(f"SUMPRODUCT(ISNUMBER({lead})*({lead}>0)*({zeros}))", 0)


def _holding(*signs: str) -> Maker:
    """The maker of a formula that counts names which hold one of `signs`."""

    def maker(rule: Rule, sheets: Sheets) -> Formula:
        layout = sheets.layouts[rule.form]
        counts = []
        for cells in map(layout.sum_range, rule.fields):
            hits = "+".join(f"ISNUMBER(FIND({sign},{cells}))" for sign in signs)
            counts.append(f"SUMPRODUCT({below_header(cells)}*(({hits})>0))")
        return Formula("+".join(counts), 0)

    return maker


def _as_long_as(length: int) -> Maker:
    """The maker of a formula that counts codes whose length is not `length`."""

    def maker(rule: Rule, sheets: Sheets) -> Formula:
        layout = sheets.layouts[rule.form]
        counts = []
        for name in rule.fields:
            in_list = layout.form.kind is FormKind.LIST
            cells = layout.sum_range(name) if in_list else layout.cell_reference(name)
            below = f"{below_header(cells)}*" if in_list else ""
            typed = f'LEN(TRIM(SUBSTITUTE({cells},"\u3000","")))'
            counts.append(f"SUMPRODUCT({below}{is_given(cells)}*({typed}<>{length}))")
        return Formula("+".join(counts), 0)

    return maker


def _is_empty(layout: SheetLayout) -> str:
    """The condition that a list holds nothing but its column names, one in every column."""
    columns = [column for _, column in layout.places.values()]
    first, last = min(columns), max(columns)
    cells = f"${column_letters(first)}${layout.header_row}:${column_letters(last)}${layout.last_row}"
    return f"COUNTA({layout.quoted}!{cells})<={last - first + 1}"


MAKERS: Mapping[str, Maker] = {
    "not_greater": _not_greater,
    "unique": _unique,
    "filled_when": _filled_when,
    "empty_unless": _empty_unless,
    "not_a_total": _not_a_total,
    "known_direct_unit": _known_direct_unit,
    "reported_or_nil": _reported_or_nil,
    "nil_means_empty": _nil_means_empty,
    "zero_unless_positive": _zero_unless_positive,
    "given_when_positive": _given_when_positive,
    "positive_when_positive": _positive_when_positive,
    "members_at_most": check_recommendation.members_at_most,
    "part_of_members": check_recommendation.part_of_members,
    "listed_letter_for_letter": check_recommendation.listed_letter_for_letter,
    "not_of_deducted_enterprise": check_recommendation.not_of_deducted_enterprise,
    "within_quota": check_recommendation.within_quota,
    "zero_when_recommended": check_recommendation.zero_when_recommended,
    "yes_when_recommended": check_recommendation.yes_when_recommended,
    "full_width_brackets": _holding('"("', '")"'),
    "one_line": _holding("CHAR(10)"),
    "is_postcode": _as_long_as(6),
    "is_credit_code": _as_long_as(18),
}

OF_ENTRIES: Mapping[str, Callable[[SheetLayout, Sheets], Formula]] = {
    "required_missing": check_entries.required,
    "not_a_number": check_entries.not_a_number,
    "text_too_long": check_entries.text_too_long,
    "choice_unknown": check_entries.choice_unknown,
}
