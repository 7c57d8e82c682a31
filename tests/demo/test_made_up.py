"""Made-up workbooks are as a careful coordinator fills them: nothing in them is found fault with."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest

from qcxl.core.figures import known_units
from qcxl.core.figures.recommended import recommended_rows
from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.core.validation import validate
from qcxl.demo.faults import faults_of
from qcxl.demo.fill import Filled, fill
from qcxl.demo.made_up import MadeUp, entered_forms
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.edition import Edition
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from tests.support import workbooks
from tests.support.workbooks import ROSTER_OF

HENAN, CHONGQING = ROSTER_OF


@cache
def made_up(edition: str, seed: int) -> dict[str, bytes]:
    """The filled workbook of every unit below the root, by unit code; regions first, as in the demo."""
    roster = workbooks.roster(edition)
    maker = MadeUp(workbooks.edition(edition), roster, seed)
    units = sorted((unit for unit in roster.units if unit is not roster.root), key=lambda unit: unit.direct)
    return {
        unit.code: fill(
            workbooks.blank(unit.code, edition),
            maker.lists(unit),
            {form.id: maker.cells(form) for form in entered_forms(workbooks.edition(edition))},
        )
        for unit in units
    }


def taken_in(data: bytes, edition: Edition) -> TakenIn:
    grid = read_grid(data)
    assert isinstance(grid, Grid), grid
    return take_in(grid, lambda _: edition)


@cache
def read(edition: str, seed: int) -> dict[str, TakenIn]:
    """What reading the workbook of every unit comes back with."""
    return {code: taken_in(data, workbooks.edition(edition)) for code, data in made_up(edition, seed).items()}


def typed(edition: str, seed: int) -> dict[str, Submission]:
    """What stands in the workbook of every unit."""
    found = {code: each.submission for code, each in read(edition, seed).items() if each.submission}
    assert found.keys() == made_up(edition, seed).keys()
    return found


def problems_of(taken: dict[str, TakenIn], edition: Edition) -> dict[str, list[Problem]]:
    """What is found in each workbook, by the lists that it was issued with."""
    submissions = {key: each.submission for key, each in taken.items() if each.submission}
    known = {key: known_units.from_lists(submission) for key, submission in submissions.items()}
    judged = validate(edition, submissions, known)
    return {key: [*taken[key].problems, *judged.get(key, ())] for key in taken}


@pytest.mark.parametrize("seed", [1, 2020])
@pytest.mark.parametrize("edition", [HENAN, CHONGQING])
def test_no_made_up_workbook_has_an_error_or_a_warning(edition: str, seed: int) -> None:
    found = problems_of(read(edition, seed), workbooks.edition(edition))

    assert len(found) == len(workbooks.roster(edition).units) - 1
    assert [
        each for problems in found.values() for each in problems if each.severity is not Severity.INFO
    ] == []


def recommended(submission: Submission, form: str) -> list[str]:
    """The tier of each row that a workbook puts forward in a list, empty where it says none."""
    edition = workbooks.edition(HENAN)
    list_ = edition.form(form)
    return [row.text(list_.tier) for row in recommended_rows(submission.tables[form], list_, edition)]


@pytest.mark.parametrize("form", ["qc_groups", "teams"])
def test_most_of_a_quota_is_used_and_never_more(form: str) -> None:
    edition = workbooks.edition(HENAN)
    used = total = 0
    for code, submission in typed(HENAN, 2020).items():
        organisation = edition.organisation(workbooks.roster(HENAN).unit(code).name)
        quota = int(organisation.quotas.get(form, "0")) if organisation else 0
        count = len(recommended(submission, form))
        assert count <= quota or (not quota and 1 <= count <= 2)
        used, total = used + min(count, quota), total + quota

    assert 0.8 * total < used < total


def test_every_tier_is_used_where_the_quota_has_tiers_and_none_where_it_has_none() -> None:
    books = typed(HENAN, 2020)

    assert set(recommended(books["HY12"], "qc_groups")) == {"一等", "二等", "三等"}
    assert set(recommended(books["QT01"], "qc_groups")) == {""}


def test_some_rows_are_listed_and_not_put_forward() -> None:
    listed = put_forward = 0
    for submission in typed(HENAN, 2020).values():
        listed += len(submission.tables["teams"].rows)
        put_forward += len(recommended(submission, "teams"))

    assert put_forward < listed


NEVER_TYPED = {"enterprise_count", "team_enterprises", "source_unit"}
"""What is only filled in subtotal rows, and what a roll-up fills."""


@pytest.mark.parametrize("edition", [HENAN, CHONGQING])
def test_every_field_that_people_fill_is_filled_somewhere(edition: str) -> None:
    of = workbooks.edition(edition)
    blank = {(form.id, field.id) for form in of.forms for field in form.entered}
    for submission in typed(edition, 2020).values():
        blank -= {(form, id_) for form, card in submission.cards.items() for id_ in card.values}
        blank -= {
            (form, id_)
            for form, table in submission.tables.items()
            for row in table.rows
            for id_ in row.values
        }

    assert {id_ for _, id_ in blank} - NEVER_TYPED == set()


def test_some_enterprises_have_teams_and_some_have_none() -> None:
    teams = [row.amount("team_count") > 0 for row in typed(HENAN, 2020)["HY12"].tables["enterprises"].rows]

    assert len(set(teams)) == 2


def test_the_same_seed_gives_the_same_workbooks_and_another_seed_others() -> None:
    assert made_up.__wrapped__(CHONGQING, 1) == made_up(CHONGQING, 1)
    assert made_up(CHONGQING, 1) != made_up(CHONGQING, 2020)


SEEN_AS = {
    "about_some_number": "not_a_number",
    "left_blank": "required_missing",
    "negative": "number_negative",
    "broken_reference": "error_value",
    "listed_twice": "enterprise_duplicate",
    "damaged_header": "header_damaged",
    "deleted_column": "column_missing",
    "emptied": "report_empty",
    "overwritten_formula": "computed_overwritten",
    "unknown_direct_unit": "direct_unit_unknown",
    "unfinished_block": "exchange_incomplete",
    "all_of_the_first_tier": "quota_exceeded",
    "member_named_twice": "member_twice",
    "beginning_of_a_name_missing": "enterprise_not_listed",
    "digit_missing": "mobile_bad",
}
"""What a fault of the demo is found as; the comparisons are called like their codes."""
CITY = {HENAN: "4102", CHONGQING: "500101"}
"""A unit that can have every fault: one with a quota where the edition has quotas."""
FAULTS = [
    pytest.param(edition, name, id=f"{edition} {name}")
    for edition in (HENAN, CHONGQING)
    for name in faults_of(workbooks.edition(edition))
]


@pytest.mark.parametrize(("edition", "name"), FAULTS)
def test_every_fault_of_the_demo_is_found(edition: str, name: str) -> None:
    of = workbooks.edition(edition)
    filled = Filled(BytesIO(made_up(edition, 2020)[CITY[edition]]))

    faults_of(of)[name](filled, of)

    (problems,) = problems_of({name: taken_in(filled.data(), of)}, of).values()
    assert SEEN_AS.get(name, name) in {each.code for each in problems if each.severity is not Severity.INFO}


def test_every_fault_of_the_demo_occurs_in_henan() -> None:
    assert set(SEEN_AS) <= set(faults_of(workbooks.edition(HENAN)))
