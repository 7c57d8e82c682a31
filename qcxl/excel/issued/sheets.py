"""The additions to each kind of drawn sheet: inputs, dropdowns, formulas, protection, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from qcxl.core.results.live_counts import ALL_PASSED, FAILED, PASSED, status_text, total_text
from qcxl.core.sheets.layout import SheetLayout
from qcxl.core.sheets.placeholders import CHECKS_TOTAL, RESULT_COUNTS
from qcxl.excel.issued.check_formulas import live_checks
from qcxl.excel.issued.drawing import at, head_with_texts, take_style
from qcxl.excel.issued.finished import Finished, set_formula
from qcxl.excel.issued.formulas import Formula, Sheets, computed_formula
from qcxl.excel.issued.input_rules import add_input_rule
from qcxl.excel.issued.list_sheet import finish_list
from qcxl.model.edition import QUOTA_GROUP
from qcxl.model.form import FormKind
from qcxl.model.grid import Place, address, column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Item = TypeVar("Item")
_FAULT_FILL = "FFFFC7CE"
_FAULT_FONT = "FF9C0006"


def _cover(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    cached: dict[str, str | int] = {}
    spot = layout.spots.get(CHECKS_TOTAL)
    checks = next(iter(sheets.edition.of_kind(FormKind.CHECKS)), None)
    if spot and checks:
        below = sheets.layouts[checks.id]
        column = column_letters(below.spots["check.count"][1])
        first, count = below.row, len(_live(sheets))
        cells = f"{below.quoted}!${column}${first}:${column}${first + count - 1}"
        blank = sum(int(formula.blank) for _, formula in _live(sheets))
        formula = Formula(
            f'IF(SUM({cells})=0,"{ALL_PASSED}","还有 "&SUM({cells})&" 处待改")', total_text(blank)
        )
        cached |= set_formula(at(worksheet, spot), formula)
    _inputs(worksheet, layout, sheets)
    return Finished(cached)


def _card(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    cached: dict[str, str | int] = {}
    for computed in layout.form.computed:
        formula = computed_formula(computed, layout.form, sheets)
        cached |= set_formula(at(worksheet, layout.places[computed.id]), formula)
    _inputs(worksheet, layout, sheets)
    return Finished(cached)


def _inputs(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> None:
    from openpyxl.styles import Protection

    for entry in layout.form.entered:
        cell = at(worksheet, layout.places[entry.id])
        for place in _merged_places(worksheet, layout.places[entry.id]):
            at(worksheet, place).protection = Protection(locked=False)
        add_input_rule(worksheet, cell.coordinate, entry, sheets)
    _protect(worksheet)


def _merged_places(worksheet: Worksheet, place: Place) -> list[Place]:
    """The places of the merged range around a place, or that place alone: Excel wants all unlocked."""
    for merged in worksheet.merged_cells.ranges:
        if address(place) in merged:
            return [(row, column) for cells in merged.rows for row, column in cells]
    return [place]


def _quota(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    """Write one line per quota of the edition, with slots for the value and the note of the unit."""
    quotas = sheets.edition.choices.get(QUOTA_GROUP, ())
    slots: dict[str, str] = {}
    labels = [quota.label if not quota.parent else f"　其中：{quota.label}" for quota in quotas] or [
        "本通知没有名额表"
    ]
    for row, label in _repeat(worksheet, layout, labels):
        worksheet.cell(row, layout.spots["quota.label"][1], label)
        code = quotas[row - layout.row].code if quotas else ""
        for part in ("value", "note"):
            place = (row, layout.spots[f"quota.{part}"][1])
            slots[address(place)] = f"quota.{part}:{code}"
            at(worksheet, place).value = "—"
    _protect(worksheet)
    return Finished(slots=slots)


def _checks(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    """Write one line per live rule: its text, the number of faults, and one word."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill

    cached: dict[str, str | int] = {}
    count_column = layout.spots["check.count"][1]
    status_column = layout.spots["check.status"][1]
    live = _live(sheets)
    for row, (text, formula) in _repeat(worksheet, layout, live):
        worksheet.cell(row, layout.spots["check.text"][1], text)
        count = at(worksheet, (row, count_column))
        cached |= set_formula(count, formula)
        status = Formula(f'IF({count.coordinate}=0,"{PASSED}","{FAILED}")', status_text(int(formula.blank)))
        cached |= set_formula(at(worksheet, (row, status_column)), status)
    letters = column_letters(status_column)
    worksheet.conditional_formatting.add(
        f"{letters}{layout.row}:{letters}{layout.row + len(live) - 1}",
        CellIsRule(  # type: ignore[no-untyped-call]
            operator="equal",
            formula=[f'"{FAILED}"'],
            font=Font(color=_FAULT_FONT, bold=True),
            fill=PatternFill(bgColor=_FAULT_FILL, fill_type="solid"),
        ),
    )
    _protect(worksheet)
    return Finished(cached)


def _results(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:  # noqa: ARG001
    """Make a table of one blank line: an Excel table can be filtered and sorted, and grows with its rows."""
    from openpyxl.worksheet.table import Table, TableStyleInfo

    head_with_texts(worksheet, layout)
    corner = address((layout.row, layout.width))
    table = Table(displayName=layout.form.id, ref=f"{address((layout.header_row, 1))}:{corner}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    worksheet.add_table(table)
    # A stated height would cut a long message.
    worksheet.row_dimensions[layout.row].height = None
    spot = layout.spots.get(RESULT_COUNTS)
    if spot:
        at(worksheet, spot).value = "还没有校验。"
    return Finished()


def _live(sheets: Sheets) -> list[tuple[str, Formula]]:
    return list(live_checks(sheets))


def _repeat(worksheet: Worksheet, layout: SheetLayout, items: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    height = worksheet.row_dimensions[layout.row].height
    for row, item in enumerate(items, start=layout.row):
        for column in range(1, layout.width + 1):
            take_style(worksheet.cell(layout.row, column), worksheet.cell(row, column))
        worksheet.row_dimensions[row].height = height
        yield row, item


def _protect(worksheet: Worksheet) -> None:
    """Protect a sheet without a password; Tab then walks the unlocked inputs in reading order."""
    worksheet.protection.sheet = True
    worksheet.protection.formatColumns = False
    worksheet.protection.formatRows = False


Finisher = Callable[["Worksheet", SheetLayout, Sheets], Finished]

FINISHERS: Mapping[FormKind, Finisher] = {
    FormKind.COVER: _cover,
    FormKind.CARD: _card,
    FormKind.LIST: finish_list,
    FormKind.QUOTA: _quota,
    FormKind.CHECKS: _checks,
    FormKind.RESULTS: _results,
}
