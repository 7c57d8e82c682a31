"""名额使用: what the notice prints, what is put forward, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from qcxl.core.analysis.charts import charts
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.quota_use import quota_use_table
from qcxl.model.analysis import AnalysisTable, LineStyle
from tests.support.analysed import counted
from tests.support.made_up import roster
from tests.support.quotas import notice, teams

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
PRINTED: Mapping[str, Mapping[str, str]] = {
    "甲市": {"teams": "3", "teams.tier1": "1", "teams.tier2": "2"},
    "乙市": {"teams": "*", "teams.tier1": "自定"},
    "电力": {"teams": "2", "teams.tier1": "1", "teams.tier2": "1"},
    "其他": {"teams": "4"},
}


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


def quota_use(found: Material, code: str = "41") -> AnalysisTable:
    return quota_use_table(found, ROSTER.unit(code))


def lines(table: AnalysisTable) -> dict[object, tuple[object, ...]]:
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


DEEPER = roster("""
    41 某省 省
        80 直管县 县
            8001 某镇 其他
            8002 其他 其他
        90 电力 行业 直报
            9001 分公司 企业
""")
LISTED = {
    "41": {"teams": teams("一等", source="直管县") + "\n| 班组9 | | 二等 | 电力 |"},
    "80": {"teams": teams("一等", "一等")},
    "8001": {"teams": teams("一等", "一等", "二等")},
    "9001": {"teams": teams("一等")},
}


@pytest.mark.parametrize(
    ("code", "name", "counts"),
    [
        # The parent's rows are all of a total: neither the unit's own rows nor its children's add to them.
        ("80", "其他", (4, 1, 3)),
        ("90", "上级列报", (None, 1, None)),
    ],
)
def test_what_the_parent_lists_is_counted_once(code: str, name: str, counts: tuple[object, ...]) -> None:
    table = quota_use_table(
        counted(DEEPER, LISTED, notice(PRINTED, unlisted_quota="其他")), DEEPER.unit(code)
    )

    assert lines(table)[name][:3] == counts
    assert lines(table)["合计"][1] == 1
    assert "本级" not in lines(table)


def test_a_unit_with_a_row_below_one_without_draws_on_its_own() -> None:
    units = roster("""
        41 某省 省
            80 直管县 县
                01 甲市 其他
    """)
    found = counted(
        units,
        {"80": {"teams": teams("一等")}, "01": {"teams": teams("一等", "二等")}},
        notice(PRINTED, unlisted_quota="其他"),
    )

    assert lines(quota_use_table(found, units.unit("41")))["其他"][:3] == (4, 1, 3)
    assert lines(quota_use_table(found, units.unit("80")))["甲市"][:3] == (3, 2, 1)


@pytest.mark.parametrize(("measure", "shown"), [("条", "条"), ("万个", "个")])
def test_rows_are_counted_as_the_statistics_count_them(measure: str, shown: str) -> None:
    plain = notice(PRINTED)
    forms = tuple(
        replace(
            each,
            fields=tuple(
                replace(one, measure=measure) if one.base == "teams.recommended" else one
                for one in each.fields
            ),
        )
        for each in plain.forms
    )
    found = counted(ROSTER, PROVINCE, replace(plain, forms=forms))

    assert {each.measure for each in quota_use(found).columns[1:10]} == {shown}
    assert {each.measure for each in charts(found, ROSTER.unit("41")) if each.series[0].label == "名额"} == {
        shown
    }


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
