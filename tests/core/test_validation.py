"""All that is judged about submissions: together as alone, and in the order in which people read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcxl.core.figures import known_units
from qcxl.core.problems.reading_order import in_reading_order
from qcxl.core.validation import validate
from qcxl.model.catalogue import problem
from qcxl.model.grid import parse_address
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from tests.support.submissions import HENAN, places, submission, with_severity
from tests.support.workbooks import edition

FAULTS = """
    enterprises
    | enterprise_name | employees | qc_participants | direct_unit |
    | --------------- | --------- | --------------- | ----------- |
    | 甲公司          | 10        | 20              |             |
    | 甲 公司         | -5        |                 | 无此行业    |
    """


def judged(books: dict[str, Submission]) -> dict[str, tuple[Problem, ...]]:
    known = {key: known_units.from_lists(book) for key, book in books.items()}
    return validate(edition(HENAN), books, known)


def test_columns_and_rules_are_judged_in_one_pass() -> None:
    found = places(judged({"一": submission(FAULTS)})["一"])

    assert {place for place in found if place[0] not in {"required_missing", "advised_missing"}} == {
        ("number_negative", "D7"),
        ("enterprise_duplicate", "A7"),
        ("name_inner_space", "A7"),
        ("participants_exceed_employees", "E6"),
        ("direct_unit_unknown", "C7"),
    }
    assert {("required_missing", "E7"), ("required_missing", "B15"), ("advised_missing", "B7")} <= set(found)


def test_no_submissions_are_no_problems() -> None:
    assert judged({}) == {}


def test_every_submission_has_an_answer() -> None:
    found = judged({"一": submission(FAULTS), "二": submission("cover\n| nil_return |\n| 是 |")})

    assert {problem.code for problem in found["二"]} == {"required_missing", "advised_missing"}
    assert len(found["一"]) > len(found["二"])


@pytest.mark.parametrize("code", ["required_missing", "enterprise_duplicate"])
def test_severities_are_those_of_the_edition(code: str) -> None:
    graded = with_severity(edition(HENAN), code, Severity.WARNING)
    book = submission(FAULTS)

    found = validate(graded, {"": book}, {"": known_units.from_lists(book)})[""]

    assert {each.severity for each in found if each.code == code} == {Severity.WARNING}


CELLS = st.sampled_from(["", "0", "7", "-1", "'12", "约3", "#REF!", "="])
NAMES = st.sampled_from(["", "甲公司", "乙公司", "甲 公司"])
BOOKS = st.lists(
    st.tuples(
        st.lists(st.tuples(NAMES, CELLS, CELLS), max_size=3),
        st.lists(st.tuples(NAMES, CELLS, st.sampled_from(["", "是", "否", "有"])), max_size=3),
        st.sampled_from(["", "是", "否", "有"]),
        st.sampled_from(["411521", "4115", "HY01"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=12)
@given(BOOKS)
def test_judging_workbooks_together_is_judging_each_alone(
    drawn: list[tuple[list[tuple[str, str, str]], list[tuple[str, str, str]], str, str]],
) -> None:
    books = {}
    for number, (rows, teams, held, unit) in enumerate(drawn):
        lines, more = ("\n".join(f"| {' | '.join(row)} |" for row in listed) for listed in (rows, teams))
        books[f"{number}.xlsx"] = submission(
            f"enterprises\n| enterprise_name | employees | qc_participants |\n{lines}\n"
            f"teams\n| enterprise_name | incidents | recommended |\n{more}\n"
            f"qc_statistics\n| qc_exchange_held | qc_groups_total |\n| {held} | =5 |",
            unit=unit,
        )

    together = judged(books)

    for key, book in books.items():
        assert sorted(together[key], key=repr) == sorted(judged({key: book})[key], key=repr)


def at(sheet: str, cell: str, severity: Severity = Severity.ERROR) -> Problem:
    return problem("number_negative", severity=severity, sheet=sheet, cell=cell)


def test_problems_stand_in_the_order_of_the_workbook() -> None:
    expected = [
        problem("map_missing"),
        at("填报说明", "B7"),
        at("企业明细", ""),
        at("企业明细", "D9"),
        at("企业明细", "B10"),
        at("企业明细", "D10", Severity.ERROR),
        at("企业明细", "D10", Severity.WARNING),
        at("企业明细", "D10", Severity.INFO),
        at("企业明细", "AA10"),
        at("附件5", "A1"),
        at("一张不认识的表", "A1"),
    ]

    assert list(in_reading_order(reversed(expected), edition(HENAN))) == expected


@pytest.mark.parametrize(
    ("lists", "sheet", "cell"),
    [
        ("enterprises\n| enterprise_name | employees |\n| 合 计 | 90 |", "企业明细", "A6"),
        ("teams\n| enterprise_name | team_name | team_size |\n|  | 总计 | 30 |", "附件9-3", "C7"),
        ("qc_groups\n| enterprise_name | union_members |\n| 总计 | 30 |", "附件9-1", "B6"),
    ],
)
def test_of_a_total_row_only_that_it_is_one_is_said(lists: str, sheet: str, cell: str) -> None:
    found = judged({"it": submission(lists, edition(HENAN))})["it"]

    row = parse_address(cell)[0]
    of_row = [one for one in found if one.sheet == sheet and one.cell and parse_address(one.cell)[0] == row]
    assert places(of_row) == [("total_row_in_list", cell)]


def test_a_row_that_is_no_entry_hides_nothing_where_the_edition_only_remarks_on_it() -> None:
    lenient = with_severity(edition(HENAN), "total_row_in_list", Severity.INFO)
    book = submission("enterprises\n| enterprise_name | employees |\n| 合计 | 90 |", lenient)

    found = places(validate(lenient, {"": book}, {"": known_units.from_lists(book)})[""])

    assert {("total_row_in_list", "A6"), ("required_missing", "E6")} <= set(found)
