"""The charts of an analysis: which figures, of whom, in which measure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from qcxl.core.analysis.charts import MOST_UNITS, charts
from qcxl.model.analysis import Chart, ChartKind, Tone
from qcxl.model.edition import Edition, Fact
from qcxl.model.organisation import Level, Roster, Unit
from tests.support.analysed import counted
from tests.support.made_up import edition, roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
        02 乙市 市
        03 丙市 市
        90 电力 行业 直报
""")
WORKBOOKS = {
    "0101": """
        | qc_groups | benefit | qc_participants | employees | direct_unit |
        | 30 | 2500000 | 10 | 40 | |
        | 5 | 500000 | 3 | 9 | 电力 |
        """,
    "02": "| qc_groups | benefit |\n| 7 | 1 |",
    "90": "| qc_groups | qc_participants | employees |\n| 6 | 1 | 3 |",
}


def charted(*paths: str) -> Edition:
    return replace(edition(), facts={"charted": Fact("charted", "、".join(paths), "", "")})


def drawn(*paths: str, code: str = "41") -> tuple[Chart, ...]:
    """The charts of figures, without that of the returns."""
    found = charts(counted(ROSTER, WORKBOOKS, charted(*paths)), ROSTER.unit(code))
    return tuple(chart for chart in found if chart.kind is not ChartKind.SHARES)


def test_sums_are_net_by_child_and_in_the_measure_of_entry() -> None:
    groups, benefit = drawn("qc.groups", "qc.benefit")

    assert (groups.measure, groups.categories) == ("个", ("甲市", "乙市", "电力"))
    assert groups.series[0].values == (30, 7, 6)
    assert (benefit.measure, benefit.series[0].values) == (
        "万元",
        (Decimal("2.5"), Decimal("0.000001"), Decimal(0)),
    )


def test_ratios_of_one_form_share_a_chart_with_gaps() -> None:
    (chart,) = drawn("qc.participation")

    assert (chart.measure, chart.categories) == ("%", ("甲市", "电力"))
    assert [(series.label, series.values) for series in chart.series] == [
        ("participation", (Decimal(25), Decimal("33.33")))
    ]


def test_counted_rows_have_the_measure_of_the_form() -> None:
    (chart,) = drawn("team.recommended")

    assert (chart.measure, chart.series[0].values) == ("个", (0, 0, 0))


def test_where_no_child_reports_there_is_no_chart() -> None:
    assert drawn("qc.groups", "qc.participation", code="03") == ()


def test_only_the_largest_of_many_are_drawn_in_roster_order() -> None:
    many = tuple(
        Unit(f"{number:03}", f"县{number:03}", Level.COUNTY, "41", direct=False)
        for number in range(MOST_UNITS + 5)
    )
    units = Roster((Unit("41", "某省", Level.PROVINCE, "", direct=False), *many))
    workbooks = {unit.code: f"| qc_groups |\n| {int(unit.code) % 30 + 1} |" for unit in many}

    chart, *_ = charts(counted(units, workbooks, charted("qc.groups")), units.root)

    # 1…30 then 1…15: two each of 1 to 15, of which the five smallest are left out.
    assert len(chart.categories) == MOST_UNITS
    assert list(chart.categories) == sorted(chart.categories)
    assert sorted(int(value) for value in chart.series[0].values if value is not None)[:2] == [3, 4]
    assert f"{MOST_UNITS + 5} 家" in chart.title


def test_returns_are_shares_of_all_units_below() -> None:
    (chart,) = (
        each
        for each in charts(counted(ROSTER, WORKBOOKS, charted()), ROSTER.root)
        if each.kind is ChartKind.SHARES
    )

    assert dict(zip(chart.categories, chart.series[0].values, strict=True)) == {
        "已计入": 3,
        "本级没有报，下级已计入": 1,
        "没有收到": 1,
    }
    assert chart.tones == (Tone.GOOD, Tone.BY_BELOW, Tone.ABSENT)


def test_who_aggregates_waits_for_its_children_only() -> None:
    material = counted(ROSTER, {}, charted(), scope="01")

    (chart,) = charts(material, ROSTER.unit("01"))

    assert chart.categories == ("没有收到",)
    assert chart.series[0].values == (1,)


def test_a_unit_without_children_has_no_charts() -> None:
    assert charts(counted(ROSTER, WORKBOOKS, charted("qc.groups")), ROSTER.unit("90")) == ()
