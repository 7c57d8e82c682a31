"""Fills a blank workbook as a coordinator would, through its own map `_qcxl` alone (contract 3.2)."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qcxl.core.sheets.map_format import MAP_SHEET, read_rows
from qcxl.demo.words import Entries
from qcxl.model.edition import Edition
from qcxl.model.grid import Place, RawValue, parse_address

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook


def fill(blank: bytes, rows: Mapping[str, Sequence[Entries]], cells: Mapping[str, Entries]) -> bytes:
    """The blank workbook with rows (by list id) and cells (by form id) typed in."""
    from qcxl.core.sheets.content import SheetContent
    from qcxl.excel.filled.filled_form import fill_form

    places = _places(_map_of(blank))
    values: dict[str, dict[Place, RawValue]] = {}
    typed = [(form, 0, entries) for form, entries in cells.items()]
    typed += [(form, offset, row) for form, listed in rows.items() for offset, row in enumerate(listed, 1)]
    for form, offset, entries in typed:
        for id_, entry in entries.items():
            sheet, address = places[form, id_]
            row_number, column = parse_address(address)
            raw = float(entry) if isinstance(entry, Decimal) else entry
            values.setdefault(sheet, {})[row_number + offset, column] = raw
    return fill_form(blank, {sheet: SheetContent(values=given) for sheet, given in values.items()})


def _map_of(workbook: bytes) -> Iterable[Sequence[object]]:
    from python_calamine import CalamineWorkbook

    source = CalamineWorkbook.from_filelike(BytesIO(workbook))
    return source.get_sheet_by_name(MAP_SHEET).to_python(skip_empty_area=False)


def _places(rows: Iterable[Sequence[object]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Sheet and address by form and field id, as the rows of `_qcxl` say."""
    _, lines = read_rows([str(value or "") for value in row] for row in rows)
    return {(line.table, line.id): (line.sheet, line.address) for line in lines}


class Filled:
    """An open workbook with its map; `cell` and `below` find an input, `data` gives the bytes."""

    def __init__(self, source: Path | BytesIO) -> None:
        import openpyxl

        with warnings.catch_warnings():
            # Whole-column print areas are right for people, openpyxl only does not know them.
            warnings.filterwarnings("ignore", "Print area cannot be set", UserWarning)
            self.workbook: Workbook = openpyxl.load_workbook(source)
        self._places = _places(self.workbook[MAP_SHEET].iter_rows(values_only=True))

    def place(self, table: str, id_: str) -> tuple[str, str]:
        """Sheet and address of an input cell or of a column's header."""
        return self._places[table, id_]

    def cell(self, form: str, id_: str) -> Cell:
        """An input cell, or the header cell of a column."""
        sheet, address = self.place(form, id_)
        return cast("Cell", self.workbook[sheet][address])

    def below(self, table: str, id_: str, offset: int) -> Cell:
        """The cell of a list column, `offset` rows below the header."""
        sheet, _ = self.place(table, id_)
        header = self.cell(table, id_)
        return cast("Cell", self.workbook[sheet].cell(header.row + offset, header.column))

    def entries(self, table: str, id_: str) -> Iterator[Cell]:
        """The cells of a column of a list, down to the first blank one."""
        cells = (self.below(table, id_, offset) for offset in count(1))
        return takewhile(lambda cell: cell.value is not None, cells)

    def set_cells(self, form: str, entries: Entries) -> None:
        """Type the entries of a card."""
        for id_, value in entries.items():
            self.cell(form, id_).value = value

    def data(self) -> bytes:
        """The workbook's bytes, which do not say when they were saved: the same demo gives the same files."""
        from qcxl.excel.workbook_package import WorkbookPackage

        saved = BytesIO()
        self.workbook.save(saved)
        package = WorkbookPackage(saved.getvalue())
        package.forget_time()
        return package.data()


Fault = Callable[[Filled, Edition], None]
"""A function that puts a fault into a filled workbook of an edition."""
