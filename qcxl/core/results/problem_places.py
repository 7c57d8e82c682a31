"""The subjects of problems: the form, the row and the field of a submission behind a problem's address."""

from __future__ import annotations

from dataclasses import dataclass

from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form
from qcxl.model.grid import parse_address
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Submission


@dataclass(frozen=True, slots=True)
class ProblemSubject:
    """The subject of a problem: its form, and its row and its field (None for a problem without)."""

    form: Form
    row: Row | None = None
    field: Field | None = None


class ProblemPlaces:
    """The subjects of the problems of one submission, found by sheet and cell."""

    def __init__(self, submission: Submission, edition: Edition) -> None:
        self._forms = {form.sheet: form for form in edition.forms}
        self._rows: dict[str, dict[int, Row]] = {}
        self._columns: dict[str, dict[int, Field]] = {}
        self._cells: dict[str, dict[tuple[int, int], Field]] = {}
        for table in submission.tables.values():
            form = edition.form(table.form)
            self._forms[table.sheet] = form
            self._rows[form.id] = {row.number: row for row in table.rows}
            self._columns[form.id] = {column: form.field(id_) for id_, column in table.columns.items()}
        for card in submission.cards.values():
            form = edition.form(card.form)
            self._forms[card.sheet] = form
            self._cells[form.id] = {place: form.field(id_) for id_, place in card.places.items()}

    def find(self, problem: Problem) -> ProblemSubject | None:
        """The subject of a problem; None for a problem that names no sheet of the submission.

        Only cells of entries and of computed figures have a field; headers and other cells have none.
        """
        form = self._forms.get(problem.sheet)
        if form is None:
            return None
        if not problem.cell:
            return ProblemSubject(form)
        place = parse_address(problem.cell)
        if form.id in self._cells:
            return ProblemSubject(form, None, self._cells[form.id].get(place))
        row = self._rows.get(form.id, {}).get(place[0])
        return ProblemSubject(form, row, self._columns[form.id].get(place[1] - row.shift) if row else None)
