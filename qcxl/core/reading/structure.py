"""Changes that people made to sheets: renamed, copied, added, hidden, merged, moved, notes beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qcxl.core.problems.graded import graded
from qcxl.core.reading.attached_things import attached_things
from qcxl.core.reading.book_map import BookMap, is_of_program, marker_of
from qcxl.core.reading.struck_out import struck_card, struck_rows
from qcxl.core.reading.structure_card import check_card
from qcxl.core.reading.structure_list import check_list
from qcxl.core.sheets.layout import SheetLayout
from qcxl.model.edition import Edition
from qcxl.model.grid import Grid, Place, SheetGrid
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission
from qcxl.model.text import is_blank

_NEW_SHEET = re.compile(r"Sheet\d+(?: \(\d+\))?")

FoundSheets = Mapping[str, tuple[SheetGrid, Place]]
"""The sheet of each form with the place of its marker."""


def check_structure(
    grid: Grid,
    book: BookMap,
    sheets: FoundSheets,
    submission: Submission,
    edition: Edition,
    layouts: Mapping[str, SheetLayout],
) -> Iterator[Problem]:
    """The problems of changes that people made to the sheets of a workbook.

    Deleted columns and damaged headers are left to `read_list`. A workbook of an edition that was revised
    since issue is not compared with the new drawing. Problem codes: sheet_renamed, extra_sheet, sheet_copied
    and those of `attached_things`, `struck_rows`, `struck_card`, `check_list` and `check_card`.
    """
    yield from _check_sheets(grid, sheets, edition)
    as_issued = book.identity.edition_hash == edition.hash
    for form_id, (sheet, marker) in sheets.items():
        layout = layouts[form_id]
        if layout.form.fields:
            yield from attached_things(sheet, edition)
        if form_id in submission.tables:
            table = submission.tables[form_id]
            yield from struck_rows(table, layout.form, sheet, edition)
            issued = {
                id_: book.inputs[form_id, id_].place[1]
                for id_ in table.columns
                if (form_id, id_) in book.inputs
            }
            yield from check_list(sheet, table, layout, issued, edition, as_issued=as_issued)
        elif form_id in submission.cards:
            card = submission.cards[form_id]
            yield from struck_card(card, layout.form, sheet, edition)
            yield from check_card(sheet, marker, card, layout, edition, as_issued=as_issued)


def _check_sheets(grid: Grid, sheets: FoundSheets, edition: Edition) -> Iterator[Problem]:
    read = {id(sheet): form_id for form_id, (sheet, _) in sheets.items()}
    for sheet in grid.sheets:
        if id(sheet) in read:
            issued = edition.form(read[id(sheet)]).sheet
            if sheet.name != issued:
                yield graded(edition, "sheet_renamed", sheet=sheet.name, expected=issued)
            continue
        form_id, _ = marker_of(sheet) or ("", None)
        if form_id in sheets and edition.form(form_id).fields:
            yield graded(edition, "sheet_copied", sheet=sheet.name, expected=sheets[form_id][0].name)
        elif _has_content(sheet) and not is_of_program(sheet) and not _is_hidden_by_a_program(sheet):
            yield graded(edition, "extra_sheet", sheet=sheet.name)


def _is_hidden_by_a_program(sheet: SheetGrid) -> bool:
    """True for a hidden sheet with a Latin name (WpsReserved_CellImgList) other than that of a new sheet."""
    return sheet.hidden and sheet.name.isascii() and not _NEW_SHEET.fullmatch(sheet.name)


def _has_content(sheet: SheetGrid) -> bool:
    return any(not is_blank(raw) for row in sheet.rows for raw in row)
