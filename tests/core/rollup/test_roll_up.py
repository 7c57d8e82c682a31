"""Gross, deducted and net figures, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from qcxl.core.rollup.roll_up import Figure, roll_up
from qcxl.model.form import FormKind, Method
from qcxl.model.quantity import Ratio
from qcxl.model.submission import Row, Submission
from tests.support.made_up import edition, field, form, roster, rows, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
            0201 寅县 县
        80 直管县 县
        90 电力 行业 直报
            9001 分公司 企业
        99 其他 其他
""")


def books(**lists: str) -> dict[str, Submission]:
    """One accepted workbook for each `u<unit code>`, whose enterprises are a Markdown table (empty: none)."""
    return {
        name.removeprefix("u"): submission(
            name.removeprefix("u"), {"enterprises": rows(text)} if text else {}
        )
        for name, text in lists.items()
    }


def triples(accepted: Mapping[str, Submission], form: str = "qc", field: str = "groups") -> dict[str, tuple]:
    """Gross, direct and net of one figure by unit code."""
    figures = roll_up(edition(), ROSTER, accepted).figures
    return {
        unit: (figure.gross, figure.direct, figure.net)
        for (unit, form_id, field_id), figure in figures.items()
        if (form_id, field_id) == (form, field)
    }


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        pytest.param({}, {}, id="nobody reported: no figures"),
        pytest.param(
            books(u0101="| qc_groups |\n| 35 |\n| 7 |"),
            {"0101": (42, 0, 42), "01": (42, 0, 42), "41": (42, 0, 42)},
            id="a county adds its rows, its parents take them over",
        ),
        pytest.param(
            books(u0101=""),
            {"0101": (0, 0, 0), "01": (0, 0, 0), "41": (0, 0, 0)},
            id="a nil return is 0, its neighbours have no figures",
        ),
        pytest.param(
            books(u0101="| qc_groups | direct_unit |\n| 5 | |\n| 3 | 电力 |"),
            {"0101": (8, 3, 5), "01": (8, 3, 5), "41": (8, 3, 5)},
            id="a region leaves out rows of direct units",
        ),
        pytest.param(
            books(u90="| qc_groups | direct_unit |\n| 5 | |\n| 3 | 电力 |"),
            {"90": (8, 0, 8), "41": (8, 0, 8)},
            id="a direct unit leaves nothing out",
        ),
        pytest.param(
            books(u9001="| qc_groups | direct_unit |\n| 3 | 电力 |"),
            {"9001": (3, 0, 3), "90": (3, 0, 3), "41": (3, 0, 3)},
            id="nor does anything below a direct unit",
        ),
        pytest.param(
            books(u0101="| qc_groups | direct_unit |\n| 5 | |\n| 3 | 电力 |", u90="| qc_groups |\n| 3 |"),
            {"0101": (8, 3, 5), "01": (8, 3, 5), "90": (3, 0, 3), "41": (11, 3, 8)},
            id="the province is net of regions and own of direct units",
        ),
        pytest.param(
            books(u99="| qc_groups | direct_unit |\n| 5 | |\n| 3 | 90 |", u80="| qc_groups |\n| 2 |"),
            {"99": (8, 3, 5), "80": (2, 0, 2), "41": (10, 3, 7)},
            id="others and directly administered counties are regions",
        ),
        pytest.param(
            books(u41="| qc_groups | direct_unit |\n| 5 | |\n| 3 | 电力 |", u0201="| qc_groups |\n| 2 |"),
            {"41": (10, 3, 7), "02": (2, 0, 2), "0201": (2, 0, 2)},
            id="the province's own rows count like a region's",
        ),
        pytest.param(
            books(u01="| qc_groups |\n| 1 |", u0101="| qc_groups |\n| 2 |", u0102="| qc_groups |\n| 4 |"),
            {"0101": (2, 0, 2), "0102": (4, 0, 4), "01": (7, 0, 7), "41": (7, 0, 7)},
            id="a city is its own rows and its counties",
        ),
        pytest.param(
            books(u0101="| qc_groups | direct_unit |\n| 3 | 没有这家 |\n| 2 | 子县 |\n| 1 | 甲市 |"),
            {"0101": (6, 0, 6), "01": (6, 0, 6), "41": (6, 0, 6)},
            id="what names no direct unit is not left out",
        ),
    ],
)
def test_gross_direct_and_net(accepted: dict[str, Submission], expected: dict[str, tuple]) -> None:
    assert triples(accepted) == expected


@pytest.mark.parametrize(
    ("field", "table", "expected"),
    [
        ("enterprises", "| team_count |\n| 2 |\n| 0 |\n| |", 1),
        ("enterprises", "| team_count | team_enterprises |\n| 9 | 4 |\n| 2 | |\n| 5 | 0 |", 5),
        ("teams", "| team_count |\n| 2 |\n| |\n| 3 |", 5),
    ],
)
def test_blank_cells_take_their_default_where_it_applies(field: str, table: str, expected: int) -> None:
    assert triples(books(u0101=table), "team", field)["41"] == (expected, 0, expected)


def test_recommended_teams_are_counted_and_blank_means_recommended() -> None:
    teams = rows("| team_name | recommended |\n| 一班 | 是 |\n| 二班 | |\n| 三班 | 否 |")
    accepted = {"0101": submission("0101", {"teams": teams})}

    assert triples(accepted, "team", "recommended")["41"] == (2, 0, 2)


def test_money_stays_exact_to_the_last_base_unit() -> None:
    accepted = books(u0101="| benefit |\n| 8999999999999999 |", u0102="| benefit |\n| 1 |\n| 1 |")

    assert triples(accepted, "qc", "benefit")["41"] == (9_000_000_000_000_001, 0, 9_000_000_000_000_001)


def test_a_ratio_is_made_from_its_net_bases_and_never_averaged() -> None:
    accepted = books(
        u0101="""
            | qc_participants | employees | direct_unit |
            | 10              | 100       |             |
            | 50              | 50        | 电力        |
        """,
        u0102="| qc_participants | employees |\n| 200 | 300 |",
        u90="| qc_participants | employees |\n| 50 | 50 |",
    )

    figures = roll_up(edition(), ROSTER, accepted).figures

    assert figures["0101", "qc", "participation"] == Figure(ratio=Ratio(10, 100))
    assert figures["01", "qc", "participation"] == Figure(ratio=Ratio(210, 400))
    assert figures["90", "qc", "participation"] == Figure(ratio=Ratio(50, 50))
    assert figures["41", "qc", "participation"] == Figure(ratio=Ratio(260, 450))


def test_own_fields_of_a_form_have_no_figure() -> None:
    figures = roll_up(edition(), ROSTER, books(u0101="| qc_groups |\n| 1 |")).figures

    assert ("0101", "qc", "contact") not in figures


@pytest.mark.parametrize(
    ("qc_deducts", "team_deducts", "direct_forms", "qc", "team"),
    [
        (True, True, {}, (8, 3, 5), (9, 4, 5)),
        (True, False, {}, (8, 3, 5), (9, 0, 9)),
        (False, False, {}, (8, 0, 8), (9, 0, 9)),
        (True, True, {"电力": ("qc",)}, (8, 3, 5), (9, 0, 9)),
        (True, True, {"电力": ("team",)}, (8, 0, 8), (9, 4, 5)),
        (True, True, {"电力": ()}, (8, 0, 8), (9, 0, 9)),
    ],
)
def test_each_form_deducts_for_itself(
    qc_deducts: bool, team_deducts: bool, direct_forms: dict[str, tuple[str, ...]], qc: tuple, team: tuple
) -> None:
    notice = edition(qc_deducts=qc_deducts, team_deducts=team_deducts, direct_forms=direct_forms)
    accepted = books(u0101="| qc_groups | team_count | direct_unit |\n| 5 | 5 | |\n| 3 | 4 | 电力 |")

    figures = roll_up(notice, ROSTER, accepted).figures

    groups, teams = figures["41", "qc", "groups"], figures["41", "team", "teams"]
    assert (groups.gross, groups.direct, groups.net) == qc
    assert (teams.gross, teams.direct, teams.net) == team


def test_every_deducted_row_is_named_in_roster_order() -> None:
    accepted = books(
        u0201="| enterprise_name | qc_groups | direct_unit |\n| 丙厂 | 4 | 90 |",
        u0101="""
            | enterprise_name | qc_groups | direct_unit |
            | 甲厂            | 3         | 电力        |
            | 乙厂            | 1         |             |
            |                 | 2         | 电力        |
        """,
    )

    found = roll_up(edition(), ROSTER, accepted).deductions

    assert [(each.unit_code, each.enterprise_name, each.amounts["qc_groups"]) for each in found] == [
        ("0101", "甲厂", 3),
        ("0101", "", 2),
        ("0201", "丙厂", 4),
    ]


def test_a_deduction_from_a_city_workbook_belongs_to_the_county_it_stands_for() -> None:
    accepted = books(u01="| qc_groups | direct_unit | source_unit |\n| 3 | 电力 | 子县 |\n| 2 | 电力 | |")

    found = roll_up(edition(), ROSTER, accepted).deductions

    assert [(each.county and each.county.code, each.city and each.city.code) for each in found] == [
        (None, "01"),
        ("0101", "01"),
    ]
    assert {each.holder_code for each in found} == {"01"}


def test_a_deduction_that_is_superseded_is_not_named_twice() -> None:
    accepted = books(
        u01="| qc_groups | direct_unit | source_unit |\n| 3 | 电力 | 子县 |",
        u0101="| qc_groups | direct_unit |\n| 3 | 电力 |",
    )

    assert [each.holder_code for each in roll_up(edition(), ROSTER, accepted).deductions] == ["01"]


@pytest.mark.parametrize(("own", "figure"), [(-5, Figure(-2, 3, -5)), (-2, Figure(1, 3, -2))])
def test_a_negative_entry_that_got_through_is_an_error_and_never_silent(own: int, figure: Figure) -> None:
    accepted = books(
        u0101=f"| qc_groups | direct_unit |\n| {own} | |\n| 3 | 电力 |", u0102="| qc_groups |\n| 9 |"
    )

    result = roll_up(edition(), ROSTER, accepted)

    assert result.figures["0101", "qc", "groups"] == figure
    assert {
        unit: [(fault.code, fault.severity, fault.sheet, fault.field) for fault in faults]
        for unit, faults in result.problems.items()
    } == {"0101": [("net_negative", "error", "qc", "qc_groups")]}


@pytest.mark.parametrize(("scope", "units"), [("", {"41", "01", "0101"}), ("01", {"01", "0101"})])
def test_a_negative_figure_is_told_of_no_unit_above_the_scope(scope: str, units: set[str]) -> None:
    accepted = books(u0101="| qc_groups |\n| -5 |")

    assert set(roll_up(edition(), ROSTER, accepted, scope).problems) == units


def test_an_entry_that_could_not_be_typed_takes_no_default() -> None:
    row = Row(5, {"team_count": 2}, faulty=frozenset({"team_enterprises"}))
    accepted = {"0101": submission("0101", {"enterprises": (row,)})}

    assert triples(accepted, "team", "enterprises")["41"] == (0, 0, 0)


def test_an_edition_that_adds_up_what_is_no_list_is_refused() -> None:
    broken = edition()
    card = form(FormKind.CARD, field("extra.sum", method=Method.SUM, base="qc.groups"))

    with pytest.raises(ValueError, match=r"extra\.sum"):
        roll_up(replace(broken, forms=(*broken.forms, card)), ROSTER, {})


def test_a_workbook_of_a_stranger_is_a_bug_of_the_caller() -> None:
    with pytest.raises(KeyError):
        roll_up(edition(), ROSTER, books(u7777=""))
