"""Workbooks written by XlsxWriter: opened the same way each time, texts kept to the letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from qcxl.excel.analysis.fitting_texts import cell_text
from qcxl.opc.zips import forget_system

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CREATED = dt.datetime(2020, 1, 1)  # noqa: DTZ001  a property of the file without a zone; equal content, equal file


@contextmanager
def new_book(
    path: Path, *, constant_memory: bool = False, font: Mapping[str, str | int] | None = None
) -> Iterator[Workbook]:
    """A workbook that is written to `path` when the block ends well.

    Widths of columns are counted in digits of `font` (None: Excel's own). With `constant_memory` only one row
    at a time is held: rows must be written in order. Temporary files are removed in any case. Raises OSError
    where the file cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # Some program may still look into a file there (a virus scanner on Windows): no reason to fail.
    with TemporaryDirectory(prefix="qcxl-", ignore_cleanup_errors=True) as folder:
        options: dict[str, Any] = {"constant_memory": constant_memory, "tmpdir": folder}
        if font:
            # Else the font would be tied to the theme, which has another font.
            options["default_format_properties"] = {**font, "font_scheme": "none"}
        book = Workbook(str(path), options)
        book.use_zip64()
        book.set_properties({"created": CREATED})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
        else:
            with path.open("rb+") as written:
                forget_system(written)
        finally:
            if constant_memory:
                _let_go(book)


def _let_go(book: Workbook) -> None:
    """Close the files of rows that a failed block left open."""
    for sheet in book.worksheets():
        with suppress(OSError):
            sheet.row_data_fh.close()


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write a text as a text, whatever the text looks like, cut to what a cell holds; "" writes nothing."""
    fitting = cell_text(text)
    if fitting.startswith("<r>") and fitting.endswith("</r>"):
        # XlsxWriter would take such a text for XML of its own making.
        sheet.write_rich_string(row, column, "<r", ">", fitting[3:], style)
    elif fitting:
        sheet.write_string(row, column, fitting, style)
