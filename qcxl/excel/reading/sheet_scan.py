"""One pass over a worksheet's XML: the reach of its values, and facts that calamine does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from qcxl.excel.reading.canonical import ERRORS_OF_CALAMINE
from qcxl.excel.reading.cell_styles import CellStyles, mentions
from qcxl.excel.reading.illegal_characters import is_illegal_character
from qcxl.excel.reading.limits import Limits
from qcxl.model.catalogue import problem
from qcxl.model.grid import Area, Place, address, parse_address
from qcxl.opc.refusal import RefusedError
from qcxl.opc.xml import new_parser

_DIGITS = "0123456789"
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
# Lengths are bounded before anything is computed: numbers from texts of megabytes take more than linear time.
_LONGEST_NUMBER = 20
_LONGEST_LETTERS = 3
_TRUE = {"1", "true"}
_LONGEST_ERROR = 50
_VALUES = ("v", "is")
_FLAT = 2.0
"""The height in points below which a row shows nothing of a text; people pull rows down to 0.75."""


@dataclass(frozen=True, slots=True)
class SheetScan:
    """The facts in a worksheet's XML beside its values, in the terms of `SheetGrid`.

    `cells` is the size of the rectangle from A1 to the last value. `texts` are the formulas with a text as
    result, also with an empty text, which calamine shows like no result at all. `foreign_errors` are the byte
    ranges of error values that calamine does not know (such as `#SPILL!`) and would refuse the workbook for.
    `percents` are the places of numbers that a percent format shows, `measures` those of numbers whose format
    (its code) shows them in a measure of its own, `struck` those of values with a line through them. A row
    that is too low to be seen is a hidden row.
    `is_split` tells of comments, instructions or CDATA, which may stand within a value.
    """

    cells: int
    formulas: frozenset[Place]
    texts: frozenset[Place]
    errors: Mapping[Place, str]
    hidden_rows: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]
    foreign_errors: tuple[tuple[int, int], ...]
    percents: frozenset[Place]
    measures: Mapping[Place, str]
    struck: frozenset[Place]
    is_split: bool


def scan_sheet(sheet: str, xml: bytes, limits: Limits, cells_left: int, styles: CellStyles) -> SheetScan:
    """The scan of the worksheet named `sheet`, whose values may span up to `cells_left` cells.

    Cells that are only formatted do not count: people format whole columns, and calamine skips those cells.
    Codes: sheet_too_large, sheet_damaged, illegal_character, file_structure_unsafe.
    """
    scanner = _Scanner(sheet, xml, limits, cells_left, styles)
    try:
        scanner.parser.Parse(xml, True)  # noqa: FBT003 - expat takes the flag by position
    except (expat.ExpatError, ValueError) as error:
        if is_illegal_character(error) and scanner.column:
            cell = address((scanner.row, scanner.column))
            raise RefusedError(problem("illegal_character", sheet=sheet, cell=cell)) from error
        raise RefusedError(problem("sheet_damaged", sheet=sheet)) from error
    return scanner.result()


class _Scanner:
    """The handlers of one parse; element names are matched without their prefix.

    `row` and `column` are the place of the last cell.
    """

    def __init__(self, sheet: str, xml: bytes, limits: Limits, cells_left: int, styles: CellStyles) -> None:
        self.sheet = sheet
        self.limits = limits
        self.cells_left = cells_left
        self.styles = styles
        self.telling = styles.telling
        self.row = self.column = self.last_row = self.last_column = 0
        self.row_text = ""
        self.cell_type: str | None = None
        self.columns: dict[str, int] = {}
        self.formulas: set[Place] = set()
        self.texts: set[Place] = set()
        self.errors: dict[Place, str] = {}
        self.hidden_rows: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.foreign_errors: list[tuple[int, int]] = []
        self.percents: set[Place] = set()
        self.measures: dict[Place, str] = {}
        self.struck: set[Place] = set()
        self.style = ""
        self.error_start = 0
        self.handlers = {
            "c": self.cell,
            "v": self.value,
            "is": self.value,
            "f": self.formula,
            "row": self.start_row,
            "mergeCell": self.merge,
        }
        self.is_split = False
        self.parser = new_parser(xml)
        self.parser.CommentHandler = self.parser.ProcessingInstructionHandler = self.split
        self.parser.StartCdataSectionHandler = self.split
        # Few sheets have a telling style, and only those pay for looking at every cell.
        self.parser.StartElementHandler = self.start_styled if mentions(self.telling, xml) else self.start

    def result(self) -> SheetScan:
        return SheetScan(
            cells=self.last_row * self.last_column,
            formulas=frozenset(self.formulas),
            texts=frozenset(self.texts),
            errors=self.errors,
            hidden_rows=frozenset(self.hidden_rows),
            merged=tuple(self.merged),
            foreign_errors=tuple(self.foreign_errors),
            percents=frozenset(self.percents),
            measures=self.measures,
            struck=frozenset(self.struck),
            is_split=self.is_split,
        )

    def split(self, *_content: object) -> None:
        self.is_split = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        # The two most frequent elements first: this method is where the time of a scan goes.
        if name == "c":
            self.cell(attributes)
        elif name == "v":
            if self.row > self.last_row or self.column > self.last_column or self.cell_type == "e":
                self.value(attributes)
        else:
            handler = self.handlers.get(name.rpartition(":")[2])
            if handler:
                handler(attributes)

    def start_styled(self, name: str, attributes: dict[str, str]) -> None:
        """Handle an element as `start` does, and note what the style of a cell with a value says."""
        self.start(name, attributes)
        if name == "c" or name.endswith(":c"):
            style = attributes.get("s", "0")
            self.style = style if style in self.telling else ""
        elif self.style and name.rpartition(":")[2] in _VALUES:
            self.styled_value((self.row, self.column), self.style)

    def styled_value(self, place: Place, style: str) -> None:
        if style in self.styles.struck:
            self.struck.add(place)
        if self.cell_type in (None, "n"):
            if style in self.styles.percent:
                self.percents.add(place)
            if style in self.styles.measures:
                self.measures[place] = self.styles.measures[style]

    def start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        self.row = self.row + 1 if stated is None else _row_number(stated)
        self.row_text = "" if stated is None else stated
        self.column = 0
        if attributes.get("hidden") in _TRUE or ("ht" in attributes and _is_flat(attributes["ht"])):
            self.hidden_rows.add(self.row)

    def cell(self, attributes: dict[str, str]) -> None:
        self.cell_type = attributes.get("t")
        if "r" not in attributes:
            self.column += 1
            return
        reference = attributes["r"]
        letters = reference.rstrip(_DIGITS)
        if reference != letters + self.row_text:
            self.enter_row(reference[len(letters) :])
        self.column = self.columns.get(letters) or self.new_column(letters)

    def enter_row(self, digits: str) -> None:
        """Take the number of a row that states none from its first cell.

        Raises ValueError for a cell that states another row than the one around it.
        """
        row = _row_number(digits)
        if self.row_text and row != self.row:
            raise ValueError(f"cell of row {row} in row {self.row}")
        self.row, self.row_text = row, digits

    def new_column(self, letters: str) -> int:
        column = _column_number(letters)
        self.columns[letters] = column
        return column

    def value(self, _attributes: dict[str, str]) -> None:
        if self.row > self.last_row or self.column > self.last_column:
            self.reach()
        if self.cell_type == "e":
            self.errors[self.row, self.column] = ""
            self.parser.CharacterDataHandler = self.error_text
            self.parser.EndElementHandler = self.error_end

    def reach(self) -> None:
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if (
            self.last_row > self.limits.rows
            or self.last_column > self.limits.columns
            or self.last_row * self.last_column > self.cells_left
        ):
            self.refuse_extent()

    def error_text(self, text: str) -> None:
        place = self.row, self.column
        if not self.errors[place]:
            self.error_start = self.parser.CurrentByteIndex
        self.errors[place] += text
        if len(self.errors[place]) > _LONGEST_ERROR:
            raise ValueError(f"no error value: {text!r}")

    def error_end(self, _name: str) -> None:
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None
        text = self.errors[self.row, self.column]
        if text and text not in ERRORS_OF_CALAMINE:
            self.foreign_errors.append((self.error_start, self.parser.CurrentByteIndex))

    def formula(self, _attributes: dict[str, str]) -> None:
        self.formulas.add((self.row, self.column))
        if self.cell_type == "str":
            self.texts.add((self.row, self.column))
        if len(self.formulas) > self.limits.cells:
            self.refuse_extent()

    def merge(self, attributes: dict[str, str]) -> None:
        self.merged.append(_area_of(attributes.get("ref", "")))
        if len(self.merged) > self.limits.cells:
            self.refuse_extent()

    def refuse_extent(self) -> None:
        raise RefusedError(
            problem("sheet_too_large", sheet=self.sheet, cell=address((self.row, self.column)))
        )


def _is_flat(height: str) -> bool:
    try:
        return float(height) < _FLAT
    except ValueError:
        return False


def _area_of(reference: str) -> Area:
    """The range of a reference, also that of whole columns (`A:B`) and whole rows (`1:2`).

    ValueError when there is no such range.
    """
    first, _, last = reference.replace("$", "").strip().partition(":")
    if first and last and first.isalpha() and last.isalpha():
        corners = (1, _column_number(first)), (_LAST_ROW, _column_number(last))
    elif first and last and first.isdigit() and last.isdigit():
        corners = (_row_number(first), 1), (_row_number(last), _LAST_COLUMN)
    else:
        corners = _place_of(first), _place_of(last or first)
    (top, left), (bottom, right) = corners
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _place_of(reference: str) -> Place:
    """The place of a cell reference without dollar signs; ValueError when there is no such cell."""
    letters = reference.rstrip(_DIGITS)
    return _row_number(reference[len(letters) :]), _column_number(letters)


def _row_number(digits: str) -> int:
    """The row number that `digits` state; ValueError when there is no such row."""
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        row = int(digits)
        if 1 <= row <= _LAST_ROW:
            return row
    raise ValueError("no such row")


def _column_number(letters: str) -> int:
    """The number of the column that `letters` name; ValueError when there is no such column."""
    if letters.isalpha() and len(letters) <= _LONGEST_LETTERS:
        column = parse_address(f"{letters}1")[1]
        if column <= _LAST_COLUMN:
            return column
    raise ValueError("no such column")
