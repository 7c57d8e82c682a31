"""Fills a blank workbook as a coordinator would, through its own map `_qcxl` alone (contract 3.2)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcxl.core.map_format import MAP_SHEET, read_rows
from qcxl.demo.made_up import Entries

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


class Filled:
    """An open workbook with its map; `cell` and `column` find an input, `data` gives the bytes."""

    def __init__(self, source: Path | BytesIO) -> None:
        import openpyxl

        with warnings.catch_warnings():
            # Whole-column print areas are right for people, openpyxl only does not know them.
            warnings.filterwarnings("ignore", "Print area cannot be set", UserWarning)
            self.workbook: Workbook = openpyxl.load_workbook(source)
        rows = self.workbook[MAP_SHEET].iter_rows(values_only=True)
        _, lines = read_rows([str(value or "") for value in row] for row in rows)
        self._places = {(line.table, line.id): (line.sheet, line.address) for line in lines}

    def place(self, table: str, id_: str) -> tuple[str, str]:
        """Sheet and address of an input cell or of a column's header."""
        return self._places[table, id_]

    def set_cells(self, form: str, entries: Entries) -> None:
        """Type the entries of a card."""
        for id_, value in entries.items():
            sheet, address = self.place(form, id_)
            self.workbook[sheet][address] = value

    def add_rows(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Type rows below the header of a list."""
        for offset, row in enumerate(rows, start=1):
            for id_, value in row.items():
                sheet, address = self.place(table, id_)
                header = self.workbook[sheet][address]
                self.workbook[sheet].cell(header.row + offset, header.column, value)

    def data(self) -> bytes:
        """The workbook's bytes."""
        saved = BytesIO()
        self.workbook.save(saved)
        return saved.getvalue()
