"""报送情况: every unit with its state, however its workbook fared."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from qcxl.core.acceptance import Received, Status, settle
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.submission_states import returns_table
from qcxl.core.analysis.unit_states import State, unit_returns
from qcxl.model.analysis import LineStyle
from qcxl.model.catalogue import problem
from qcxl.model.form import FieldKind, FormKind
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Card, Value
from tests.support.analysed import cells, counted
from tests.support.made_up import edition, field, form, roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
            0103 卯县 县
        02 乙市 市
            0201 寅县 县
        90 电力 行业 直报
""")
BEIJING = dt.timezone(dt.timedelta(hours=8))
LATE = problem("submitted_late", received="2020-07-11", due="2020-07-10")
FAULT = problem("column_missing", severity=Severity.ERROR, sheet="企业明细", field="职工总数")
SLIP = replace(FAULT, severity=Severity.WARNING)
UNREADABLE = problem("map_missing")
ONE = "| enterprise_name | qc_groups |\n| 甲厂 | 1 |"
COVER = form(
    FormKind.COVER, field("cover.preparer", FieldKind.TEXT, ""), field("cover.filled_on", FieldKind.DATE, "")
)


def at(hour: int, file: str, code: str, *problems: Problem, status: Status | None = None) -> Received:
    """A file received on that hour."""
    name = ROSTER.unit(code).name if ROSTER.get(code) else ""
    received_at = dt.datetime(2020, 7, 6, hour, 30, 15, 999, tzinfo=BEIJING)
    return Received(file, received_at, code, name, status, problems)


def received(files: list[Received], listed: dict[str, str] | None = None, scope: str = "") -> Material:
    """The material of these files; those that count hold one row, or what `listed` says."""
    outcomes = settle(files)
    accepted = [one for one in outcomes if one.status is Status.ACCEPTED]
    material = counted(
        ROSTER,
        {one.received.unit_code: (listed or {}).get(one.received.unit_code, ONE) for one in accepted},
        scope=scope,
    )
    return replace(
        material,
        outcomes=outcomes,
        holders={one.received.unit_code: one.received.file for one in accepted},
    )


def states(material: Material, code: str = "41") -> dict[str, State]:
    return {each.unit.code: each.state for each in unit_returns(material, ROSTER.unit(code))}


def test_every_unit_below_has_a_state() -> None:
    material = received([at(9, "a.xlsx", "0101"), at(10, "b.xlsx", "0102", FAULT), at(11, "e.xlsx", "90")])

    assert states(material) == {
        "01": State.BELOW,
        "0101": State.COUNTED,
        "0102": State.RETURNED,
        "0103": State.MISSING,
        "02": State.MISSING,
        "0201": State.MISSING,
        "90": State.COUNTED,
    }
    assert states(material, "01").keys() == {"0101", "0102", "0103"}


def test_what_a_city_lists_of_its_counties_counts() -> None:
    listed = "| enterprise_name | qc_groups | source_unit |\n| 甲厂 | 1 | 子县 |\n| 乙厂 | 1 | 丑县 |"
    material = received(
        [at(9, "a.xlsx", "0101"), at(10, "b.xlsx", "0102", FAULT), at(11, "c.xlsx", "01")], {"01": listed}
    )

    found = {each.unit.code: (each.state, each.remark) for each in unit_returns(material, ROSTER.root)}
    assert found["01"] == (State.COUNTED, "")
    assert found["0101"] == (State.LISTED, "按上级列报的计入（c.xlsx）；自己的表只作核对")
    assert found["0102"][0] is State.RETURNED
    assert found["0102"][1].startswith("按上级列报的计入（c.xlsx）")


def test_a_faulty_file_after_a_good_one_leaves_that_in_force() -> None:
    material = received([at(9, "好.xlsx", "0101"), at(10, "坏.xlsx", "0101", FAULT)])

    (found,) = (each for each in unit_returns(material, ROSTER.root) if each.unit.code == "0101")
    assert found.state is State.COUNTED
    assert found.received is not None
    assert found.received.file == "好.xlsx"
    assert "坏.xlsx" in found.remark


def test_the_latest_of_several_faulty_files_is_shown() -> None:
    material = received([at(10, "二.xlsx", "0101", FAULT), at(9, "一.xlsx", "0101", FAULT)])

    table = returns_table(material, ROSTER.unit("01"))

    assert cells(table, "文件")[0] == ("二.xlsx",)


def test_a_line_says_when_which_file_and_how_many_problems() -> None:
    table = returns_table(received([at(9, "a.xlsx", "0101", LATE, SLIP, SLIP)]), ROSTER.root)

    assert cells(table, "单位", "级别", "上级", "状态", "逾期", "收到时间", "文件", "必改", "须说明")[:2] == [
        ("甲市", "市", "某省", "本级没有报，下级已计入", "", None, "", None, None),
        (
            *("　子县", "县", "甲市", "已计入", "逾期"),
            *(
                dt.datetime.fromisoformat("2020-07-06 09:30:15"),
                "a.xlsx",
                0,
                2 + (LATE.severity is Severity.WARNING),
            ),
        ),
    ]


def test_problems_of_the_roll_up_count_with_the_file_they_are_about() -> None:
    material = received([at(9, "a.xlsx", "0101")])
    material = replace(material, rollup=replace(material.rollup, problems={"0101": (SLIP,)}))

    table = returns_table(material, ROSTER.unit("01"))

    assert cells(table, "必改", "须说明")[0] == (0, 1)


def test_who_filled_it_in_comes_from_the_cover_and_the_roster() -> None:
    notice = edition()
    notice = replace(notice, forms=(COVER, *notice.forms))
    material = counted(ROSTER, {"0101": ONE}, notice)
    values: dict[str, Value] = {"preparer": "示例填表人", "filled_on": dt.date(2020, 7, 1)}
    filled = replace(material.accepted["0101"], cards={"cover": Card("cover", "cover", {}, values)})
    units = tuple(
        replace(unit, contact="示例联系人", mobile="13800000000") if unit.code == "0101" else unit
        for unit in ROSTER.units
    )
    material = replace(material, accepted={"0101": filled}, roster=replace(ROSTER, units=units))

    table = returns_table(material, material.roster.unit("01"))

    assert cells(table, "preparer", "filled_on", "联系人", "手机") == [
        ("示例填表人", dt.date(2020, 7, 1), "示例联系人", "13800000000"),
        (None, None, "", ""),
        (None, None, "", ""),
    ]


def test_files_of_nobody_stand_at_the_end() -> None:
    stray = at(12, "扫描件.xlsx", "", UNREADABLE, status=Status.QUARANTINED)
    unknown = replace(at(13, "x.xlsx", "77", FAULT), unit_name="没有这个县")
    ignored = at(14, "说明.txt", "", status=Status.IGNORED)
    material = received([at(9, "a.xlsx", "0101"), stray, unknown, ignored])

    table = returns_table(material, ROSTER.root)

    assert cells(table, "单位", "状态", "文件")[7:] == [
        ("（不知道是谁）", "读不了或不知道是谁", "扫描件.xlsx"),
        ("（名录里没有“没有这个县”）", "读不了或不知道是谁", "x.xlsx"),
    ]
    assert {line.style for line in table.lines[7:]} == {LineStyle.FAULT}
    assert any("2 个文件" in note for note in table.notes)
    # Once in the whole run, not again for each city.
    assert len(returns_table(material, ROSTER.unit("01")).lines) == 3


ISSUED = roster("""
    ·0 全国 省
        ·1 某省 省
            01 甲市 市
                0101 子县 县
                    010101 子乡 其他
                    010102 丑乡 其他
                0102 丑县 县
        90 电力 行业 直报
""")


def aggregated() -> Material:
    """What a city aggregates: a county that lists one of its own two children, and files of others."""
    outsider = problem("not_a_child", value="0201", unit_name="寅县", unit="甲市")
    late_born = problem("child_not_listed", value="0199", unit_name="新县", unit="甲市")
    own = problem("own_workbook", unit="甲市")
    files = [
        at(9, "a.xlsx", "0101", LATE),
        replace(at(10, "x.xlsx", "0201", outsider, status=Status.IGNORED), unit_name="寅县"),
        replace(at(11, "y.xlsx", "0199", late_born, status=Status.IGNORED), unit_name="新县"),
        at(12, "自己.xlsx", "01", own, status=Status.IGNORED),
        at(13, "说明.txt", "", UNREADABLE, status=Status.IGNORED),
    ]
    rows = "| enterprise_name | qc_groups | source_unit |\n| 甲厂 | 1 | 子乡 |"
    return replace(
        counted(ISSUED, {"0101": rows}, scope="01"), outcomes=settle(files), holders={"0101": "a.xlsx"}
    )


def test_who_aggregates_expects_its_children_only() -> None:
    table = returns_table(aggregated(), ISSUED.unit("01"))

    assert "应报 2 家，已报 1 家，有错 0 家，没收到 1 家，逾期 1 家。" in " ".join(table.notes)
    assert cells(table, "单位", "级别", "状态")[:4] == [
        ("子县", "县", "已计入"),
        ("　子乡", "", "由上级列报"),
        ("　丑乡", "", "上级没有列报"),
        ("丑县", "县", "没有收到"),
    ]


def test_workbooks_of_no_child_stand_at_the_end() -> None:
    table = returns_table(aggregated(), ISSUED.unit("01"))

    found = zip(cells(table, "单位", "状态", "文件"), table.lines, strict=True)
    assert [(*told, line.style) for told, line in found][4:] == [
        ("寅县", "不是下级交来的", "x.xlsx", LineStyle.PLAIN),
        ("新县", "下级名单里没有它", "y.xlsx", LineStyle.FAULT),
    ]


def test_the_counts_stand_above() -> None:
    files = [at(9, "a.xlsx", "0101", LATE), at(10, "b.xlsx", "0102", FAULT), at(11, "e.xlsx", "90")]
    table = returns_table(received(files), ROSTER.root)

    assert "应报 7 家，已报 3 家，有错 1 家，没收到 4 家，逾期 1 家。" in table.notes


def test_every_line_has_a_cell_for_each_column() -> None:
    files = [at(9, "a.xlsx", "0101"), at(12, "扫描件.xlsx", "", UNREADABLE, status=Status.QUARANTINED)]
    table = returns_table(received(files), ROSTER.root)

    assert {len(line.cells) for line in table.lines} == {len(table.columns)}


def test_a_unit_without_children_has_no_lines() -> None:
    assert returns_table(received([]), ROSTER.unit("90")).lines == ()
