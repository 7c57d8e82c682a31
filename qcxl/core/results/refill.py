"""The entries of a returned workbook in a fresh form of its edition, and their places in the form."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from qcxl.core.cells.no_text import is_picture
from qcxl.core.figures.computed import compute, shown
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.reading.book_map import find_sheets
from qcxl.core.results.problem_places import ProblemSubject
from qcxl.core.sheets.layout import SheetLayout, lay_out
from qcxl.core.sheets.placeholders import NUMBER, TOTAL
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form, FormKind, Method
from qcxl.model.grid import Grid, Place, RawValue, SheetGrid, parse_address
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES, in_measure
from qcxl.model.submission import Submission, Table
from qcxl.model.text import is_blank

ADDED_COLUMN = "extra_column"
"""The problem code of a column that people added, which a marked copy carries beside the list."""
Shown = int | float | str
"""The value that a formula of the fresh form shows."""
Entries = Mapping[Place, RawValue]


class Refill:
    """The entries of one submission and their places in the fresh form of its edition.

    A row of a list keeps its distance from the header.
    """

    def __init__(self, submission: Submission, edition: Edition) -> None:
        self._submission = submission
        self._edition = edition
        self.layouts: Mapping[str, SheetLayout] = lay_out(edition)

    def place(self, subject: ProblemSubject) -> Place | None:
        """The place of a problem's cell in the fresh form; None for a subject without a field."""
        if subject.field is None:
            return None
        issued = self.layouts[subject.form.id].places[subject.field.id]
        if subject.row is None:
            return issued
        return self._row(self._submission.tables[subject.form.id], subject.row.number), issued[1]

    def values(self, grid: Grid) -> dict[str, Entries]:
        """The entries by form id and fresh place, as they were typed in the workbook `grid`, untypable too.

        An error value becomes its text (`#REF!`), an uncomputed formula the text of the formula.
        """
        sheets = find_sheets(grid, {form.id: form.sheet for form in self._edition.forms})
        return {
            form.id: dict(_raw(sheets[form.id][0], self._moves(form), self._shares(form)))
            for form in self._edition.forms
            if form.fields and form.id in sheets
        }

    def beside(self, grid: Grid, problems: Iterable[Problem]) -> dict[str, dict[Place, RawValue]]:
        """The columns that people added (`extra_column`), by form id and place right of the fresh list."""
        added: dict[str, dict[Place, RawValue]] = {}
        sheets = {sheet.name: sheet for sheet in grid.sheets}
        lists = {table.sheet: table for table in self._submission.tables.values() if table.sheet in sheets}
        columns = sorted(
            (problem.sheet, parse_address(problem.cell)[1])
            for problem in problems
            if problem.code == ADDED_COLUMN and problem.sheet in lists
        )
        for name, group in groupby(columns, key=itemgetter(0)):
            table = lists[name]
            numbers = [table.header_row, *(row.number for row in table.rows)]
            for now, (_, column) in enumerate(group, start=self.layouts[table.form].width + 1):
                moves = (((number, column), (self._row(table, number), now)) for number in numbers)
                added.setdefault(table.form, {}).update(_raw(sheets[name], moves, ()))
        return added

    def shown(self, known: KnownUnits) -> dict[str, dict[Place, Shown]]:
        """The values that formulas of cards and lists show, by form id and place: our own figures."""
        results: dict[str, dict[Place, Shown]] = {}
        for form in self._edition.statistics:
            figures = compute(form, self._submission, self._edition, known).counted
            places = self.layouts[form.id].places
            results[form.id] = {
                places[field.id]: "" if (amount := shown(figures[field.id], field)) is None else float(amount)
                for field in form.computed
                if field.method is Method.RATIO or self._is_typed(field)
            }
        for form in self._edition.of_kind(FormKind.LIST):
            results[form.id] = dict(self._list_shown(form))
        return results

    def _moves(self, form: Form) -> Iterator[tuple[Place, Place]]:
        """The place of each entry of a form in the submission, with its place in the fresh form."""
        issued = self.layouts[form.id].places
        card, table = self._submission.cards.get(form.id), self._submission.tables.get(form.id)
        if card is not None:
            for field in form.entered:
                if field.id in card.places:
                    yield card.places[field.id], issued[field.id]
        if table is not None:
            for row in table.rows:
                number = self._row(table, row.number)
                for id_, column in table.columns.items():
                    yield (row.number, column + row.shift), (number, issued[id_][1])

    def _shares(self, form: Form) -> frozenset[int]:
        """The columns of the fresh form in which percentages are entered."""
        issued = self.layouts[form.id].places
        return frozenset(issued[field.id][1] for field in form.entered if field.kind is FieldKind.SHARE)

    def _row(self, table: Table, number: int) -> int:
        return number - table.header_row + self.layouts[table.form].header_row

    def _is_typed(self, field: Field) -> bool:
        """True where the formula of a sum has entries to add up; else its cell stays as it was issued."""
        base = self._edition.field(field.base)
        table = self._submission.tables.get(base.form)
        if table is None:
            return False
        if base.is_number and not base.default:
            needed = base.id
        else:
            needed = base.default_when or self._edition.form(base.form).fields[0].id
        return any(needed in row.values for row in table.rows)

    def _list_shown(self, form: Form) -> Iterator[tuple[Place, Shown]]:
        layout, table = self.layouts[form.id], self._submission.tables.get(form.id)
        if table is None:
            return
        for name, spot in layout.spots.items():
            if name == NUMBER:
                for row in table.rows:
                    if row.text(form.fields[0].id):
                        number = self._row(table, row.number)
                        yield (number, spot[1]), number - layout.header_row
            elif name.startswith(TOTAL):
                field = form.field(name.removeprefix(TOTAL))
                if any(field.id in row.values for row in table.rows):
                    total = sum(row.amount(field.id) for row in table.rows)
                    yield spot, float(in_measure(total, MEASURES[field.measure]))


def _raw(
    sheet: SheetGrid, moves: Iterable[tuple[Place, Place]], shares: Container[int]
) -> Iterator[tuple[Place, RawValue]]:
    """The entries with their fresh places; a percent-formatted share (30 % is stored as 0.3) as plain number.

    `moves` are old and fresh places, `shares` the columns of the fresh form in which shares stand.
    """
    for source, target in moves:
        raw = sheet.errors.get(source, sheet.value(source))
        formula = sheet.formula_texts.get(source)
        if formula and (source in sheet.uncomputed or is_picture(formula)):
            raw = formula
        if target[1] in shares and source in sheet.percents and isinstance(raw, int | float):
            raw = float(f"{raw * 100:.15g}")
        if not is_blank(raw):
            yield target, raw
