"""Live checks of single entries, form by form: entries that are missing, no number, too long or no option."""

from __future__ import annotations

from qcxl.core.sheets.layout import SheetLayout
from qcxl.excel.issued.formulas import Formula, Sheets, begun, below_header, is_blank, is_given, recommended
from qcxl.model.form import Field, FieldKind, FormKind, Need


def required(layout: SheetLayout, sheets: Sheets) -> Formula:
    """The formula that counts missing required entries; in a list only rows that were begun are looked at.

    Entries that only rows put forward need are counted in such rows.
    """
    needed = [field for field in layout.form.fields if field.need in (Need.REQUIRED, Need.OWN)]
    if layout.form.kind is not FormKind.LIST:
        blanks = [is_blank(layout.cell_reference(field.id)) for field in needed]
        # A single comparison would be TRUE or FALSE, which Excel neither adds up nor holds to be 0 or 1.
        return Formula("+".join((*blanks, "0")) if blanks else "", len(blanks))
    missing = [_missing(field, layout) for field in needed]
    applied = [
        is_blank(layout.sum_range(field.id)) for field in layout.form.fields if field.need is Need.RECOMMENDED
    ]
    if applied:
        missing.append(f"{recommended(layout, sheets)}*({'+'.join(applied)})")
    if not missing:
        return Formula("", 0)
    below = below_header(layout.sum_range(layout.form.fields[0].id))
    return Formula(f"SUMPRODUCT({below}*{begun(layout)}*({'+'.join(missing)}))", 0)


def not_a_number(layout: SheetLayout, sheets: Sheets) -> Formula:  # noqa: ARG001 - makers have one shape
    """The formula that counts entries of number cells which a sum does not see, and negative numbers."""
    counts = []
    for field in layout.form.entered:
        if field.is_number:
            cells, below = _cells(field, layout)
            faults = f"{below}{is_given(cells)}*(1-ISNUMBER({cells}))+ISNUMBER({cells})*({cells}<0)"
            counts.append(f"SUMPRODUCT({faults})")
    return Formula("+".join(counts), 0)


def text_too_long(layout: SheetLayout, sheets: Sheets) -> Formula:  # noqa: ARG001 - makers have one shape
    """The formula that counts texts with more characters than their field may have."""
    counts = []
    for field in layout.form.entered:
        if field.max_length is not None:
            cells, below = _cells(field, layout)
            letters = f'LEN(SUBSTITUTE({cells},CHAR(10),""))'
            counts.append(f"SUMPRODUCT({below}({letters}>{field.max_length}))")
    return Formula("+".join(counts), 0)


def choice_unknown(layout: SheetLayout, sheets: Sheets) -> Formula:
    """The formula that counts entries of dropdown cells that are none of the options."""
    counts = []
    for field in layout.form.entered:
        if field.kind is FieldKind.CHOICE:
            cells, below = _cells(field, layout)
            strange = f"ISNA(MATCH({cells},{sheets.lists[field.choices]},0))"
            counts.append(f"SUMPRODUCT({below}{is_given(cells)}*{strange})")
    return Formula("+".join(counts), 0)


def _cells(field: Field, layout: SheetLayout) -> tuple[str, str]:
    """The reference of a field's entries, and the factor that leaves out the header of a list."""
    if layout.form.kind is not FormKind.LIST:
        return layout.cell_reference(field.id), ""
    cells = layout.sum_range(field.id)
    return cells, f"{below_header(cells)}*"


def _missing(field: Field, layout: SheetLayout) -> str:
    blank = is_blank(layout.sum_range(field.id))
    source = layout.form.field_of_kind(FieldKind.SOURCE_UNIT)
    if field.need is not Need.OWN or source is None:
        return blank
    return f"{blank}*{is_blank(layout.sum_range(source.id))}"
