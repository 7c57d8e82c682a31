"""Who reports directly, and which rows are left out because of it."""

from __future__ import annotations

import pytest

from qcxl.core.figures.additive import added_lists
from qcxl.core.rollup.contributions import who_counts
from qcxl.core.rollup.deduction import deductions_of, direct_unit_named, direct_units, list_deductions
from tests.support.made_up import edition, roster, rows, submission

ROSTER = roster("""
41 某省 省
    4101 甲市 市
        410101 子县 县
        4190 甲电 行业 直报
            419001 甲电一班 企业
    4180 直管县 县
    90 电力 行业 直报
        9001 电力分公司 企业
    91 烟草 行业 直报
    92 铁路 行业
    99 其他 其他
""")
BOTH = {"qc", "team"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("90", "90"),
        ("电力", "90"),
        ("电 力", "90"),
        ("９０", "90"),
        ("铁路", None),
        ("子县", None),
        ("没有这家", None),
        ("", None),
    ],
)
def test_a_direct_unit_is_named_by_code_or_name(text: str, code: str | None) -> None:
    found = direct_unit_named(ROSTER, text)

    assert (found.code if found else None) == code


def test_a_name_of_two_direct_units_names_none_of_them() -> None:
    namesakes = roster("""
        1 某省 省
            2 烟草 行业 直报
            3 烟草 行业 直报
    """)

    assert direct_unit_named(namesakes, "烟草") is None


def test_a_region_called_like_a_direct_unit_does_not_hide_it() -> None:
    namesakes = roster("1 某省 省\n    2 中原 市\n    3 中原 行业 直报")

    found = direct_unit_named(namesakes, "中原")

    assert found is not None
    assert found.code == "3"


@pytest.mark.parametrize(
    ("unit", "typed", "forms"),
    [
        ("410101", "电力", BOTH),
        ("410101", "91", BOTH),
        ("410101", "", set()),
        ("410101", "铁路", set()),
        ("410101", "没有这家", set()),
        ("4101", "电力", BOTH),
        ("4180", "电力", BOTH),
        ("41", "电力", BOTH),
        ("99", "电力", BOTH),
        ("92", "电力", BOTH),
        ("90", "电力", set()),
        ("90", "烟草", set()),
        ("9001", "烟草", set()),
        ("4190", "烟草", set()),
        ("419001", "烟草", set()),
    ],
)
def test_regions_leave_out_rows_of_direct_units(unit: str, typed: str, forms: set[str]) -> None:
    assert direct_units(edition(), ROSTER).deducting_forms(unit, typed) == forms


@pytest.mark.parametrize(
    ("direct_forms", "forms"),
    [
        ({}, {"qc", "team"}),
        ({"电力": ("qc", "team")}, {"qc", "team"}),
        ({"电力": ("qc",)}, {"qc"}),
        ({"电力": ()}, set()),
        ({"电 力": ("team",)}, {"team"}),
        ({"烟草": ()}, {"qc", "team"}),
    ],
)
def test_the_notice_says_for_which_forms_a_unit_is_direct(
    direct_forms: dict[str, tuple[str, ...]], forms: set[str]
) -> None:
    directs = direct_units(edition(direct_forms=direct_forms), ROSTER)

    assert directs.deducting_forms("410101", "电力") == forms


@pytest.mark.parametrize(
    ("qc_deducts", "team_deducts", "forms"),
    [(True, True, {"qc", "team"}), (True, False, {"qc"}), (False, True, {"team"}), (False, False, set())],
)
def test_a_form_that_deducts_nothing_leaves_nothing_out(
    qc_deducts: bool, team_deducts: bool, forms: set[str]
) -> None:
    directs = direct_units(edition(qc_deducts=qc_deducts, team_deducts=team_deducts), ROSTER)

    assert directs.deducting_forms("410101", "电力") == forms


def test_a_unit_that_is_direct_for_one_form_only_is_a_region_in_the_other() -> None:
    directs = direct_units(edition(direct_forms={"电力": ("qc",)}), ROSTER)

    assert directs.deducting_forms("90", "烟草") == {"team"}


def test_a_deduction_names_county_city_direct_unit_enterprise_and_amounts() -> None:
    members = rows("""
        | enterprise_name | credit_code | direct_unit | employees | qc_groups | team_count |
        |-----------------|-------------|-------------|-----------|-----------|------------|
        | 甲厂            | X1          | 电力        | 100       | 7         | 2          |
        | 乙厂            |             |             | 900       | 9         | 9          |
        |                 |             | 91          | 30        | 3         |            |
    """)

    found = list_deductions(
        direct_units(edition(), ROSTER), added_lists(edition())["enterprises"], "410101", "4101", members
    )

    assert [
        (each.county and each.county.code, each.city and each.city.code, each.direct_unit.code)
        for each in found
    ] == [("410101", "4101", "90"), ("410101", "4101", "91")]
    assert [(each.enterprise_name, each.credit_code) for each in found] == [("甲厂", "X1"), ("", "")]
    assert [each.amounts for each in found] == [
        {
            "employees": 100,
            "qc_participants": 0,
            "qc_groups": 7,
            "benefit": 0,
            "team_count": 2,
            "enterprise_count": 1,
            "team_enterprises": 1,
        },
        {
            "employees": 30,
            "qc_participants": 0,
            "qc_groups": 3,
            "benefit": 0,
            "team_count": 0,
            "enterprise_count": 1,
            "team_enterprises": 0,
        },
    ]
    assert [(each.holder_code, each.table, each.row.number) for each in found] == [
        ("4101", "enterprises", 5),
        ("4101", "enterprises", 7),
    ]


@pytest.mark.parametrize(
    ("unit", "county", "city"),
    [("410101", "410101", "4101"), ("4101", None, "4101"), ("4180", "4180", None), ("99", None, None)],
)
def test_a_deduction_belongs_to_the_nearest_county_and_city(
    unit: str, county: str | None, city: str | None
) -> None:
    added = added_lists(edition())["enterprises"]

    (found,) = list_deductions(
        direct_units(edition(), ROSTER), added, unit, unit, rows("| direct_unit |\n| 电力 |")
    )

    assert (found.county.code if found.county else None) == county
    assert (found.city.code if found.city else None) == city


def test_amounts_that_only_another_form_uses_are_not_deducted() -> None:
    notice = edition(direct_forms={"电力": ("qc",)})
    members = rows("| direct_unit | qc_groups | team_count |\n| 电力 | 7 | 2 |")

    (found,) = list_deductions(
        direct_units(notice, ROSTER), added_lists(notice)["enterprises"], "410101", "410101", members
    )

    assert found.forms == {"qc"}
    assert found.amounts["qc_groups"] == 7
    assert found.amounts["enterprise_count"] == 1
    assert "team_count" not in found.amounts


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("41", ["甲厂", "乙厂", "丙厂"]),
        ("4101", ["甲厂", "乙厂"]),
        ("410101", ["乙厂"]),
        ("4190", []),
        ("90", []),
        ("4180", ["丙厂"]),
        ("99", []),
    ],
)
def test_the_deductions_of_a_unit_are_those_of_all_that_is_below_it(code: str, names: list[str]) -> None:
    one = "| enterprise_name | direct_unit |\n| {} | 电力 |"
    accepted = {
        "4180": submission("4180", {"enterprises": rows(one.format("丙厂"))}),
        "4101": submission("4101", {"enterprises": rows(one.format("甲厂"))}),
        "410101": submission("410101", {"enterprises": rows(one.format("乙厂"))}),
        "4190": submission("4190", {"enterprises": rows(one.format("丁厂"))}),
    }
    contributions = who_counts(added_lists(edition()), ROSTER, accepted)

    found = deductions_of(edition(), ROSTER, contributions, code)

    assert [each.enterprise_name for each in found] == names
