"""Rows of one unit's workbook that are the return of another unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from qcxl.core.contacts.credit_codes import LENGTH
from qcxl.core.figures.additive import AddedList
from qcxl.core.identity.places_of_rows import PlacesOfRows
from qcxl.core.identity.sent_workbook import SentWorkbook, own_rows, related
from qcxl.core.problems.graded import graded
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Row
from qcxl.model.text import name_key

_FEWEST = 2

RowSign = tuple[str, str, tuple[int, ...]]
"""A sign by which the same row is known in two workbooks: list id, name or credit code, figures."""


@dataclass(frozen=True, slots=True)
class _Book:
    """One content with the signs of its own rows, and the places of the first of them."""

    sent: SentWorkbook
    unit: Unit
    signs: tuple[tuple[RowSign, ...], ...]
    names: tuple[str, ...]
    sheet: str = ""
    cell: str = ""


class CopiedRows:
    """The workbooks most of whose rows another unit returned with the same figures.

    A unit above or below lists the same rows rightly, and so do a region and a direct unit. Of two workbooks
    the one is wrong whose names carry the other's place, else the one that something else contradicts
    (`doubted`, contents), else the one whose unit returned other rows before, else the later one. Linear in
    rows.
    """

    def __init__(
        self,
        edition: Edition,
        roster: Roster,
        places: PlacesOfRows,
        sent: Iterable[SentWorkbook],
        doubted: Collection[str],
    ) -> None:
        self._edition, self._roster, self._places, self._doubted = edition, roster, places, doubted
        self._books: dict[str, _Book] = {}
        self._by_sign: dict[RowSign, list[str]] = {}
        for each in sorted(sent, key=lambda each: each.order):
            unit = roster.get(each.unit_code)
            if unit and each.content not in self._books:
                book = self._books[each.content] = _book(each, unit, edition)
                for sign in {sign for signs in book.signs for sign in signs}:
                    self._by_sign.setdefault(sign, []).append(each.content)

    def problems(self) -> Iterator[tuple[str, Problem]]:
        """The content and the problem of each workbook that is wrong."""
        for content, book in self._books.items():
            for other, count in self._most_of(book):
                if self._is_wrong(book, other):
                    yield content, self._problem(book, other, count)
                    break

    def _most_of(self, book: _Book) -> list[tuple[_Book, int]]:
        """The workbooks of unrelated units with most of a workbook's rows, and how many they have."""
        counts: Counter[str] = Counter()
        for signs in book.signs:
            counts.update({content for sign in signs for content in self._by_sign[sign]})
        return [
            (self._books[content], count)
            for content, count in counts.most_common()
            if count >= _FEWEST and 2 * count > len(book.signs) and self._may_differ(book, content)
        ]

    def _may_differ(self, book: _Book, content: str) -> bool:
        one, other = book.unit, self._books[content].unit
        direct = [self._roster.reports_directly(unit.code) for unit in (one, other)]
        return not related(self._roster, one, other) and direct[0] == direct[1]

    def _is_wrong(self, book: _Book, other: _Book) -> bool:
        speaks_for = [
            any(self._places.carries(name, unit) for name in book.names) for unit in (book.unit, other.unit)
        ]
        if speaks_for[0] != speaks_for[1]:
            return speaks_for[1]
        doubted = [each.sent.content in self._doubted for each in (book, other)]
        if doubted[0] != doubted[1]:
            return doubted[0]
        before = [self._had_other_rows(each) for each in (book, other)]
        if before[0] != before[1]:
            return before[0]
        return book.sent.order > other.sent.order

    def _had_other_rows(self, book: _Book) -> bool:
        """True where the unit returned rows before of which this workbook has hardly any."""
        now = {sign for signs in book.signs for sign in signs}
        return any(
            each.unit == book.unit
            and each.sent.order < book.sent.order
            and each.signs
            and 2 * sum(not now.isdisjoint(signs) for signs in each.signs) < len(each.signs)
            for each in self._books.values()
        )

    def _problem(self, book: _Book, other: _Book, count: int) -> Problem:
        return graded(
            self._edition,
            "identity_contradicted_by_rows",
            sheet=book.sheet,
            cell=book.cell,
            value=book.names[0],
            unit=book.unit.name,
            other=other.unit.name,
            count=count,
            total=len(book.signs),
            file=other.sent.file,
        )


def _book(sent: SentWorkbook, unit: Unit, edition: Edition) -> _Book:
    signs, names, first = [], [], None
    for added, table, row in own_rows(sent.submission, edition):
        found = _signs(added, row)
        if found:
            signs.append(found)
            names.append(row.text(edition.form(added.form.id).fields[0].id))
            first = first or (table.sheet, table.address(row, added.form.fields[0].id))
    sheet, cell = first or ("", "")
    return _Book(sent, unit, tuple(signs), tuple(names), sheet, cell)


def _signs(added: AddedList, row: Row) -> tuple[RowSign, ...]:
    """The signs of a row: by name and by credit code; none for a row without a figure above zero."""
    form = added.form
    figures = tuple(row.amount(field.id) for field in form.fields if field.is_number)
    if not any(figures):
        return ()
    code = form.field_of_kind(FieldKind.CODE)
    credit_code = row.text(code.id) if code else ""
    texts = [_names(added, row)]
    if len(credit_code) == LENGTH:
        texts.append(credit_code.upper())
    return tuple((form.id, text, figures) for text in texts)


def _names(added: AddedList, row: Row) -> str:
    """The name of a row; the names of a group are its enterprise's and its own."""
    fields = added.form.fields[: 1 if added.has_amounts else 2]
    return "|".join(name_key(row.text(field.id)) for field in fields)
