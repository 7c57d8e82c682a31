"""An edition workbook as Markdown, tables and drawn forms cell by cell, so that a change shows as a diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qcxl.excel.edition.declared_tables import COLUMNS, cell_text
from qcxl.excel.edition.edition_reader import open_edition
from qcxl.model.grid import column_letters
from qcxl.model.problem import Problem

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def edition_as_markdown(name: str, data: bytes) -> str | Problem:
    """The Markdown of a whole edition workbook called `name`, whatever its faults.

    Problem code: edition_unreadable, for bytes that are no workbook.
    """
    workbook = open_edition(data)
    if isinstance(workbook, Problem):
        return workbook
    return workbook_as_markdown(workbook, name)


def workbook_as_markdown(workbook: Workbook, title: str) -> str:
    """An open edition workbook as Markdown; see `edition_as_markdown`."""
    lines = [f"# {title}"]
    for worksheet in workbook.worksheets:
        lines += ["", f"## {worksheet.title}", ""]
        lines += _table(worksheet) if worksheet.title in COLUMNS else _drawing(worksheet)
    return "\n".join(lines) + "\n"


def _table(worksheet: Worksheet) -> Iterator[str]:
    rows = [[cell_text(value) for value in row] for row in worksheet.iter_rows(values_only=True)]
    for number, row in enumerate(row for row in rows if any(row)):
        yield _line(row)
        if number == 0:
            yield _line(["---"] * len(row))


def _drawing(worksheet: Worksheet) -> Iterator[str]:
    """The lines about a drawn form: each cell with a text or a fill, then what holds for the whole sheet."""
    yield _line(["格", "内容", "数字格式", "底色"])
    yield _line(["---"] * 4)
    for row in worksheet.iter_rows():
        for cell in row:
            text, fill = cell_text(cell.value), _fill(cell)
            if text or fill:
                yield _line([cell.coordinate, text, cell.number_format, fill])
    merged = sorted(str(merged) for merged in worksheet.merged_cells.ranges)
    widths = (f"{letters} {width:g}" for letters, width in _widths(worksheet))
    heights = (
        f"{row} {dimension.height:g}"
        for row, dimension in worksheet.row_dimensions.items()
        if dimension.height
    )
    yield ""
    yield f"- 合并：{'、'.join(merged) or '无'}"
    yield f"- 列宽：{'、'.join(widths)}"
    yield f"- 行高：{'、'.join(heights)}"
    area, titles = worksheet.print_area or "全部", worksheet.print_title_rows or "无"
    yield f"- 打印：{worksheet.page_setup.orientation}，{area}，标题行 {titles}"
    yield f"- 冻结：{worksheet.freeze_panes or '无'}"


def _widths(worksheet: Worksheet) -> Iterator[tuple[str, float]]:
    """Every drawn column with its width; Excel writes neighbours of one width as one entry."""
    spans = [(entry.min, entry.max, entry.width) for entry in worksheet.column_dimensions.values()]
    for column in range(1, worksheet.max_column + 1):
        for first, last, width in spans:
            if first and last and first <= column <= last:
                yield column_letters(column), width


def _fill(cell: Cell | MergedCell) -> str:
    if not cell.fill.fill_type:
        return ""
    color = cell.fill.fgColor
    shade = f"{color.type} {color.value} {color.tint:+.2f}" if color.type != "rgb" else color.value
    return str(shade) if cell.fill.fill_type == "solid" else f"{cell.fill.fill_type} {shade}"


def _line(cells: Sequence[str]) -> str:
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for text in cells)
    return f"| {' | '.join(escaped)} |"
