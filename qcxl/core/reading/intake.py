"""Reading of a whole grid into a submission: its identity, its typed entries, and all problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qcxl.core.problems.graded import graded
from qcxl.core.reading.book_map import BookMap, find_sheets, read_lists, read_map
from qcxl.core.reading.card import read_card
from qcxl.core.reading.explanations import read_explanations
from qcxl.core.reading.list_rows import read_list
from qcxl.core.reading.other_measures import without_other_measures
from qcxl.core.reading.shifted_cards import is_shifted
from qcxl.core.reading.shown_units import read_shown_units
from qcxl.core.reading.structure import check_structure
from qcxl.core.sheets.layout import lay_out
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.form import FormKind
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem
from qcxl.model.submission import Card, Identity, Submission, Table

_LOST = frozenset({"sheet_missing", "column_missing", "cell_missing"})
_CARDS = (FormKind.COVER, FormKind.CARD)

FindEdition = Callable[[str], Edition | None]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The result of reading a workbook: identity and submission, None where unreadable, and the problems."""

    identity: Identity | None
    submission: Submission | None
    problems: tuple[Problem, ...]


def take_in(grid: Grid, find_edition: FindEdition, expected: str | None = None) -> TakenIn:
    """The submission in a grid, typed cell by cell, with all its problems in one pass.

    `find_edition` gives the edition by id (None: unknown), `expected` is the id of the only edition allowed
    (None: any). Problem codes: edition_wrong, edition_unknown, edition_hash_differs, edition_outdated,
    sheet_missing, cells_shifted, rows_below_formulas and those of `read_map`, `read_card`, `read_list`,
    `without_other_measures` and `check_structure`.
    """
    book = read_map(grid)
    if isinstance(book, Problem):
        return TakenIn(None, None, (book,))
    identity = book.identity
    if expected is not None and identity.edition != expected:
        return TakenIn(identity, None, (problem("edition_wrong", value=identity.edition, expected=expected),))
    edition = find_edition(identity.edition)
    if edition is None:
        return TakenIn(identity, None, (problem("edition_unknown", value=identity.edition),))
    submission, problems = _read_forms(grid, book, edition)
    return TakenIn(identity, submission, (*_hash_faults(identity, edition, problems), *problems))


def _read_forms(grid: Grid, book: BookMap, edition: Edition) -> tuple[Submission, tuple[Problem, ...]]:
    sheets = find_sheets(grid, {form.id: form.sheet for form in edition.forms})
    cards: dict[str, Card] = {}
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    shifted: list[str] = []
    layouts = lay_out(edition)
    for form in edition.forms:
        if not form.fields:
            continue
        if form.id not in sheets:
            problems.append(graded(edition, "sheet_missing", sheet=form.sheet))
            continue
        sheet, marker = sheets[form.id]
        if form.kind in _CARDS:
            if is_shifted(sheet, marker, layouts[form.id], edition):
                shifted.append(sheet.name)
                continue
            cards[form.id], faults = read_card(form, sheet, marker, book.inputs, edition)
        else:
            table, faults = read_list(form, sheet, edition)
            tables[form.id], other = without_other_measures(table, form, sheet, edition)
            problems.extend(other)
            problems.extend(_below_formulas(tables[form.id], book.identity, edition))
        problems.extend(faults)
    if any(fault.code == "error_value" for fault in problems):
        # Computed cells only repeat the error of an entry, and people mend the entry.
        problems = [fault for fault in problems if fault.code != "computed_error"]
    if shifted:
        # The ids of lists went with the rows and columns that the cards miss.
        problems = [fault for fault in problems if fault.code != "column_ids_damaged"]
        names = "、".join(shifted)
        problems.append(graded(edition, "cells_shifted", sheet=shifted[0], value=names, count=len(shifted)))
    explanations = {
        key: reason
        for form in edition.of_kind(FormKind.RESULTS)
        if form.id in sheets
        for key, reason in read_explanations(sheets[form.id][0], form, edition).items()
    }
    shown = tuple(read_shown_units(sheets, edition))
    submission = Submission(book.identity, cards, tables, read_lists(grid), explanations, shown)
    problems.extend(check_structure(grid, book, sheets, submission, edition, layouts))
    return submission, tuple(problems)


def _below_formulas(table: Table, identity: Identity, edition: Edition) -> Iterator[Problem]:
    """The problem of a list that goes on below the formulas: its last rows count, but not in the formulas."""
    below = [row for row in table.rows if identity.last_row and row.number > identity.last_row]
    if below:
        yield graded(
            edition, "rows_below_formulas", sheet=table.sheet, limit=identity.last_row, count=len(below)
        )


def _hash_faults(identity: Identity, edition: Edition, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problem of an edition revised since issue, graver where an input is lost (contract 3.2)."""
    if identity.edition_hash == edition.hash:
        return ()
    lost = [fault.field or fault.sheet for fault in problems if fault.code in _LOST]
    if lost:
        return (graded(edition, "edition_outdated", value=edition.id, missing="、".join(lost)),)
    return (graded(edition, "edition_hash_differs", value=edition.id),)
