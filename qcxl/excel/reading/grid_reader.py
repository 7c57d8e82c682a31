"""A closed workbook's bytes as a `Grid`: preflight first, then calamine."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qcxl.excel.reading.limits import DEFAULT_LIMITS, Limits
from qcxl.excel.reading.plain import may_hold_long_text, plain_package
from qcxl.excel.reading.preflight import CheckedWorkbook, preflight
from qcxl.excel.reading.second_look import look_behind
from qcxl.excel.reading.sheet_scan import SheetScan
from qcxl.excel.reading.struck_texts import StruckCells
from qcxl.excel.reading.workbook import WorksheetPart
from qcxl.model.catalogue import problem
from qcxl.model.grid import Grid, RawValue, SheetGrid, address
from qcxl.model.problem import Problem
from qcxl.opc.refusal import RefusedError

LONGEST_TEXT = 32_767
"""The most characters that an Excel cell holds."""
_LARGEST = sys.float_info.max

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


def _read(checked: CheckedWorkbook, *, rewritten: bool = False) -> Grid | Problem:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        package = plain_package(checked.parts, checked.scans, rewritten=rewritten)
        sheets = _sheets(CalamineWorkbook.from_filelike(package), checked)
        if may_hold_long_text(checked.parts, checked.scans):
            _refuse_long_texts(sheets)
        return Grid(sheets)
    except RefusedError as refusal:
        return refusal.problem
    except (CalamineError, OverflowError, ValueError):
        # OverflowError: a duration of more days than Python counts.
        pass
    except BaseException as error:
        # A panic in Rust derives from BaseException and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
    # What spreadsheet programs pass over without a word, calamine may refuse.
    return problem("workbook_unreadable") if rewritten else _read(checked, rewritten=True)


def _sheets(workbook: CalamineWorkbook, checked: CheckedWorkbook) -> tuple[SheetGrid, ...]:
    return tuple(
        # skip_empty_area would start at the first value and shift every address.
        _sheet(part, scan, struck, workbook.get_sheet_by_index(index).to_python(skip_empty_area=False))
        for index, (part, scan, struck) in enumerate(
            zip(checked.parts.worksheets, checked.scans, checked.struck, strict=True)
        )
    )


def _sheet(
    part: WorksheetPart, scan: SheetScan, struck: StruckCells, rows: Sequence[Sequence[RawValue]]
) -> SheetGrid:
    sheet = SheetGrid(
        name=part.name,
        rows=_trimmed(rows),
        formulas=scan.formulas,
        errors=scan.errors,
        hidden_rows=scan.hidden_rows,
        merged=scan.merged,
        percents=scan.percents,
        measures=scan.measures,
        struck=scan.struck | struck.wholly,
        partly_struck=struck.partly - scan.struck,
        attached=part.attached,
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
    """The row up to its last value; `nan` and `inf`, which no spreadsheet shows as numbers, become text."""
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return tuple(
        [
            str(value) if isinstance(value, float) and not -_LARGEST <= value <= _LARGEST else value
            for value in row[:end]
        ]
    )


def _refuse_long_texts(sheets: Iterable[SheetGrid]) -> None:
    """Raise RefusedError (cell_text_too_long) for a text that no Excel cell holds.

    One output would cut such a text and another would not.
    """
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                # Excel counts a character beyond U+FFFF as two.
                if isinstance(value, str) and (size := len(value.encode("utf-16-le")) // 2) > LONGEST_TEXT:
                    cell = address((number, column))
                    raise RefusedError(
                        problem(
                            "cell_text_too_long", sheet=sheet.name, cell=cell, count=size, limit=LONGEST_TEXT
                        )
                    )
