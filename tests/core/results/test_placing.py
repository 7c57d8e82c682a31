"""Problems shown in the very workbook that was judged, not only in a fresh form."""

from __future__ import annotations

import dataclasses

from qcxl.core.reading.intake import take_in
from qcxl.core.results.placing import AsReturned, InFreshForm
from qcxl.core.results.refill import Refill
from qcxl.core.results.result_lines import CELL, REMEDY, SHEET, cell_notes, result_lines
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem, Severity
from tests.support.reasons import warning
from tests.support.submissions import grid
from tests.support.workbooks import edition

LIST = "企业明细"


def moved(source: Grid) -> Grid:
    """The workbook whose list was called otherwise, with a row inserted above everything in it."""
    sheets = (
        dataclasses.replace(sheet, name="我们的企业", rows=((), *sheet.rows), formulas=frozenset())
        if sheet.name == LIST
        else sheet
        for sheet in source.sheets
    )
    return Grid(tuple(sheets))


RETURNED = moved(
    grid("""
    enterprises
    | enterprise_name | employees |
    | 甲公司          | 100       |
    """)
)


def shown(found: Problem, placing: AsReturned | InFreshForm) -> tuple[str, str, str]:
    submission = take_in(RETURNED, lambda _: edition()).submission
    assert submission is not None
    (line,) = result_lines([found], submission, edition(), placing)
    return line.sheet, line.texts[SHEET], line.texts[CELL]


def fresh() -> InFreshForm:
    submission = take_in(RETURNED, lambda _: edition()).submission
    assert submission is not None
    return InFreshForm(Refill(submission, edition()), edition())


def test_a_cell_is_named_as_it_stands_in_the_workbook_or_as_it_will_stand_in_the_fresh_form() -> None:
    found = warning("我们的企业", "D7")

    assert shown(found, AsReturned(RETURNED)) == ("我们的企业", "我们的企业", "D7")
    assert shown(found, fresh()) == (LIST, LIST, "D6")


def test_only_the_fresh_form_has_mended_anything() -> None:
    found = dataclasses.replace(warning("我们的企业", ""), code="sheet_renamed", severity=Severity.INFO)
    submission = take_in(RETURNED, lambda _: edition()).submission
    assert submission is not None

    remedies = [
        result_lines([found], submission, edition(), placing)[0].texts[REMEDY]
        for placing in (AsReturned(RETURNED), fresh())
    ]

    assert remedies[0] == found.remedy
    assert remedies[1] != found.remedy


def test_cells_that_are_no_fields_can_be_marked_in_the_workbook_itself() -> None:
    submission = take_in(RETURNED, lambda _: edition()).submission
    assert submission is not None
    lines = result_lines([warning("我们的企业", "Z9")], submission, edition(), AsReturned(RETURNED))

    assert list(cell_notes(lines, None)["我们的企业"]) == [(9, 26)]
    assert cell_notes(result_lines([warning("我们的企业", "Z9")], submission, edition(), fresh()), None) == {}
