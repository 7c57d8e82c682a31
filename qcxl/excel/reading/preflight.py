"""The check of an untrusted workbook before anything parses it: by content, by size and by extent."""

from __future__ import annotations

from dataclasses import dataclass

from qcxl.excel.reading.limits import DEFAULT_LIMITS, Limits
from qcxl.excel.reading.parts import unpack
from qcxl.excel.reading.sheet_scan import SheetScan, scan_sheet
from qcxl.excel.reading.struck_texts import StruckCells, struck_cells, struck_strings
from qcxl.excel.reading.workbook import WorkbookParts, find_workbook
from qcxl.excel.reading.workbook_kind import refuse_other_kinds
from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem
from qcxl.opc.refusal import RefusedError

_MIB = 2**20


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """A workbook that may be read: its parts, and the scans and struck texts of its worksheets in order."""

    parts: WorkbookParts
    scans: tuple[SheetScan, ...]
    struck: tuple[StruckCells, ...]


def preflight(data: bytes, limits: Limits = DEFAULT_LIMITS) -> CheckedWorkbook | Problem:
    """The checked workbook of a file's bytes, or the first problem for which the file is refused.

    Never raises for any bytes. Codes: all of `qcxl.model.catalogue.file_codes` but workbook_unreadable.
    """
    try:
        return _checked(data, limits)
    except RefusedError as refusal:
        return refusal.problem


def _checked(data: bytes, limits: Limits) -> CheckedWorkbook:
    if len(data) > limits.file_bytes:
        raise RefusedError(
            problem(
                "file_too_large",
                size_mb=f"{len(data) / _MIB:.1f}",
                limit_mb=f"{limits.file_bytes / _MIB:.0f}",
            )
        )
    refuse_other_kinds(data)
    parts = find_workbook(unpack(data, limits), limits)
    scans = []
    cells_left = limits.cells
    for part in parts.worksheets:
        scan = scan_sheet(part.name, part.xml, limits, cells_left, parts.cell_styles)
        cells_left -= scan.cells
        scans.append(scan)
    strings = struck_strings(parts.strings)
    struck = tuple(struck_cells(part.xml, strings) for part in parts.worksheets)
    return CheckedWorkbook(parts, tuple(scans), struck)
