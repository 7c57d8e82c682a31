"""Editions with something changed: a shipped edition workbook edited through openpyxl, in memory or saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from qcxl.excel.edition.declared_tables import COLUMNS
from qcxl.excel.edition.edition_reader import edition_of, read_edition
from qcxl.model.edition import Edition
from qcxl.model.problem import Problem
from qcxl.store import resources

Edit = Callable[[Workbook], object]
Place = tuple[str, str, str]
"""Code, sheet and cell of a problem."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "通知": ("键",),
    "单位": ("名称",),
    "表单": ("代码",),
    "字段": ("表单", "代码"),
    "选项": ("选项组", "代码"),
    "规则": ("代码",),
}
"""The columns by which the tests name a row of each table, joined by a space."""


def shipped(id_: str = "henan-2020") -> Path:
    """The workbook of a shipped edition."""
    return resources.resource("workbooks", "editions", f"{id_}.xlsx")


@cache
def _bytes(id_: str) -> bytes:
    return shipped(id_).read_bytes()


def opened(id_: str = "henan-2020") -> Workbook:
    """A shipped edition, open for editing."""
    return openpyxl.load_workbook(BytesIO(_bytes(id_)))


@cache
def pristine(id_: str = "henan-2020") -> Workbook:
    """A shipped edition, open for looking only."""
    return opened(id_)


@cache
def sheet_names(id_: str = "henan-2020") -> tuple[str, ...]:
    """The sheets of a shipped edition in order; cheap enough for the parameters of tests."""
    return tuple(CalamineWorkbook.from_filelike(BytesIO(_bytes(id_))).sheet_names)


def edited(folder: Path, *edits: Edit, id_: str = "henan-2020") -> Path:
    """A shipped edition after these edits, saved in `folder` under its own name."""
    book = opened(id_)
    for edit in edits:
        edit(book)
    path = folder / f"{id_}.xlsx"
    book.save(path)
    return path


def changed(*edits: Edit, id_: str = "henan-2020") -> Workbook:
    """A shipped edition after these edits, as an open workbook: what stands in its cells, without any format.

    A copy costs a tenth of what saving and loading do; only what depends on a file needs `edited`.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for source in pristine(id_).worksheets:
        sheet = book.create_sheet(source.title)
        for cells in source.iter_rows():
            for cell in cells:
                sheet.cell(cell.row, cell.column, cell.value)
        for merged in source.merged_cells.ranges:
            sheet.merge_cells(str(merged))
    for edit in edits:
        edit(book)
    return book


def read_changed(*edits: Edit, id_: str = "henan-2020") -> tuple[Edition | None, tuple[Problem, ...]]:
    """The shipped edition after these edits, and everything that is then wrong with it."""
    return edition_of(changed(*edits, id_=id_))


def sound(*edits: Edit) -> Edition:
    """The shipped edition after these edits, which leave nothing to say."""
    return _without_problems(*read_changed(*edits))


def table_cell(book: Workbook, sheet: str, row: str, column: str) -> Cell:
    """The cell of a table in the row with this key (see `KEYS`), or of the header for an empty key."""
    names = [cell.value for cell in book[sheet][1]]
    keys = [names.index(key) for key in KEYS[sheet]]
    for cells in book[sheet].iter_rows():
        if not row or " ".join(str(cells[key].value) for key in keys) == row:
            return cells[names.index(column)]
    raise KeyError(f"{sheet} has no row {row!r}")


def drawn_cell(book: Workbook, sheet: str, name: str) -> Cell:
    """The cell of a drawn form that holds the placeholder `name` alone."""
    for cells in book[sheet].iter_rows():
        for cell in cells:
            if cell.value == f"{{{{{name}}}}}":
                return cell
    raise KeyError(f"{sheet} does not draw {name!r}")


def put(sheet: str, row: str, column: str, value: object) -> Edit:
    """An edit that writes into one cell of a table."""

    def edit(book: Workbook) -> None:
        table_cell(book, sheet, row, column).value = value

    return edit


def draw(sheet: str, name: str, value: object) -> Edit:
    """An edit that writes over the placeholder `name` of a drawn form."""

    def edit(book: Workbook) -> None:
        drawn_cell(book, sheet, name).value = value

    return edit


def add_row(sheet: str, values: Mapping[str, object]) -> Edit:
    """An edit that adds a row, given by column names, below a table."""

    def edit(book: Workbook) -> None:
        names = [cell.value for cell in book[sheet][1]]
        book[sheet].append([values.get(str(name)) for name in names])

    return edit


def drop_row(sheet: str, row: str) -> Edit:
    """An edit that deletes one row of a table."""

    def edit(book: Workbook) -> None:
        book[sheet].delete_rows(table_cell(book, sheet, row, KEYS[sheet][0]).row)

    return edit


def table_sheets(id_: str = "henan-2020") -> list[str]:
    """The sheets that hold tables, in order."""
    return [name for name in sheet_names(id_) if name in COLUMNS]


def drawn_sheets(id_: str = "henan-2020") -> list[str]:
    """The sheets that hold drawn forms, in order."""
    return [name for name in sheet_names(id_) if name not in COLUMNS]


def read(path: Path) -> Edition:
    """The edition of a workbook without any problem."""
    return _without_problems(*read_edition(path.read_bytes()))


def _without_problems(edition: Edition | None, problems: tuple[Problem, ...]) -> Edition:
    assert places(problems) == []
    assert edition is not None
    return edition


def places(problems: tuple[Problem, ...]) -> list[Place]:
    """Where the problems stand, sorted."""
    return sorted((problem.code, problem.sheet, problem.cell) for problem in problems)
