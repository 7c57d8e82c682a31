"""From the province up a list of enterprises holds sums, one row for each direct unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.organisation import Roster
from qcxl.model.submission import Submission
from tests.core.aggregate.drawn import EDITION, aggregated, book, own_of, table
from tests.support.made_up import roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
            0190 甲电 行业 直报
        91 烟草 行业 直报
        90 电力 行业 直报
            9001 分公司 企业
""")
SUMS = ("qc_groups", "team_count", "enterprise_count", "team_enterprises")


def books(**enterprises: str) -> dict[str, Submission]:
    """One workbook for each `u<unit code>` with these enterprises."""
    return {
        name.removeprefix("u"): book(name.removeprefix("u"), enterprises=text)
        for name, text in enterprises.items()
    }


COUNTIES = books(
    u0101="""
        | enterprise_name | credit_code | direct_unit | qc_groups | team_count |
        | 甲厂            | X1          |             | 2         |            |
        | 乙厂            | X2          | 90          | 3         | 4          |
        | 丙厂            | X3          | 烟 草       | 10        | 0          |
    """,
    u0102="""
        | enterprise_name | direct_unit | qc_groups | enterprise_count | team_count | team_enterprises |
        | 丁厂            | 电力        | 5         |                  | 6          | 0                |
        |                 | 查无此家    | 100       | 7                | 50         | 3                |
    """,
)


def test_a_province_lists_sums_by_source_and_direct_unit() -> None:
    found = aggregated(ROSTER, "41", COUNTIES)

    assert table(found, "enterprises", "source_unit", "direct_unit", *SUMS) == [
        ("甲市", None, 102, 50, 8, 3),
        ("甲市", "烟草", 10, 0, 1, 0),
        ("甲市", "电力", 8, 10, 2, 1),
    ]
    assert found.brought == {"01": {"enterprises": 3}}


def test_subtotals_say_nothing_else_and_leave_no_figure_out() -> None:
    found = aggregated(
        ROSTER, "41", books(u0101="| enterprise_name | credit_code | qc_groups |\n| 甲厂 | X | 1 |")
    )

    (row,) = found.submission.tables["enterprises"].rows
    assert row.values == {
        "employees": 0,
        "qc_participants": 0,
        "qc_groups": 1,
        "benefit": 0,
        "team_count": 0,
        "enterprise_count": 1,
        "team_enterprises": 0,
        "source_unit": "甲市",
    }
    assert sorted(map(str, found.entries["enterprises"].values())) == [
        "0",
        "0",
        "0",
        "0",
        "0",
        "1",
        "1",
        "甲市",
    ]


def test_what_a_direct_unit_typed_as_its_direct_unit_is_not_deducted_above() -> None:
    accepted = books(
        u90="| enterprise_name | direct_unit | qc_groups |\n| 甲 | 烟草 | 1 |\n| 乙 | | 2 |",
        u9001="| enterprise_name | direct_unit | qc_groups |\n| 丙 | 电力 | 4 |",
        u0190="| enterprise_name | direct_unit | qc_groups |\n| 丁 | 烟草 | 8 |",
    )

    found = aggregated(ROSTER, "41", accepted)

    assert table(found, "enterprises", "source_unit", "direct_unit", "qc_groups") == [
        ("甲市", None, 8),
        ("电力", None, 7),
    ]


def test_own_enterprises_of_a_province_keep_their_names_and_other_lists_their_rows() -> None:
    own = book("41", enterprises="| enterprise_name | qc_groups |\n| 省直厂 | 1 |")
    county = book(
        "0101",
        enterprises="| enterprise_name | qc_groups |\n| 甲厂 | 2 |",
        judges="| judge_name |\n| 张三 |",
        teams="| team_name | recommended |\n| 一班 | 否 |",
    )

    found = aggregated(ROSTER, "41", {"41": own, "0101": county}, own_of(own), own)

    assert table(found, "enterprises", "enterprise_name", "source_unit", "qc_groups") == [
        ("省直厂", None, 1),
        (None, "甲市", 2),
    ]
    assert table(found, "judges", "judge_name", "source_unit") == [("张三", "甲市")]
    assert table(found, "teams", "team_name", "recommended", "source_unit") == [("一班", "否", "甲市")]


NATION = roster("1 全国 其他\n    41 某省 省\n        01 甲市 市\n            0101 子县 县")
ALONE = roster("·0 · 省\n    ·1 · 其他\n        1 全国 其他\n            41 某省 省")
WITHIN = roster("41 某省 省\n    99 其他 其他\n        9901 某企业 企业")


def nameless(units: Roster) -> Roster:
    """The roster as a workbook alone gives it: the units above have codes and no names."""
    return Roster(tuple(replace(unit, name="") if unit.code[0] == "·" else unit for unit in units.units))


@pytest.mark.parametrize(
    ("units", "unit", "child", "names"),
    [
        (NATION, "1", "41", [None]),
        (nameless(ALONE), "1", "41", [None]),
        (ROSTER, "41", "0101", [None]),
        (ROSTER, "01", "0101", ["甲厂"]),
        (ROSTER, "90", "9001", ["甲厂"]),
        (WITHIN, "99", "9901", ["甲厂"]),
    ],
    ids=["nation", "nation by its own workbook", "province", "city", "direct unit", "others"],
)
def test_subtotals_begin_at_the_province(
    units: Roster, unit: str, child: str, names: list[str | None]
) -> None:
    accepted = books(**{f"u{child}": "| enterprise_name | qc_groups |\n| 甲厂 | 2 |"})

    found = aggregated(units, unit, accepted)

    assert [name for (name,) in table(found, "enterprises", "enterprise_name")] == names


def test_a_nation_adds_up_the_subtotals_of_its_provinces() -> None:
    units = roster(
        "1 全国 其他\n    41 某省 省\n        01 甲市 市\n        02 乙市 市\n    90 电力 行业 直报"
    )
    province = books(
        u41="""
            | source_unit | direct_unit | qc_groups | enterprise_count | team_count | team_enterprises |
            | 甲市        |             | 2         | 5                | 3          | 2                |
            | 甲市        | 电力        | 1         | 1                | 0          | 0                |
            | 乙市        |             | 4         | 6                | 9          | 8                |
        """
    )

    found = aggregated(units, "1", province)

    assert table(found, "enterprises", "source_unit", "direct_unit", *SUMS) == [
        ("某省", None, 6, 12, 11, 10),
        ("某省", "电力", 1, 0, 1, 0),
    ]


def test_two_direct_units_of_a_name_are_told_apart_by_their_codes() -> None:
    units = roster("41 某省 省\n    01 甲市 市\n    90 电力 行业 直报\n    91 电力 行业 直报")
    city = books(
        u01="| credit_code | direct_unit | qc_groups |\n| 甲 | 91 | 1 |\n| 乙 | 90 | 2 |\n| 丙 | 电力 | 4 |"
    )

    found = aggregated(units, "41", city)

    assert table(found, "enterprises", "direct_unit", "qc_groups") == [(None, 4), ("90", 2), ("91", 1)]
    alone = roll_up(EDITION, units, {"41": found.submission}).figures["01", "qc", "groups"]
    assert (alone.gross, alone.direct) == (7, 3)
