"""Who counts: the parent's rows of a unit, or what the unit reports itself."""

from __future__ import annotations

import pytest

from qcxl.core.rollup.contributions import source_unit_code
from qcxl.core.rollup.roll_up import RollUp, roll_up
from qcxl.model.edition import Rule
from qcxl.model.problem import Severity
from qcxl.model.submission import Submission
from tests.support.made_up import edition, roster, rows, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 鼓楼区 县
            0102 丑县 县
        02 乙市 市
            0201 鼓楼区 县
        90 电力 行业 直报
""")
Lists = dict[str, str]


def rolled(**workbooks: str | Lists) -> RollUp:
    """The roll-up of one workbook for each `u<unit code>`: enterprises, or several lists, as tables."""
    accepted: dict[str, Submission] = {}
    for name, lists in workbooks.items():
        given = {"enterprises": lists} if isinstance(lists, str) else lists
        code = name.removeprefix("u")
        accepted[code] = submission(code, {list_: rows(text) for list_, text in given.items() if text})
    return roll_up(edition(), ROSTER, accepted)


def net(result: RollUp, form: str = "qc", field: str = "groups") -> dict[str, int | None]:
    """The net figure of every unit that has one."""
    return {unit: figure.net for (unit, *rest), figure in result.figures.items() if rest == [form, field]}


def codes(result: RollUp) -> dict[str, list[tuple[str, str]]]:
    """The code and cell of every problem by unit."""
    return {unit: [(fault.code, fault.cell) for fault in faults] for unit, faults in result.problems.items()}


@pytest.mark.parametrize(
    ("holder", "text", "unit"),
    [
        ("01", "", "01"),
        ("01", "甲市", "01"),
        ("01", "01", "01"),
        ("01", "0101", "0101"),
        ("01", "鼓楼区", "0101"),
        ("02", "鼓楼区", "0201"),
        ("01", "鼓 楼 区", "0101"),
        ("01", "０１０１", "0101"),
        ("01", "0201", None),
        ("01", "某省", None),
        ("41", "丑县", None),
        ("0101", "甲市", None),
        ("01", "没有这个县", None),
    ],
)
def test_a_row_stands_for_the_holder_or_a_child_of_it(holder: str, text: str, unit: str | None) -> None:
    assert source_unit_code(ROSTER, holder, text) == unit


def test_rows_in_the_parents_workbook_are_the_childs_figures() -> None:
    result = rolled(u01="| qc_groups | source_unit |\n| 1 | |\n| 2 | 甲市 |\n| 4 | 鼓楼区 |\n| 8 | 0101 |")

    assert net(result) == {"41": 15, "01": 15, "0101": 12}
    assert not result.problems


def test_the_childs_own_workbook_is_then_only_compared() -> None:
    result = rolled(
        u01="| employees | qc_groups | source_unit |\n| 9 | 1 | |\n| 5 | 4 | 0101 |",
        u0101="| employees | qc_groups |\n| 5 | 6 |",
    )

    assert net(result) == {"41": 5, "01": 5, "0101": 4}
    assert codes(result) == {"01": [("parent_differs", "F6")]}
    (fault,) = result.problems["01"]
    assert fault.severity is Severity.WARNING
    assert fault.field == "qc_groups"
    assert all(number in fault.message for number in ("4 个", "6 个", "-2 个"))


@pytest.mark.parametrize(
    ("city", "county", "faults"),
    [
        ("| qc_groups |\n| 4 |", "| qc_groups |\n| 4 |", []),
        ("| qc_groups |\n| 4 |", "| qc_groups |\n| 1 |\n| 3 |", []),
        ("| qc_groups |\n| 4 |", "| qc_groups |\n| 5 |", ["qc_groups"]),
        ("| qc_groups | benefit |\n| 4 | 7 |", "| qc_groups |\n| 5 |", ["qc_groups", "benefit"]),
        ("| qc_groups |\n| 4 |", "", ["qc_groups"]),
        ("| qc_groups | direct_unit |\n| 4 | 电力 |", "| qc_groups |\n| 4 |", ["qc_groups"]),
        ("| qc_groups | direct_unit |\n| 4 | 电力 |", "| qc_groups | direct_unit |\n| 4 | 90 |", []),
        ("| team_count | team_enterprises |\n| 2 | 1 |", "| team_count |\n| 2 |", []),
    ],
)
def test_parent_and_child_are_compared_by_column(city: str, county: str, faults: list[str]) -> None:
    head, *body = (line.strip() for line in city.splitlines())
    with_source = "\n".join([f"{head} source_unit |", *(f"{line} 0101 |" for line in body)])

    result = rolled(u01=with_source, u0101=county)

    assert [fault.field for fault in result.problems.get("01", ())] == faults


def test_without_rows_in_the_parents_workbook_the_own_one_counts() -> None:
    result = rolled(u01="| qc_groups | source_unit |\n| 1 | |\n| 4 | 0101 |", u0102="| qc_groups |\n| 16 |")

    assert net(result) == {"41": 21, "01": 21, "0101": 4, "0102": 16}


def test_rows_two_levels_up_replace_the_whole_branch_but_its_units_keep_their_figures() -> None:
    result = rolled(
        u41="| qc_groups | source_unit |\n| 100 | 甲市 |",
        u01="| qc_groups | source_unit |\n| 1 | |\n| 4 | 0101 |",
        u0101="| qc_groups |\n| 4 |",
        u0102="| qc_groups |\n| 16 |",
    )

    assert net(result) == {"41": 100, "01": 100, "0101": 4, "0102": 16}
    assert codes(result) == {"41": [("parent_differs", "F5")]}
    superseded = {
        (part.unit_code, part.holder_code) for part in result.contributions.superseded() if part.rows
    }
    assert superseded == {("01", "01"), ("0101", "01"), ("0101", "0101"), ("0102", "0102")}


@pytest.mark.parametrize(
    ("holder", "source"), [("01", "0201"), ("01", "没有这个县"), ("41", "0101"), ("0101", "甲市")]
)
def test_a_row_of_no_child_counts_nowhere_and_is_an_error(holder: str, source: str) -> None:
    table = f"| qc_groups | source_unit |\n| 1 | |\n| 4 | {source} |"

    result = rolled(**{f"u{holder}": table})

    assert net(result)["41"] == 1
    assert codes(result) == {holder: [("source_unit_not_child", "K6")]}
    assert result.problems[holder][0].severity is Severity.ERROR
    assert [(part.holder_code, len(part.rows)) for part in result.contributions.misplaced] == [(holder, 1)]


def test_the_edition_says_how_grave_a_difference_is() -> None:
    rule = Rule("parent_differs", "", Severity.INFO, "", (), (), live=False, clause="", note="")
    accepted = {
        "01": submission("01", {"enterprises": rows("| qc_groups | source_unit |\n| 4 | 0101 |")}),
        "0101": submission("0101"),
    }

    problems = roll_up(edition(rules=(rule,)), ROSTER, accepted).problems

    assert [fault.severity for fault in problems["01"]] == [Severity.INFO]


def test_a_city_that_struck_out_all_teams_of_a_county_means_none() -> None:
    result = rolled(
        u01={"enterprises": "| qc_groups | source_unit |\n| 4 | 0101 |"},
        u0101={"enterprises": "| qc_groups |\n| 4 |", "teams": "| team_name |\n| 一班 |"},
    )

    assert net(result, "team", "recommended") == {"41": 0, "01": 0, "0101": 0}
    assert not result.problems


def test_a_city_that_lists_only_teams_of_a_county_leaves_its_enterprises_alone() -> None:
    result = rolled(
        u01={"teams": "| team_name | source_unit |\n| 一班 | 0101 |"},
        u0101={"enterprises": "| qc_groups |\n| 4 |", "teams": "| team_name |\n| 一班 |\n| 二班 |"},
    )

    assert net(result) == {"41": 4, "01": 4, "0101": 4}
    assert net(result, "team", "recommended") == {"41": 1, "01": 1, "0101": 1}


def test_a_county_of_which_only_teams_are_known_has_no_zeros_elsewhere() -> None:
    result = rolled(u01={"teams": "| team_name | source_unit |\n| 一班 | 0101 |"})

    assert net(result, "team", "recommended") == {"41": 1, "01": 1, "0101": 1}
    assert net(result) == {"41": 0, "01": 0}


def test_a_figure_says_whose_workbook_and_rows_it_is_made_of() -> None:
    result = rolled(
        u01="| qc_groups | source_unit |\n| 1 | |\n| 4 | 0101 |",
        u0102="| qc_groups |\n| 16 |",
        u90="| qc_groups |\n| 2 |",
    )

    counted = result.contributions.counted("enterprises", "41")

    assert {(part.unit_code, part.holder_code): [row.number for row in part.rows] for part in counted} == {
        ("01", "01"): [5],
        ("0101", "01"): [6],
        ("0102", "0102"): [5],
        ("90", "90"): [5],
    }
