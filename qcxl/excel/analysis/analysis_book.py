"""An analysis as a workbook with native charts (汇总.xlsx)."""

from __future__ import annotations

from pathlib import Path

from qcxl.excel.analysis.charts_sheet import write_charts
from qcxl.excel.analysis.fitting_texts import cell_text, sheet_names
from qcxl.excel.analysis.formats import FONT, SIZE, Formats
from qcxl.excel.analysis.stream import CREATED, new_book
from qcxl.excel.analysis.table_sheets import frame, write_table
from qcxl.model.analysis import MARK, Analysis
from qcxl.opc.zips import ZIP_FAULTS, read_entry

_LARGEST_PROPERTIES = 2**20
CHARTS, CHART_DATA, MARK_SHEET = "图表", "图表数据", "_qcxl_analysis"


def write_analysis(path: Path, analysis: Analysis) -> None:
    """Write `analysis` to `path`: its first table, sheet 图表, the other tables, and sheet 图表数据.

    A hidden sheet marks the workbook as an analysis (`MARK`). Equal analyses make equal files. No text
    becomes a formula or a link, whatever the text begins with; characters that no cell may hold are left out
    (see `fitting_texts.cell_text`). Raises KeyError for a jump to a sheet that is not there.
    """
    wanted = [table.sheet for table in analysis.tables]
    names = sheet_names([*wanted[:1], CHARTS, *wanted[1:], CHART_DATA])
    frames = {table.sheet: frame(table, names[table.sheet]) for table in analysis.tables}
    # Where Excel's own font is missing, columns grow with the digits of the font that takes its place: pages
    # are the same everywhere only if widths are counted in digits of the font that the cells have.
    with new_book(path, font={"font_name": FONT, "font_size": SIZE}) as book:
        book.set_properties({"title": cell_text(analysis.title), "created": CREATED})
        formats = Formats(book)
        sheets = {name: book.add_worksheet(names[name]) for name in names}
        for table in analysis.tables:
            write_table(sheets[table.sheet], table, frames[table.sheet], formats, frames)
        write_charts(book, sheets[CHARTS], sheets[CHART_DATA], analysis, formats)
        mark_sheet = book.add_worksheet(MARK_SHEET)
        mark_sheet.write_string(0, 0, MARK)
        mark_sheet.very_hidden()


def is_untouched(path: Path) -> bool:
    """True for a file that `write_analysis` wrote and that no program has saved since."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as package:
            parts = [package.getinfo(name) for name in ("docProps/core.xml", "xl/workbook.xml")]
            if any(part.file_size > _LARGEST_PROPERTIES for part in parts):
                return False
            properties, workbook = (read_entry(package, part) for part in parts)
    except (OSError, KeyError, *ZIP_FAULTS):
        return False
    # Programs state when they saved a file; `write_analysis` always states the same moment.
    stated = f">{CREATED.isoformat()}Z</dcterms:modified>".encode()
    return stated in properties and f'"{MARK_SHEET}"'.encode() in workbook
