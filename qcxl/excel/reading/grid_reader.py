"""A closed workbook's bytes as a `Grid`: preflight first, then calamine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qcxl.excel.reading.limits import DEFAULT_LIMITS, Limits
from qcxl.excel.reading.plain import plain_package
from qcxl.excel.reading.preflight import CheckedWorkbook, preflight
from qcxl.excel.reading.second_look import look_behind
from qcxl.excel.reading.sheet_scan import SheetScan
from qcxl.excel.reading.workbook import WorksheetPart
from qcxl.model.catalogue import problem
from qcxl.model.grid import Grid, RawValue, SheetGrid
from qcxl.model.problem import Problem

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def read_grid(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Grid | Problem:
    """The grid of an .xlsx or .xlsm file's bytes, or the problem for which the file is refused.

    Worksheets stand in workbook order, hidden ones too; rows end at their last value, sheets at their last
    such row. Numbers are floats as the file holds them, dates and times are Python's. A cell with an error or
    with a formula that was never calculated has no value and is named in `errors` or `uncomputed`; a number
    shown as a percentage is one hundredth of what people see, and is named in `percents`.

    Never raises for any bytes. Codes: all of `qcxl.model.catalogue.file_codes`.
    """
    checked = preflight(data, limits)
    return checked if isinstance(checked, Problem) else _read(checked)


def _read(checked: CheckedWorkbook) -> Grid | Problem:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(plain_package(checked.parts, checked.scans))
        return Grid(_sheets(workbook, checked))
    except (CalamineError, OverflowError, ValueError):
        # OverflowError: a duration of more days than Python counts.
        return problem("workbook_unreadable")
    except BaseException as error:
        # A panic in Rust derives from BaseException and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        return problem("workbook_unreadable")


def _sheets(workbook: CalamineWorkbook, checked: CheckedWorkbook) -> tuple[SheetGrid, ...]:
    return tuple(
        # skip_empty_area would start at the first value and shift every address.
        _sheet(part, scan, workbook.get_sheet_by_index(index).to_python(skip_empty_area=False))
        for index, (part, scan) in enumerate(zip(checked.parts.worksheets, checked.scans, strict=True))
    )


def _sheet(part: WorksheetPart, scan: SheetScan, rows: Sequence[Sequence[RawValue]]) -> SheetGrid:
    sheet = SheetGrid(
        name=part.name,
        rows=_trimmed(rows),
        formulas=scan.formulas,
        errors=scan.errors,
        hidden_rows=scan.hidden_rows,
        merged=scan.merged,
        percents=scan.percents,
        hidden=part.hidden,
    )
    without_text = (scan.formulas - scan.texts).difference(scan.errors)
    uncomputed = frozenset(place for place in without_text if sheet.value(place) is None)
    behind = look_behind(part.xml, uncomputed | scan.errors.keys())
    return replace(sheet, uncomputed=uncomputed, formula_texts=behind.formulas, cell_pictures=behind.pictures)


def _trimmed(rows: Sequence[Sequence[RawValue]]) -> tuple[tuple[RawValue, ...], ...]:
    kept = [_trimmed_row(row) for row in rows]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _trimmed_row(row: Sequence[RawValue]) -> tuple[RawValue, ...]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return tuple(map(_plain, row[:end]))


def _plain(value: RawValue) -> RawValue:
    """The value itself; `nan` and `inf`, which no spreadsheet shows as numbers, become text."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
