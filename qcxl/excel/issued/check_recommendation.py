"""Live checks of rows put forward: members, enterprises, eligibility, quotas."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.excel.issued.formulas import (
    Formula,
    Sheets,
    below_header,
    is_blank,
    is_given,
    name_key,
    recommended,
)
from qcxl.model.edition import QUOTA_GROUP, Choice, Rule
from qcxl.model.form import FieldKind, FormKind
from qcxl.model.grid import column_letters

_SEPARATORS = "，,；;/"


def members_at_most(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts rows which list more people than a form has places for."""
    cells = sheets.layouts[rule.form].sum_range(rule.fields[0])
    return Formula(f"SUMPRODUCT({below_header(cells)}*({_people(cells)}>{rule.limit}))", 0)


def part_of_members(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts figures larger than the number of people listed."""
    layout = sheets.layouts[rule.form]
    people = layout.sum_range(rule.others[0])
    counts = []
    for field_id in rule.fields:
        cells = layout.sum_range(field_id)
        counts.append(f"ISNUMBER({cells})*({cells}>{_people(people)})")
    return Formula(f"SUMPRODUCT({is_given(people)}*({'+'.join(counts)}))", 0)


def listed_letter_for_letter(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts names which do not stand in the list that must hold them.

    Rows that a roll-up brought in are left to the program.
    """
    layout = sheets.layouts[rule.form]
    cells = layout.sum_range(rule.fields[0])
    # Letter for letter, blanks inside a name included; blanks at its ends are no fault.
    listed = f"TRIM({sheets.range(rule.others[0])})"
    source = layout.form.field_of_kind(FieldKind.SOURCE_UNIT)
    own = f"*{is_blank(layout.sum_range(source.id))}" if source else ""
    strange = f"ISNA(MATCH(TRIM({cells}),{listed},0))"
    return Formula(f"SUMPRODUCT({below_header(cells)}*{is_given(cells)}{own}*{strange})", 0)


def not_of_deducted_enterprise(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts rows put forward whose enterprise is left out of the statistics.

    Such an enterprise belongs to a direct unit, which reports it.
    """
    layout = sheets.layouts[rule.form]
    enterprises = sheets.edition.form(sheets.edition.field(rule.others[0]).form)
    direct = enterprises.field_of_kind(FieldKind.DIRECT_UNIT)
    if direct is None or not sheets.deducted_keys:
        return Formula("0", 0)
    named = name_key(sheets.range(f"{enterprises.id}.{direct.id}"))
    deducted = "+".join(
        dict.fromkeys(f"ISNUMBER(MATCH({named},{keys},0))" for keys in sheets.deducted_keys.values())
    )
    marked = f'{name_key(sheets.range(rule.others[0]))}&"|"&(({deducted})>0)*1'
    cells = layout.sum_range(rule.fields[0])
    # A blank row matches the first blank row of the other list: a search without a match would take seconds.
    sought = f'{name_key(cells)}&"|"&{is_given(cells)}*1'
    is_deducted = f"ISNUMBER(MATCH({sought},{marked},0))"
    counted = (
        f"SUMPRODUCT({below_header(cells)}*{is_given(cells)}*{recommended(layout, sheets)}*{is_deducted})"
    )
    return Formula(f"{sheets.deducts}*{counted}", 0)


def within_quota(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts rows put forward beyond the unit's quota, in total and in each tier."""
    layout = sheets.layouts[rule.form]
    put_forward = recommended(layout, sheets)
    excess = []
    for quota, cell in quota_cells(sheets):
        if quota.code == layout.form.quota:
            excess.append(_excess(f"SUMPRODUCT({put_forward}*1)", cell))
        elif quota.parent == layout.form.quota and layout.form.tier:
            tiers = layout.sum_range(layout.form.tier)
            excess.append(_excess(f'SUMPRODUCT({put_forward}*({tiers}="{quota.label}"))', cell))
    return Formula("+".join(excess) or "0", 0)


def quota_cells(sheets: Sheets) -> Iterator[tuple[Choice, str]]:
    """The quotas of the edition, each with the cell of 名额 that shows its number for the unit."""
    form = next(sheets.edition.of_kind(FormKind.QUOTA), None)
    if form is None:
        return
    layout = sheets.layouts[form.id]
    letters = column_letters(layout.spots["quota.value"][1])
    for offset, quota in enumerate(sheets.edition.choices.get(QUOTA_GROUP, ())):
        yield quota, f"{layout.quoted}!${letters}${layout.row + offset}"


def zero_when_recommended(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts figures above zero where rows put forward may have only zero."""
    layout = sheets.layouts[rule.form]
    counts = (f"ISNUMBER({cells})*({cells}>0)" for cells in map(layout.sum_range, rule.fields))
    return Formula(f"SUMPRODUCT({recommended(layout, sheets)}*({'+'.join(counts)}))", 0)


def yes_when_recommended(rule: Rule, sheets: Sheets) -> Formula:
    """The formula that counts answers other than yes in rows put forward."""
    layout = sheets.layouts[rule.form]
    counts = []
    for field_id in rule.fields:
        cells, yes = layout.sum_range(field_id), sheets.edition.yes(layout.form.field(field_id))
        counts.append(f'{below_header(cells)}*{is_given(cells)}*({cells}<>"{yes}")')
    return Formula(f"SUMPRODUCT({recommended(layout, sheets)}*({'+'.join(counts)}))", 0)


def _excess(count: str, quota: str) -> str:
    return f"IF(ISNUMBER({quota}),MAX(0,{count}-{quota}),0)"


def _people(cells: str) -> str:
    """The formula term for the number of names in a cell: by its separators, without these by its blanks."""
    text = f'SUBSTITUTE(SUBSTITUTE({cells},CHAR(10),"、"),CHAR(13),"")'
    for sign in _SEPARATORS:
        text = f'SUBSTITUTE({text},"{sign}","、")'
    separators = f'(LEN({text})-LEN(SUBSTITUTE({text},"、","")))'
    closed = f'(RIGHT({text},1)="、")'
    blanks = f'TRIM(SUBSTITUTE({cells},"\u3000"," "))'
    spaces = f'(LEN({blanks})-LEN(SUBSTITUTE({blanks}," ","")))'
    return f"(1+{separators}-{closed}+({separators}=0)*{spaces})"
