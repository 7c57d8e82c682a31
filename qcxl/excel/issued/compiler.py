"""An edition compiled into one blank workbook, of which only the cells that differ are written per unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from qcxl.core.figures.known_units import (
    CHILD_CODES,
    CHILD_LEVELS,
    CHILDREN,
    DIRECT_CODES,
    DIRECT_UNITS,
    is_direct_for,
)
from qcxl.core.sheets.layout import LAST_ROW, LISTS_SHEET, SheetLayout, lay_out, map_lines
from qcxl.core.sheets.map_format import MAP_SHEET, map_rows
from qcxl.excel.edition.edition_reader import open_edition
from qcxl.excel.issued import sheets as form_sheets
from qcxl.excel.issued.check_formulas import live_checks
from qcxl.excel.issued.compiled import FormPackage, compile_package
from qcxl.excel.issued.drawing import draw
from qcxl.excel.issued.formulas import WIDENED, Sheets, nil_condition
from qcxl.model.edition import Edition
from qcxl.model.grid import address, column_letters
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.text import half_width

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DEDUCTS = "deducts"
DIRECT_KEYS = "direct_unit_keys"
DEDUCTED_KEYS = "deducted_unit_keys"
_WIDENED = str.maketrans(dict(WIDENED))
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def compile_forms(edition: Edition, drawn: bytes, roster: Roster, last_row: int = LAST_ROW) -> FormPackage:
    """The blank workbook of an edition, as its workbook `drawn` draws it, for the units of a roster.

    Formulas and dropdowns of lists run down to `last_row`. One pass over the drawn forms;
    `FormPackage.workbook` then gives each unit's bytes in about a millisecond. Raises ValueError for bytes
    `drawn` that are no workbook.
    """
    workbook = open_edition(drawn)
    if isinstance(workbook, Problem):
        raise ValueError(f"a workbook that was read before cannot be opened: {workbook.message}")  # noqa: TRY004
    layouts = lay_out(edition, last_row)
    lists = _static_lists(edition, roster)
    sheets = _sheets(edition, layouts, lists)
    as_drawn = list(workbook.worksheets)
    targets: dict[str, Worksheet] = {}
    for form in edition.forms:
        source = workbook[form.sheet]
        source.title = f"~{len(targets)}"
        targets[form.id] = workbook.create_sheet(form.sheet)
        draw(source, targets[form.id], layouts[form.id], edition)
    cached: dict[tuple[str, str], str | int] = {}
    slots: dict[tuple[str, str], str] = {}
    for form in edition.forms:
        finish = form_sheets.FINISHERS[form.kind]
        finished = finish(targets[form.id], layouts[form.id], sheets)
        cached.update({(form.sheet, cell): blank for cell, blank in finished.cached.items()})
        slots.update({(form.sheet, cell): slot for cell, slot in finished.slots.items()})
    for worksheet in as_drawn:
        workbook.remove(worksheet)
    _map_sheet(workbook, edition, last_row)
    _lists_sheet(workbook)
    workbook.active = 0
    workbook.calculation.fullCalcOnLoad = True
    saved = BytesIO()
    workbook.save(saved)
    checks = tuple(text for text, _ in live_checks(sheets))
    return compile_package(saved.getvalue(), edition, lists, cached, slots, checks)


def unit_lists(roster: Roster, unit: Unit) -> dict[str, tuple[str | int, ...]]:
    """The lists of `_qcxl_lists` that differ from unit to unit."""
    children = roster.children(unit.code)
    return {
        CHILDREN: tuple(child.name for child in children),
        CHILD_CODES: tuple(child.code for child in children),
        CHILD_LEVELS: tuple(child.level.value for child in children),
        DEDUCTS: (0 if roster.reports_directly(unit.code) else 1,),
    }


def _static_lists(edition: Edition, roster: Roster) -> dict[str, tuple[str, ...]]:
    names = tuple(unit.name for unit in roster.direct_units)
    codes = tuple(unit.code for unit in roster.direct_units)
    choices = {
        group: tuple(choice.label for choice in members)
        for group, members in edition.choices.items()
        if any(field.choices == group for form in edition.forms for field in form.fields)
    }
    deducted = {
        f"{DEDUCTED_KEYS}.{form.id}": _spellings(
            unit for unit in roster.direct_units if is_direct_for(unit.name, form, edition)
        )
        for form in edition.statistics
        if form.deducts
    }
    return {
        DIRECT_UNITS: names,
        DIRECT_CODES: codes,
        DIRECT_KEYS: _spellings(roster.direct_units),
        **{name: keys for name, keys in deducted.items() if keys},
        **choices,
    }


def _spellings(units: Iterable[Unit]) -> tuple[str, ...]:
    """Names and codes as formulas look them up (`formulas.name_key`), in narrow and in wide letters."""
    texts = ["".join(text.split()) for unit in units for text in (unit.name, unit.code)]
    narrow = [half_width(text) for text in texts]
    keys = (text.translate(_WIDENED) for text in (*texts, *narrow))
    return tuple(dict.fromkeys((*keys, *(text.translate(_FULL_WIDTH) for text in narrow))))


def _sheets(
    edition: Edition, layouts: Mapping[str, SheetLayout], lists: Mapping[str, tuple[str, ...]]
) -> Sheets:
    columns = list_columns(lists)

    def reference(name: str, count: int) -> str:
        letters = column_letters(columns[name])
        return f"{LISTS_SHEET}!${letters}$2:${letters}${max(count, 1) + 1}"

    return Sheets(
        edition=edition,
        layouts=layouts,
        direct_keys=reference(DIRECT_KEYS, len(lists[DIRECT_KEYS])),
        deducted_keys={
            form.id: reference(name, len(lists[name]))
            for form in edition.forms
            if (name := f"{DEDUCTED_KEYS}.{form.id}") in lists
        },
        deducts=f"{LISTS_SHEET}!${column_letters(columns[DEDUCTS])}$2",
        is_nil=nil_condition(edition, layouts),
        lists={name: reference(name, len(values)) for name, values in lists.items()},
    )


def list_columns(static: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The column of each list in `_qcxl_lists`: the per-unit lists, then those of edition and roster."""
    names = (CHILDREN, CHILD_CODES, CHILD_LEVELS, DEDUCTS, *static)
    return {name: column for column, name in enumerate(names, start=1)}


def _map_sheet(workbook: Workbook, edition: Edition, last_row: int) -> None:
    """Add the sheet `_qcxl`, with placeholders for the facts of the unit."""
    worksheet = workbook.create_sheet(MAP_SHEET)
    keys = {
        "edition": edition.id,
        "edition_hash": edition.hash,
        "unit_code": "{{unit.code}}",
        "unit_name": "{{unit.name}}",
        "level": "{{unit.level_id}}",
        "period": edition.fact("period"),
        "direct": "{{unit.direct}}",
        "parent_name": "{{unit.parent}}",
        "last_row": str(last_row),
        "aggregated": "",
    }
    for row in map_rows(keys, map_lines(edition)):
        # An empty text would become a cell that is marked as a text and holds none.
        worksheet.append([cell or None for cell in row])
    worksheet.sheet_state = "veryHidden"


def _lists_sheet(workbook: Workbook) -> None:
    worksheet = workbook.create_sheet(LISTS_SHEET)
    worksheet[address((1, 1))] = CHILDREN
    worksheet.sheet_state = "veryHidden"
