"""Does what a person does, in a real LibreOffice; runs under the system's Python, the one that has `uno`.

Its argument is a JSON file: the LibreOffice `program` with its `profile`, and `books`, each with `source`,
`target` and `actions`, a list of [name, arguments...] of the functions in `ACTIONS`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.table import TableSortField

SECONDS_TO_START = 600
GENERAL = 0


def type_text(book: Any, sheet: str, cell: str, text: str) -> None:
    """What is typed is read as the program reads it: 3/5 becomes a date, 85% a percentage."""
    # A protected cell takes nothing, and says so only on the screen.
    place = _sheet(book, sheet).getCellRangeByName(cell)
    place.FormulaLocal = text
    if not place.FormulaLocal and text:
        raise ValueError(f"{sheet}!{cell} takes no entry")


def paste(book: Any, sheet: str, cell: str, rows: list[list[str]]) -> None:
    """Cells from a table elsewhere, which bring their own format; a text with a line break stays one cell."""
    left_top = _sheet(book, sheet).getCellRangeByName(cell).CellAddress
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            place = _sheet(book, sheet).getCellByPosition(left_top.Column + right, left_top.Row + down)
            place.NumberFormat = GENERAL
            if "\n" in text:
                place.String = text
            else:
                place.FormulaLocal = text


def clear(book: Any, sheet: str, area: str) -> None:
    """Cells emptied; their formats stay."""
    values_dates_texts_formulas = 1 + 2 + 4 + 16
    _sheet(book, sheet).getCellRangeByName(area).clearContents(values_dates_texts_formulas)


def insert_rows(book: Any, sheet: str, row: int, count: int) -> None:
    """Empty rows above a row."""
    _sheet(book, sheet).Rows.insertByIndex(row - 1, count)


def insert_column(book: Any, sheet: str, column: str) -> None:
    """An empty column left of a column."""
    _sheet(book, sheet).Columns.insertByIndex(_column(book, sheet, column), 1)


def delete_column(book: Any, sheet: str, column: str) -> None:
    """A column gone."""
    _sheet(book, sheet).Columns.removeByIndex(_column(book, sheet, column), 1)


def move_column(book: Any, sheet: str, column: str, before: str) -> None:
    """A column cut out and inserted left of another one further left."""
    insert_column(book, sheet, before)
    here = _sheet(book, sheet)
    source = here.Columns.getByIndex(_column(book, sheet, column) + 1)
    target = here.Columns.getByIndex(_column(book, sheet, before)).getCellByPosition(0, 0)
    here.moveRange(target.CellAddress, source.RangeAddress)
    here.Columns.removeByIndex(_column(book, sheet, column) + 1, 1)


def hide_rows(book: Any, sheet: str, first: int, last: int) -> None:
    """Rows hidden."""
    rows = _sheet(book, sheet).Rows
    for row in range(first - 1, last):
        rows.getByIndex(row).IsVisible = False


def merge(book: Any, sheet: str, area: str) -> None:
    """Cells merged into one; only the first keeps what it shows."""
    _sheet(book, sheet).getCellRangeByName(area).merge(True)


def sort(book: Any, sheet: str, area: str, column: int, ascending: bool) -> None:
    """Rows sorted by a column of the area, counted from 0."""
    field = TableSortField()
    field.Field, field.IsAscending = column, ascending
    _sheet(book, sheet).getCellRangeByName(area).sort(
        (
            PropertyValue("SortFields", 0, uno.Any("[]com.sun.star.table.TableSortField", (field,)), 0),
            PropertyValue("ContainsHeader", 0, False, 0),
        )
    )


def rename_sheet(book: Any, sheet: str, name: str) -> None:
    """A sheet called otherwise."""
    _sheet(book, sheet).Name = name


def copy_sheet(book: Any, sheet: str, name: str) -> None:
    """A copy of a sheet behind all others."""
    book.Sheets.copyByName(sheet, name, book.Sheets.Count)


def add_sheet(book: Any, name: str) -> None:
    """A new sheet behind all others."""
    book.Sheets.insertNewByName(name, book.Sheets.Count)


def remove_sheet(book: Any, name: str) -> None:
    """A sheet gone."""
    book.Sheets.removeByName(name)


def unprotect(book: Any, sheet: str) -> None:
    """The protection without password lifted."""
    _sheet(book, sheet).unprotect("")


ACTIONS = {
    "type": type_text,
    **{
        action.__name__: action
        for action in (
            *(paste, clear, insert_rows, insert_column, delete_column, move_column),
            *(hide_rows, merge, sort, rename_sheet, copy_sheet, add_sheet, remove_sheet, unprotect),
        )
    },
}


def _sheet(book: Any, name: str) -> Any:
    return book.Sheets.getByName(name)


def _column(book: Any, sheet: str, letters: str) -> int:
    return _sheet(book, sheet).getCellRangeByName(f"{letters}1").CellAddress.Column


def work(desktop: Any, source: str, target: str, actions: list[list[Any]]) -> None:
    """Open a workbook, do everything, save it as xlsx and close it."""
    hidden = PropertyValue("Hidden", 0, True, 0)
    book = desktop.loadComponentFromURL(unohelper.systemPathToFileUrl(source), "_blank", 0, (hidden,))
    for name, *arguments in actions:
        try:
            ACTIONS[name](book, *arguments)
        except Exception as error:
            raise RuntimeError(f"{Path(source).name}: {name} {arguments}") from error
    as_xlsx = PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0)
    book.storeToURL(unohelper.systemPathToFileUrl(target), (as_xlsx,))
    book.close(False)


def started(program: str, profile: str) -> tuple[str, list[str]]:
    """The name of a pipe, and the command that starts an office listening to it."""
    pipe = f"qcxl-{uuid.uuid4().hex}"
    return pipe, [
        program,
        f"-env:UserInstallation={Path(profile).as_uri()}",
        *("--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"),
    ]


def property_value(name: str, value: Any) -> Any:
    """A named value as UNO takes it."""
    return PropertyValue(name, 0, value, 0)


def system_url(path: str) -> str:
    """The address of a file as UNO takes it."""
    return unohelper.systemPathToFileUrl(path)


def connected(pipe: str, office: subprocess.Popen[bytes]) -> Any:
    """The desktop of the office, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    ends = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > ends or office.poll() is not None:
                raise
            time.sleep(0.2)


def main() -> None:
    """Everything asked for, in one LibreOffice."""
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    pipe, command = started(asked["program"], asked["profile"])
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as office:
        desktop = connected(pipe, office)
        try:
            for book in asked["books"]:
                work(desktop, book["source"], book["target"], book["actions"])
        finally:
            with suppress(DisposedException):
                desktop.terminate()


if __name__ == "__main__":
    main()
