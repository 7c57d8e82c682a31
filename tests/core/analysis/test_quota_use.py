"""名额使用: what the notice prints, what is put forward, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from qcxl.core.analysis.charts import charts
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.quota_use import quota_use_table
from qcxl.model.analysis import LineStyle, Table
from qcxl.model.edition import QUOTA_GROUP, Choice, Edition, Fact, FieldKind, Organisation
from tests.support.analysed import counted
from tests.support.made_up import edition, field, roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
        80 直管县 县
        81 又一县 县
        90 电力 行业 直报
        99 其他 其他
""")
QUOTAS = (
    Choice(QUOTA_GROUP, "teams", "班组总数", "", ""),
    Choice(QUOTA_GROUP, "teams.tier1", "一等", "teams", ""),
    Choice(QUOTA_GROUP, "teams.tier2", "二等", "teams", ""),
)
PRINTED: Mapping[str, Mapping[str, str]] = {
    "甲市": {"teams": "3", "teams.tier1": "1", "teams.tier2": "2"},
    "乙市": {"teams": "*", "teams.tier1": "自定"},
    "电力": {"teams": "2", "teams.tier1": "1", "teams.tier2": "1"},
    "其他": {"teams": "4"},
}


def notice(printed: Mapping[str, Mapping[str, str]], **facts: str) -> Edition:
    """The made-up edition with tiers and quotas of teams."""
    plain = edition()
    forms = tuple(
        replace(
            each,
            fields=(*each.fields[:-1], field("teams.tier", FieldKind.TEXT, ""), each.fields[-1]),
            recommended="recommended",
            tier="tier",
            quota="teams",
        )
        if each.id == "teams"
        else each
        for each in plain.forms
    )
    return replace(
        plain,
        forms=forms,
        choices={**plain.choices, QUOTA_GROUP: QUOTAS},
        organisations=tuple(Organisation(name, "", (), quotas, "") for name, quotas in printed.items()),
        facts={key: Fact(key, value, "", "") for key, value in facts.items()},
    )


def teams(*tiers: str, source: str = "") -> str:
    """A list of teams of these tiers; `否` is one that is not put forward."""
    lines = [
        f"| 班组{number} | {'否' if tier == '否' else ''} | {'' if tier == '否' else tier} | {source} |"
        for number, tier in enumerate(tiers)
    ]
    return "\n".join(("| team_name | recommended | tier | source_unit |", *lines))


PROVINCE = {
    "0101": {"teams": teams("一等", "二等", "否")},
    "0102": {"teams": teams("一等")},
    "80": {"teams": teams("一等", "二等")},
    "81": {"teams": teams()},
    "99": {"teams": teams("二等", "否")},
    "90": {"teams": teams("二等"), "enterprises": "| qc_participants | employees |\n| 1 | 3 |"},
}


def material(workbooks: Mapping[str, Mapping[str, str]] | None = None, **facts: str) -> Material:
    return counted(ROSTER, workbooks or PROVINCE, notice(PRINTED, **facts))


def quota_use(found: Material, code: str = "41") -> Table:
    return quota_use_table(found, ROSTER.unit(code))


def lines(table: Table) -> dict[object, tuple[object, ...]]:
    return {line.cells[0]: line.cells[1:10] for line in table.lines}


def test_quota_recommended_and_left_in_all_and_of_each_tier() -> None:
    table = quota_use(material(unlisted_quota="其他"))

    assert lines(table) == {
        "甲市": (3, 3, 0, 1, 2, -1, 2, 1, 1),
        "乙市": ("*", None, None, "自定", None, None, None, None, None),
        "电力": (2, 1, 1, 1, 0, 1, 1, 1, 0),
        "其他": (4, 3, 1, None, 1, None, None, 2, None),
        "合计": (9, 7, 2, 2, 3, None, 3, 4, None),
    }


def test_above_the_quota_is_a_fault_and_says_by_how_much() -> None:
    table = quota_use(material(unlisted_quota="其他"))

    assert [(line.cells[0], line.cells[-1]) for line in table.lines if line.style is LineStyle.FAULT] == [
        ("甲市", "一等超出 1 个")
    ]
    assert table.lines[-1].style is LineStyle.TOTAL


def test_units_without_a_row_draw_on_the_shared_one() -> None:
    table = quota_use(material(unlisted_quota="其他"))

    ((remark,),) = [(line.cells[-1],) for line in table.lines if line.cells[0] == "其他"]
    assert remark == "含 直管县（班组总数 2）"


def test_where_no_child_is_called_like_the_shared_row_it_stands_last() -> None:
    found = counted(ROSTER, PROVINCE, notice({"名录外": {"teams": "9"}}, unlisted_quota="名录外"))

    table = quota_use(found)

    assert [line.cells[:4] for line in table.lines] == [("名录外", 9, 7, 2), ("合计", 9, 7, 2)]


def test_without_a_shared_row_units_have_lines_without_quota() -> None:
    table = quota_use(material())

    assert lines(table)["直管县"][:3] == (None, 2, None)
    assert lines(table)["又一县"][:3] == (None, 0, None)


def test_in_a_city_its_own_row_is_the_total() -> None:
    table = quota_use(material({**PROVINCE, "01": {"teams": teams("二等")}}, unlisted_quota="其他"), "01")

    assert lines(table) == {
        "子县": (None, 2, None, None, 1, None, None, 1, None),
        "丑县": (None, 1, None, None, 1, None, None, 0, None),
        "本级": (None, 1, None, None, 0, None, None, 1, None),
        "合计": (3, 4, -1, 1, 2, -1, 2, 2, 0),
    }
    assert table.lines[-1].style is LineStyle.FAULT


def test_a_unit_that_reported_nothing_is_no_zero() -> None:
    table = quota_use(material())

    assert (lines(table)["乙市"][1], table.lines[1].cells[-1]) == (None, "没有计入")


def test_the_ratio_that_gives_direct_units_their_quota_stands_beside_them() -> None:
    table = quota_use(material(direct_quota_ratio="qc.participation"))

    ratio = [each.group for each in table.columns].index("直报单位")
    assert {line.cells[0]: line.cells[ratio] for line in table.lines if line.cells[ratio] is not None} == {
        "电力": Decimal("33.33")
    }
    assert table.columns[ratio].measure == "%"


def test_every_line_has_a_cell_for_each_column() -> None:
    bare, full = material(), material(direct_quota_ratio="qc.participation", unlisted_quota="其他")

    for table in map(quota_use, (bare, full)):
        assert {len(line.cells) for line in table.lines} == {len(table.columns)}


def test_a_notice_without_quotas_has_no_lines() -> None:
    assert quota_use(counted(ROSTER, PROVINCE)).lines == ()


@pytest.mark.parametrize(
    ("code", "categories", "quota", "used"),
    [
        ("41", ("甲市", "电力", "其他"), (3, 2, 4), (3, 1, 3)),
        ("01", ("班组总数", "一等", "二等"), (3, 1, 2), (3, 2, 1)),
    ],
)
def test_the_chart_draws_units_of_a_province_and_tiers_of_a_city(
    code: str, categories: tuple[str, ...], quota: tuple[int, ...], used: tuple[int, ...]
) -> None:
    (chart,) = (
        each
        for each in charts(material(unlisted_quota="其他"), ROSTER.unit(code))
        if each.series[0].label == "名额"
    )

    assert chart.categories == categories
    assert [series.values for series in chart.series] == [quota, used]
