"""What each kind of sheet gets beyond its drawing: inputs, dropdowns, formulas, protection, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from qcxl.core.layout import LAST_ROW, TABLE_ROWS, SheetLayout
from qcxl.excel.check_formulas import check_formula
from qcxl.excel.drawing import at, take_style
from qcxl.excel.formulas import Formula, Sheets, computed_formula
from qcxl.excel.input_rules import add_input_rule
from qcxl.model.edition import QUOTA_GROUP, FormKind
from qcxl.model.grid import Place, address, column_letters

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Item = TypeVar("Item")
_FAULT_FILL = "FFFFC7CE"
_FAULT_FONT = "FF9C0006"


@dataclass(frozen=True, slots=True)
class Finished:
    """What the package pass must still do: cached values of formulas, and cells that differ per unit."""

    cached: Mapping[str, str | int] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)


def _cover(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    cached: dict[str, str | int] = {}
    spot = layout.spots.get("checks.total")
    checks = next(iter(sheets.edition.of_kind(FormKind.CHECKS)), None)
    if spot and checks:
        below = sheets.layouts[checks.id]
        column = column_letters(below.spots["check.count"][1])
        first, count = below.row, len(_live(sheets))
        cells = f"{below.quoted}!${column}${first}:${column}${first + count - 1}"
        blank = sum(int(formula.blank) for _, formula in _live(sheets))
        formula = Formula(
            f'IF(SUM({cells})=0,"自检通过","还有 "&SUM({cells})&" 处待改")', f"还有 {blank} 处待改"
        )
        _set_formula(at(worksheet, spot), formula, cached)
    _inputs(worksheet, layout, sheets)
    return Finished(cached)


def _card(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    cached: dict[str, str | int] = {}
    for computed in layout.form.computed:
        formula = computed_formula(computed, layout.form, sheets)
        _set_formula(at(worksheet, layout.places[computed.id]), formula, cached)
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
    """The places of the merged range around a cell, else its own: Excel wants every one of them unlocked."""
    for merged in worksheet.merged_cells.ranges:
        if address(place) in merged:
            return [(row, column) for cells in merged.rows for row, column in cells]
    return [place]


def _list(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    from openpyxl.worksheet.table import Table, TableStyleInfo

    first, last = layout.row, layout.header_row + TABLE_ROWS
    for entry in layout.form.fields:
        column = layout.places[entry.id][1]
        model = at(worksheet, (first, column))
        for row in range(first + 1, last + 1):
            take_style(model, worksheet.cell(row, column))
        _column_format(worksheet, model)
        letters = column_letters(column)
        add_input_rule(worksheet, f"{letters}{first}:{letters}{LAST_ROW}", entry, sheets)
    # A height of its own would cut a long name: rows without one grow with what is typed.
    worksheet.row_dimensions[first].height = None
    corner = address((last, layout.width))
    table = Table(displayName=layout.form.id, ref=f"{address((layout.header_row, 1))}:{corner}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    worksheet.add_table(table)
    return Finished()


def _column_format(worksheet: Worksheet, model: Cell) -> None:
    """Format the whole column like its first row, borders and fill apart: text typed below is text too."""
    from openpyxl.styles import Border, PatternFill

    dimension = worksheet.column_dimensions[model.column_letter]
    take_style(model, dimension)
    dimension.border = Border()
    dimension.fill = PatternFill()


def _quota(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    """One line per quota of the edition; value and note are the unit's own."""
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
    """One line per live rule: how many places are at fault, and one word."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill

    cached: dict[str, str | int] = {}
    count_column = layout.spots["check.count"][1]
    status_column = layout.spots["check.status"][1]
    live = _live(sheets)
    for row, (text, formula) in _repeat(worksheet, layout, live):
        worksheet.cell(row, layout.spots["check.text"][1], text)
        count = at(worksheet, (row, count_column))
        _set_formula(count, formula, cached)
        status = Formula(f'IF({count.coordinate}=0,"通过","请改")', "请改" if formula.blank else "通过")
        _set_formula(at(worksheet, (row, status_column)), status, cached)
    letters = column_letters(status_column)
    worksheet.conditional_formatting.add(
        f"{letters}{layout.row}:{letters}{layout.row + len(live) - 1}",
        CellIsRule(  # type: ignore[no-untyped-call]
            operator="equal",
            formula=['"请改"'],
            font=Font(color=_FAULT_FONT, bold=True),
            fill=PatternFill(bgColor=_FAULT_FILL, fill_type="solid"),
        ),
    )
    _protect(worksheet)
    return Finished(cached)


def _results(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:  # noqa: ARG001
    return Finished()


def _live(sheets: Sheets) -> list[tuple[str, Formula]]:
    return [(rule.note, check_formula(rule, sheets)) for rule in sheets.edition.rules if rule.live]


def _repeat(worksheet: Worksheet, layout: SheetLayout, items: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    height = worksheet.row_dimensions[layout.row].height
    for row, item in enumerate(items, start=layout.row):
        for column in range(1, layout.width + 1):
            take_style(worksheet.cell(layout.row, column), worksheet.cell(row, column))
        worksheet.row_dimensions[row].height = height
        yield row, item


def _set_formula(cell: Cell, formula: Formula, cached: dict[str, str | int]) -> None:
    cell.value = "=" + formula.text
    cached[cell.coordinate] = formula.blank


def _protect(worksheet: Worksheet) -> None:
    """Protected without a password: inputs unlocked, so Tab walks them in reading order."""
    worksheet.protection.sheet = True
    worksheet.protection.formatColumns = False
    worksheet.protection.formatRows = False


Finisher = Callable[["Worksheet", SheetLayout, Sheets], Finished]

FINISHERS: Mapping[FormKind, Finisher] = {
    FormKind.COVER: _cover,
    FormKind.CARD: _card,
    FormKind.LIST: _list,
    FormKind.QUOTA: _quota,
    FormKind.CHECKS: _checks,
    FormKind.RESULTS: _results,
}
