"""A unit's own workbook as it comes out of an aggregation: judged before it is written, and written once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qcxl.core.aggregate.own_workbook import Aggregated
from qcxl.core.figures import known_units
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.reading.intake import take_in
from qcxl.core.results.marked_sheets import marked_sheets
from qcxl.core.sheets.content import SheetContent
from qcxl.core.sheets.layout import reaching
from qcxl.core.sheets.typed_over import typed_over
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.tasks.blank_forms import blank_forms
from qcxl.tasks.context.editions import LoadedEdition
from qcxl.tasks.receiving.judging import Judged, judge


@dataclass(frozen=True, slots=True)
class FilledBook:
    """The content to be filled into the blank workbook (`blank`) of a unit.

    `known` are the units that the workbook may name, `checks` the lines of its 自检.
    """

    edition: Edition
    known: KnownUnits
    blank: bytes
    checks: tuple[str, ...]
    aggregated: Aggregated

    def judged(self, name: str) -> Judged:
        """The judgement of validate on the filled workbook called `name`, with the reasons that it carries.

        The judgement goes by what anybody will read from the cells, not by what was meant to stand there.
        """
        from qcxl.excel.reading.grid_reader import read_grid

        blank = read_grid(self.blank)
        if isinstance(blank, Problem):
            raise ValueError(f"our own workbook cannot be read: {blank.message}")  # noqa: TRY004 - a bug of ours
        taken = take_in(typed_over(blank, self._contents(())), lambda _: self.edition)
        if taken.submission is None:
            raise ValueError(f"our own workbook cannot be taken in: {taken.problems[0].message}")
        submission = replace(taken.submission, explanations=self.aggregated.submission.explanations)
        (judged,) = judge(
            [name],
            [replace(taken, submission=submission)],
            find_edition=lambda _: self.edition,
            find_known=lambda _: self.known,
        )
        return judged

    def data(self, problems: Sequence[Problem]) -> bytes:
        """The bytes of the filled workbook with these problems in its 校验结果 and at its cells."""
        from qcxl.excel.filled.filled_form import fill_form

        return fill_form(self.blank, self._contents(problems))

    def _contents(self, problems: Sequence[Problem]) -> dict[str, SheetContent]:
        done = self.aggregated
        return marked_sheets(done.entries, done.submission, self.edition, self.known, problems, self.checks)


def filled_book(loaded: LoadedEdition, roster: Roster, unit: Unit, aggregated: Aggregated) -> FilledBook:
    """The content to be filled into the own workbook of `unit`, a unit of `roster`."""
    from qcxl.excel.issued.compiler import unit_lists

    forms = blank_forms(loaded, roster, reaching(aggregated.submission.identity.last_row or 0))
    return FilledBook(
        edition=loaded.edition,
        known=known_units.from_roster(roster, unit),
        blank=forms.workbook(unit, roster, unit_lists(roster, unit)),
        checks=forms.checks,
        aggregated=aggregated,
    )
