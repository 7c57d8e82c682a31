"""What is written in the column 说明 of a returned 校验结果, read before anybody asks what it explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.core.reading.book_map import text_of
from qcxl.core.sheets import placeholders
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.grid import SheetGrid, parse_address
from qcxl.model.submission import ReasonKey
from qcxl.model.text import clean, name_key

CODE, FIELD, ROW, VALUE, REASON = (
    "result.code",
    "result.field",
    "result.row",
    "result.value",
    "result.explanation",
)
"""The columns of 校验结果 that say what a reason belongs to, and the one it is written in."""
_SEARCHED_ROWS = 60


def read_explanations(sheet: SheetGrid, form: Form, edition: Edition) -> dict[ReasonKey, str]:
    """What is written in the column 说明 of a sheet 校验结果, by what it belongs to.

    Columns are found by the hidden row of ids, else by their headers; they may have moved. Of two texts for
    the same thing the first counts; a sign such as — is none.
    """
    columns, first = _columns(sheet, form, edition)
    written: dict[ReasonKey, str] = {}
    if not {CODE, FIELD, ROW, VALUE, REASON} <= columns.keys():
        return written
    for number in range(first, len(sheet.rows) + 1):
        texts = {id_: text_of(sheet.value((number, column))) for id_, column in columns.items()}
        if texts[CODE] and any(map(str.isalnum, texts[REASON])):
            key = ReasonKey(texts[CODE], flat(texts[FIELD]), texts[ROW], flat(texts[VALUE]))
            written.setdefault(key, texts[REASON])
    return written


def flat(text: str) -> str:
    """A text as it is compared: programs differ in how they keep line breaks and blanks."""
    return " ".join(clean(text).split())


def _columns(sheet: SheetGrid, form: Form, edition: Edition) -> tuple[dict[str, int], int]:
    """The column of each result placeholder, and the first row that may hold a line."""
    labels = dict(_labels(form, edition))
    ids_row, by_id = _best_row(sheet, {id_: id_ for id_ in labels.values()})
    header_row, by_label = _best_row(sheet, labels)
    return {**by_label, **by_id}, max(ids_row, header_row) + 1


def _best_row(sheet: SheetGrid, meanings: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row with most of the words and the column of what each means; a line may hold one by chance."""
    best, columns = 0, dict[str, int]()
    for row, cells in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        keys = {name_key(raw): column for column, raw in enumerate(cells, start=1) if isinstance(raw, str)}
        found = {meanings[key]: column for key, column in keys.items() if key in meanings}
        if len(found) > max(len(columns), 1):
            best, columns = row, found
    return best, columns


def _labels(form: Form, edition: Edition) -> Iterator[tuple[str, str]]:
    """The header above each result placeholder as drawn, and the placeholder."""
    drawing = edition.drawings[form.sheet]
    drawn = placeholders.places(drawing)
    headers = {parse_address(cell): text for cell, text in drawing.cells.items()}
    for id_ in placeholders.repeated(form.kind):
        row, column = drawn[id_][0]
        yield name_key(headers.get((row - 1, column), "")), id_
