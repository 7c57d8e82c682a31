"""Computed cells: they agree with the entries, and their formulas are still there."""

from __future__ import annotations

import pytest

from qcxl.model.edition import Edition, Rule
from qcxl.model.problem import Problem, Severity
from tests.support.submissions import CHONGQING, HENAN, places, rule_problems, with_rules
from tests.support.workbooks import edition

ENTRIES = """
    enterprises
    | enterprise_name | employees | qc_participants | qc_groups_total | qc_groups_registered | qc_groups_with_results | qc_benefit |
    | --------------- | --------- | --------------- | --------------- | -------------------- | ---------------------- | ---------- |
    | 甲公司          | 100       | 30              | 20              | 12                   | 5                      | 10.123456  |
    | 乙公司          | 200       | 60              | 15              | 9                    | 8                      | 0.000001   |
    """  # noqa: E501
ONE_OF_A_DIRECT_UNIT = """
    enterprises
    | enterprise_name | direct_unit | qc_groups_total |
    | --------------- | ----------- | --------------- |
    | 甲公司          |             | 20              |
    | 乙公司          | HY01        | 15              |
    """
CELLS = {
    (HENAN, "qc_groups_total"): "F6",
    (HENAN, "qc_groups_registered"): "F7",
    (HENAN, "qc_participation_rate"): "F8",
    (HENAN, "qc_benefit"): "F11",
    (HENAN, "qc_achievement_rate"): "F12",
    (CHONGQING, "qc_groups_total"): "F6",
    (CHONGQING, "qc_benefit"): "F10",
    (CHONGQING, "qc_achievement_rate"): "F11",
}


def found_in(shown: str, id_: str = HENAN, entries: str = ENTRIES, unit: str = "") -> list[Problem]:
    """The problems of a workbook with these entries whose statistics form shows this."""
    return rule_problems(f"{entries}\nqc_statistics\n{shown}", edition(id_), unit)


def test_cells_that_agree_pass() -> None:
    found = found_in("""
        | qc_groups_total | qc_groups_registered | qc_participation_rate | qc_benefit | qc_achievement_rate |
        | --------------- | -------------------- | --------------------- | ---------- | ------------------- |
        | =0.0035         | =0.0021              | =30                   | =10.123457 | =61.904761904762    |
        """)

    assert found == []


def test_counts_shown_in_pieces_pass_where_the_notice_asks_for_pieces() -> None:
    found = found_in(
        """
        | qc_groups_total | qc_groups_registered | qc_participation_rate | qc_benefit | qc_achievement_rate |
        | --------------- | -------------------- | --------------------- | ---------- | ------------------- |
        | =35             | =21                  | =30                   | =10.123457 | =61.9               |
        """,
        CHONGQING,
    )

    assert found == []


@pytest.mark.parametrize(
    ("id_", "field", "displayed"),
    [
        (HENAN, "qc_groups_total", "=35"),
        (HENAN, "qc_groups_registered", "=0.0022"),
        (HENAN, "qc_participation_rate", "=0.3"),
        (HENAN, "qc_participation_rate", "=30.01"),
        (HENAN, "qc_benefit", "=10.123458"),
        (HENAN, "qc_achievement_rate", "=61.91"),
        (HENAN, "qc_groups_total", "=三十五"),
        (CHONGQING, "qc_groups_total", "=0.0035"),
        (CHONGQING, "qc_benefit", "=0"),
        (CHONGQING, "qc_achievement_rate", "=61.89"),
    ],
)
def test_a_cell_that_shows_something_else_is_an_error(id_: str, field: str, displayed: str) -> None:
    found = found_in(f"| {field} |\n| {displayed} |", id_)

    assert places(found) == [("computed_differs", CELLS[id_, field])]


@pytest.mark.parametrize(
    ("displayed", "shown", "difference"),
    [("=35", "0.0035", "34.9965"), ("=0.0036", "0.0035", "0.0001"), ("=0", "0.0035", "-0.0035")],
)
def test_the_message_names_what_is_shown_what_is_right_and_the_difference(
    displayed: str, shown: str, difference: str
) -> None:
    (found,) = found_in(f"| qc_groups_total |\n| {displayed} |")

    assert found.value == displayed.removeprefix("=")
    assert all(number in found.message for number in (found.value, shown, difference))


def test_blank_computed_cells_are_not_judged() -> None:
    """Files saved by programs that never calculated show nothing (FAC #2409)."""
    found = found_in("""
        | qc_groups_total | qc_groups_registered | qc_participation_rate |
        | --------------- | -------------------- | --------------------- |
        | =               |                      | =\u3000               |
        """)

    assert found == []


def test_an_error_in_a_computed_cell_is_no_difference_too() -> None:
    assert found_in("| qc_groups_total |\n| #REF! |") == []


@pytest.mark.parametrize("displayed", ["=0.0035", "=0.002"])
def test_a_number_standing_as_text_explains_what_the_formula_shows(displayed: str) -> None:
    """A formula does not add up text: that is reported at the text, and is no fault of the form."""
    entries = """
        enterprises
        | enterprise_name | qc_groups_total |
        | --------------- | --------------- |
        | 甲公司          | 20              |
        | 乙公司          | '15             |
        """

    assert found_in(f"| qc_groups_total |\n| {displayed} |", entries=entries) == []


def test_a_number_standing_as_text_explains_nothing_else() -> None:
    entries = """
        enterprises
        | enterprise_name | qc_groups_total |
        | --------------- | --------------- |
        | 甲公司          | 20              |
        | 乙公司          | '15             |
        """

    found = found_in("| qc_groups_total |\n| =0.0015 |", entries=entries)

    assert places(found) == [("computed_differs", "F6")]


def test_the_formula_may_be_overwritten_by_the_right_number() -> None:
    assert found_in("| qc_groups_total |\n| 0.0035 |") == []


@pytest.mark.parametrize(("typed", "value"), [("36", "36"), ("'35", "35"), ("三十五", "三十五"), ("0", "0")])
def test_a_formula_overwritten_by_another_value_is_an_error(typed: str, value: str) -> None:
    (found,) = found_in(f"| qc_groups_total |\n| {typed} |")

    assert (found.code, found.cell, found.value) == ("computed_overwritten", "F6", value)
    assert "0.0035" in found.message


def test_rows_of_direct_units_are_left_out_of_a_region() -> None:
    assert found_in("| qc_groups_total |\n| =0.002 |", entries=ONE_OF_A_DIRECT_UNIT) == []
    assert places(found_in("| qc_groups_total |\n| =0.0035 |", entries=ONE_OF_A_DIRECT_UNIT)) == [
        ("computed_differs", "F6")
    ]


def test_nothing_is_left_out_of_a_direct_unit() -> None:
    found = found_in("| qc_groups_total |\n| =0.0035 |", entries=ONE_OF_A_DIRECT_UNIT, unit="HY01")

    assert places(found) == [("direct_unit_ignored", "C7")]


def test_a_rate_without_base_is_blank() -> None:
    entries = """
        enterprises
        | enterprise_name | employees | qc_participants |
        | --------------- | --------- | --------------- |
        | 甲公司          | 0         | 0               |
        """

    found = found_in("| qc_participation_rate |\n| =0 |", entries=entries)

    assert places(found) == [("computed_differs", "F8")]


@pytest.mark.parametrize(
    ("id_", "field", "typed", "cell", "units"),
    [
        (HENAN, "qc_groups_total", "35", "F6", ("“个”", "“万个”")),
        (HENAN, "qc_benefit", "101234.57", "F11", ("“元”", "“万元”")),
        (CHONGQING, "qc_groups_total", "0.0035", "F6", ("“万个”", "“个”")),
        (CHONGQING, "qc_groups_total", "350000", "F6", ("“个”",)),
        (HENAN, "qc_groups_total", "0.00000035", "F6", ("“万个”",)),
    ],
)
def test_a_figure_typed_in_another_measure_is_named_as_that_slip(
    id_: str, field: str, typed: str, cell: str, units: tuple[str, ...]
) -> None:
    (found,) = rule_problems(
        f"{ENTRIES}\nqc_statistics\n| {field} |\n| {typed} |", naming_slips(edition(id_))
    )

    assert (found.code, found.cell) == ("computed_measure_slip", cell)
    assert all(unit in found.message for unit in units)


def test_the_slip_shows_what_is_right_and_the_difference() -> None:
    (found,) = rule_problems(
        f"{ENTRIES}\nqc_statistics\n| qc_groups_total |\n| 35 |", naming_slips(edition(HENAN))
    )

    assert all(part in found.message for part in (" 35，", "0.0035", "34.9965"))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("qc_groups_total", "36"),
        ("qc_groups_total", "0"),
        ("qc_groups_total", "'35"),
        ("qc_benefit", "101235"),
        ("qc_participation_rate", "300000"),
        ("qc_rewards", "0.004"),  # nothing was spent: no number is a multiple of 0
    ],
)
def test_what_ten_thousand_does_not_explain_is_an_overwritten_formula(field: str, typed: str) -> None:
    found = rule_problems(f"{ENTRIES}\nqc_statistics\n| {field} |\n| {typed} |", naming_slips(edition(HENAN)))

    assert [problem.code for problem in found] == ["computed_overwritten"]


def test_a_cell_that_still_has_its_formula_has_no_slip() -> None:
    found = rule_problems(
        f"{ENTRIES}\nqc_statistics\n| qc_groups_total |\n| =35 |", naming_slips(edition(HENAN))
    )

    assert places(found) == [("computed_differs", "F6")]


def test_an_edition_that_does_not_name_slips_sees_an_overwritten_formula() -> None:
    of = naming_slips(edition(HENAN))
    silent = with_rules(of, *(rule for rule in of.rules if rule.predicate != "not_off_by_ten_thousand"))

    found = rule_problems(f"{ENTRIES}\nqc_statistics\n| qc_groups_total |\n| 35 |", silent)

    assert places(found) == [("computed_overwritten", "F6")]


def naming_slips(of: Edition) -> Edition:
    """The edition with the rules on its computed cells alone, slips named."""
    predicates = {
        "computed_differs": "agrees_with_entries",
        "computed_overwritten": "formula_kept",
        "computed_measure_slip": "not_off_by_ten_thousand",
    }
    return with_rules(
        of,
        *(
            Rule(code, predicate, Severity.ERROR, "qc_statistics", (), (), live=False, clause="", note="")
            for code, predicate in predicates.items()
        ),
    )


TEAMS = """
    teams
    | team_name | team_size   | women | youth | total.team_size | total.women | total.youth |
    | --------- | ----------- | ----- | ----- | --------------- | ----------- | ----------- |
    | 一班      | 9           | 3     | '4    | {size}          | {women}     | {youth}     |
    | 二班      | 11          | 2     | 1     |                 |             |             |
    """


@pytest.mark.parametrize(
    ("size", "women", "youth", "wrong"),
    [
        ("=20", "=5", "=1", []),
        ("20", "5", "5", []),
        ("=20", "6", "=5", ["F4"]),
        ("999", "=5", '=""', ["D4"]),
        ("=19", "=", "=2", ["D4", "G4"]),
    ],
)
def test_the_total_above_a_list_is_the_sum_of_its_rows(
    size: str, women: str, youth: str, wrong: list[str]
) -> None:
    found = rule_problems(TEAMS.format(size=size, women=women, youth=youth))

    assert [one.cell for one in found if one.code == "total_differs"] == wrong
