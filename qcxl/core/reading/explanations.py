"""The reasons in the column 说明 of a returned 校验结果, by the keys of the problems that they explain."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.reading.book_map import text_of
from qcxl.core.sheets import placeholders
from qcxl.core.sheets.header_row import best_header, by_label
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.grid import Place, SheetGrid, covers, parse_address
from qcxl.model.submission import ReasonKey
from qcxl.model.text import clean, name_key

CODE, FIELD, ROW, VALUE, REASON = (
    "result.code",
    "result.field",
    "result.row",
    "result.value",
    "result.explanation",
)
"""The columns of 校验结果 that make the key of a reason, and the column of the reason itself."""
_SEARCHED_ROWS = 60


def read_explanations(sheet: SheetGrid, form: Form, edition: Edition) -> dict[ReasonKey, str]:
    """The reasons in the column 说明 of a sheet 校验结果 by key; none where one of the columns is missing.

    Columns are found by the hidden row of ids, else by their headers, wherever people moved the columns. Of
    two reasons with the same key the first counts; a text without letters and digits (—) is no reason. One
    reason in cells merged down several lines is the reason of all of them.
    """
    columns, first = _columns(sheet, form, edition)
    written: dict[ReasonKey, str] = {}
    if not {CODE, FIELD, ROW, VALUE, REASON} <= columns.keys():
        return written
    for number in range(first, len(sheet.rows) + 1):
        texts = {id_: text_of(sheet.value((number, column))) for id_, column in columns.items()}
        texts[REASON] = text_of(sheet.value(_seen(sheet, (number, columns[REASON]))))
        if texts[CODE] and any(map(str.isalnum, texts[REASON])):
            key = ReasonKey(texts[CODE], flat(texts[FIELD]), texts[ROW], flat(texts[VALUE]))
            written.setdefault(key, texts[REASON])
    return written


def _seen(sheet: SheetGrid, place: Place) -> Place:
    """The place whose content a person sees at `place`: the first of a merged range."""
    return next((merged[:2] for merged in sheet.merged if covers(merged, place)), place)


def flat(text: str) -> str:
    """A text with single spaces for its blanks and line breaks, which not all programs keep alike."""
    return " ".join(clean(text).split())


def _columns(sheet: SheetGrid, form: Form, edition: Edition) -> tuple[dict[str, int], int]:
    """The column of each result placeholder, and the first row that may hold a line."""
    labels = dict(_labels(form, edition))
    rows = range(1, min(len(sheet.rows), _SEARCHED_ROWS) + 1)
    # A line may hold a word of the header by chance.
    by_id = best_header(sheet, rows, {id_: id_ for id_ in labels.values()}.get, least=2)
    labelled = best_header(sheet, rows, by_label(labels), least=2)
    return {**labelled.columns, **by_id.columns}, max(by_id.row, labelled.row) + 1


def _labels(form: Form, edition: Edition) -> Iterator[tuple[str, str]]:
    """The drawn header (`name_key`) above each result placeholder, with the placeholder."""
    drawing = edition.drawings[form.sheet]
    drawn = placeholders.places(drawing)
    headers = {parse_address(cell): text for cell, text in drawing.cells.items()}
    for id_ in placeholders.repeated(form.kind):
        row, column = drawn[id_][0]
        yield name_key(headers.get((row - 1, column), "")), id_
