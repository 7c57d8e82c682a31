"""An edition workbook as Markdown, tables and drawn forms cell by cell, so that a change shows as a diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qcxl.excel.edition_tables import COLUMNS, cell_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_PLAIN_FILL = "00000000"


def edition_as_markdown(path: Path) -> str:
    """The whole edition workbook as Markdown; raises what openpyxl raises for a file that is no workbook."""
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    lines = [f"# {path.stem}"]
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
    """Cell by cell: text, number format and fill; then what holds for the sheet."""
    yield _line(["格", "内容", "数字格式", "底色"])
    yield _line(["---"] * 4)
    for row in worksheet.iter_rows():
        for cell in row:
            text = cell_text(cell.value)
            if text:
                yield _line([cell.coordinate, text, cell.number_format, _fill(cell)])
    merged = sorted(str(merged) for merged in worksheet.merged_cells.ranges)
    widths = (
        f"{letters} {column.width:g}" for letters, column in sorted(worksheet.column_dimensions.items())
    )
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


def _fill(cell: Cell | MergedCell) -> str:
    color = cell.fill.fgColor.rgb if cell.fill.fill_type else _PLAIN_FILL
    return "" if color == _PLAIN_FILL else str(color)


def _line(cells: Sequence[str]) -> str:
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for text in cells)
    return f"| {' | '.join(escaped)} |"
