"""The cells of a worksheet's XML by place, made in their order where they are absent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING

from qcxl.core.sheets.content import Shown
from qcxl.excel.filled.sheet_xml import MAIN, TRUE, XML_SPACE
from qcxl.excel.filled.values import BLANK, Stored, escaped
from qcxl.model.grid import Place, address, parse_address

if TYPE_CHECKING:
    from qcxl.opc.package import Element

_ROW, _CELL, _FORMULA, _VALUE = f"{MAIN}row", f"{MAIN}c", f"{MAIN}f", f"{MAIN}v"
_INLINE, _TEXT = f"{MAIN}is", f"{MAIN}t"


class SheetCells:
    """The cells of one worksheet, to be read and written by place."""

    def __init__(self, sheet: Element) -> None:
        from lxml import etree

        self._new_child = etree.SubElement
        self._sheet = sheet
        self._data = next(sheet.iter(f"{MAIN}sheetData"))
        self._rows = {int(row.get("r", "")): row for row in self._data}
        self._row_numbers = sorted(self._rows)
        self._cells: dict[int, dict[int, Element]] = {}
        self._column_styles = {
            column: entry.get("style", "0")
            for entry in sheet.iter(f"{MAIN}col")
            for column in range(int(entry.get("min", "")), int(entry.get("max", "")) + 1)
        }

    def style(self, place: Place) -> int:
        """The index of the format at a place: the format of its cell, else that of its column."""
        cell = self._existing(place)
        return int(self._column_styles.get(place[1], "0") if cell is None else cell.get("s", "0"))

    def set_style(self, place: Place, style: int) -> None:
        """Give a cell a format."""
        self._cell(place).set("s", str(style))

    def set_formula(self, place: Place, formula: str) -> None:
        """Give a cell a formula that shows nothing yet."""
        cell = self._cell(place)
        _clear(cell)
        self._new_child(cell, _FORMULA).text = formula
        self.show(place, "")

    def put(self, place: Place, content: Stored) -> None:
        """Type a content into a cell in place of its former content; `BLANK` clears the cell."""
        if content is BLANK and self._existing(place) is None:
            return
        cell = self._cell(place)
        _clear(cell)
        if content is BLANK:
            return
        if content.type == "inlineStr":
            cell.set("t", "inlineStr")
            text = self._new_child(self._new_child(cell, _INLINE), _TEXT)
            if content.text[0].isspace() or content.text[-1].isspace():
                text.set(XML_SPACE, "preserve")
            text.text = content.text
        else:
            if content.type != "n":
                cell.set("t", content.type)
            self._new_child(cell, _VALUE).text = content.text

    def show(self, place: Place, shown: Shown) -> None:
        """Cache the result of a cell's formula; raises ValueError where the cell has no formula."""
        cell = self._existing(place)
        if cell is None or cell.find(_FORMULA) is None:
            raise ValueError(f"no formula in {address(place)} of this sheet")
        value = cell.find(_VALUE)
        if value is None:
            value = self._new_child(cell, _VALUE)
        cell.attrib.pop("t", "")
        if isinstance(shown, str):
            cell.set("t", "str")
            value.text = escaped(shown)
        else:
            value.text = repr(shown)

    def draw_row(self, row: int, styles: Mapping[int, int]) -> None:
        """Make the cells of a row that are absent, in the format given for each column."""
        for column, style in styles.items():
            if self._existing((row, column)) is None:
                self._new_cell((row, column), str(style))

    def heighten(self, row: int, points: float) -> None:
        """Make a row at least `points` high, unless its height was set by hand."""
        element = self._rows[row]
        if element.get("customHeight") not in TRUE and points > float(element.get("ht", "0")):
            element.set("ht", f"{points:g}")

    def correct_dimension(self) -> None:
        """State the range from A1 to the last cell as the extent of the sheet."""
        # The stated extent holds all cells that were there before: only cells looked up since can lie beyond.
        stated = next(self._sheet.iter(f"{MAIN}dimension"))
        row, column = parse_address(stated.get("ref", "A1").rpartition(":")[2])
        reach = max((max(cells) for cells in self._cells.values() if cells), default=1)
        rows = max((number for number, cells in self._cells.items() if cells), default=1)
        stated.set("ref", f"A1:{address((max(row, rows), max(column, reach)))}")

    def _existing(self, place: Place) -> Element | None:
        cells = self._cells.get(place[0])
        return (self._row(place[0]) if cells is None else cells).get(place[1])

    def _cell(self, place: Place) -> Element:
        cell = self._existing(place)
        return self._new_cell(place) if cell is None else cell

    def _row(self, number: int) -> dict[int, Element]:
        """The cells of a row by column."""
        row = self._rows.get(number, ())
        cells = {parse_address(cell.get("r", ""))[1]: cell for cell in row}
        self._cells[number] = cells
        return cells

    def _new_cell(self, place: Place, style: str = "") -> Element:
        """A new cell in the format `style`, without one in that of its column."""
        number, column = place
        row = self._rows.get(number)
        if row is None:
            row = self._new_row(number)
        cells = self._cells[number]
        style = style or self._column_styles.get(column, "")
        cell = self._new_child(row, _CELL, {"r": address(place), **({"s": style} if style else {})})
        if cells and column < max(cells):
            row.insert(sum(present < column for present in cells), cell)
        cells[column] = cell
        return cell

    def _new_row(self, number: int) -> Element:
        index = bisect_left(self._row_numbers, number)
        row = self._new_child(self._data, _ROW, {"r": str(number)})
        if index < len(self._row_numbers):
            self._data.insert(index, row)
        self._row_numbers.insert(index, number)
        self._rows[number] = row
        return row


def _clear(cell: Element) -> None:
    if len(cell):
        del cell[:]
    cell.attrib.pop("t", "")
