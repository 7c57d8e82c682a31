"""The six tables of an edition workbook as rows of text that know their cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qcxl.model.catalogue import problem
from qcxl.model.grid import address
from qcxl.model.problem import Problem

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "通知": ("键", "值", "出处", "说明"),
    "单位": ("名称", "类别", "直报统计表", "说明"),
    "表单": (
        "代码",
        "工作表",
        "种类",
        "标题",
        "附件",
        "扣除直报",
        "推荐栏",
        "等次栏",
        "名额",
        "汇总保留",
        "Word模板",
        "说明",
    ),
    "字段": (
        "表单",
        "代码",
        "名称",
        "类型",
        "计量单位",
        "必填",
        "汇总",
        "依据",
        "分母",
        "选项组",
        "字数上限",
        "空白默认",
        "默认条件",
        "输入提示",
        "出处",
    ),
    "选项": ("选项组", "代码", "名称", "所属", "说明"),
    "规则": ("代码", "判断", "严重度", "表单", "字段", "对照", "参数", "自检", "出处", "说明"),
}
"""Every table sheet with its column names; 单位 has further columns, one per quota."""
OPTIONAL_COLUMNS = {"通知": ("适用",), "字段": ("个人信息",)}
"""The columns that a table may have beside those: editions made earlier have none of them."""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One row of a table: its texts and its cell addresses, both by column name."""

    sheet: str
    texts: Mapping[str, str]
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")

    def fault(self, code: str, column: str, **facts: Any) -> Problem:
        """The problem `code` of this line, at its cell in `column`."""
        return problem(
            code,
            sheet=self.sheet,
            cell=self.cells.get(column, ""),
            value=self[column],
            column=column,
            **facts,
        )


_WHOLE = re.compile(r"[0-9]{1,15}")


def whole_number(text: str) -> int | None:
    """The number that a cell of at most 15 digits holds, None for any other text."""
    return int(text) if _WHOLE.fullmatch(text) else None


def cell_text(value: object) -> str:
    """The text of an edition cell: whole numbers without point, dates as ISO, ends trimmed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    # An array formula is an object, whose own text would differ from run to run.
    value = getattr(value, "text", value)
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class EditionTables:
    """The lines of every table sheet, the quota columns of 单位, and the faults of sheets and headers."""

    lines: Mapping[str, tuple[EditionLine, ...]]
    extra_columns: Mapping[str, str]
    problems: tuple[Problem, ...]

    def __getitem__(self, sheet: str) -> tuple[EditionLine, ...]:
        return self.lines.get(sheet, ())


def read_tables(workbook: Workbook) -> EditionTables:
    """The tables of an open edition workbook.

    `extra_columns` are the quota columns of 单位: column name → header cell.
    Problem codes: edition_sheet_missing, edition_column_missing, edition_column_unknown, edition_duplicate,
    edition_cells_merged.
    """
    lines: dict[str, tuple[EditionLine, ...]] = {}
    extra: dict[str, str] = {}
    problems: list[Problem] = []
    for sheet, columns in COLUMNS.items():
        # Worksheets alone: a chart sheet may carry the name too, and has no cells.
        worksheet = next((candidate for candidate in workbook.worksheets if candidate.title == sheet), None)
        if worksheet is None:
            problems.append(problem("edition_sheet_missing", sheet=sheet))
            continue
        names = [(cell_text(cell.value), cell.coordinate) for cell in worksheet[1]]
        header = {name: cell for name, cell in reversed(names) if name}
        problems.extend(_header_faults(worksheet, header, columns))
        problems.extend(
            problem("edition_duplicate", sheet=sheet, cell=cell, value=name, other=f"{sheet}!{header[name]}")
            for name, cell in names
            if name and header[name] != cell
        )
        if sheet == "单位":
            extra = {name: cell for name, cell in header.items() if name not in columns}
        lines[sheet] = tuple(_lines(worksheet))
    return EditionTables(lines, extra, tuple(problems))


def _header_faults(
    worksheet: Worksheet, header: Mapping[str, str], columns: Iterable[str]
) -> Iterator[Problem]:
    sheet = worksheet.title
    for column in columns:
        if column not in header:
            yield problem("edition_column_missing", sheet=sheet, cell="A1", column=column)
    if sheet != "单位":
        known = (*columns, *OPTIONAL_COLUMNS.get(sheet, ()))
        for name, cell in header.items():
            if name not in known:
                yield problem("edition_column_unknown", sheet=sheet, cell=cell, value=name)
    for merged in worksheet.merged_cells.ranges:
        first = address((merged.min_row, merged.min_col))
        yield problem("edition_cells_merged", sheet=sheet, cell=first, value=str(merged))


def _lines(worksheet: Worksheet) -> Iterator[EditionLine]:
    names = [cell_text(cell.value) for cell in worksheet[1]]
    for number, row in enumerate(worksheet.iter_rows(min_row=2, values_only=True), start=2):
        texts = {name: cell_text(value) for name, value in zip(names, row, strict=False) if name}
        if any(texts.values()):
            cells = {name: address((number, column)) for column, name in enumerate(names, start=1) if name}
            yield EditionLine(worksheet.title, texts, cells)
