"""Files whose name, sheets or rows say that they are another unit's return (contract 3.8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from qcxl.core.acceptance import Status
from qcxl.demo.fill import Filled
from qcxl.model.problem import Severity
from qcxl.tasks.aggregate import aggregate_workbook
from qcxl.tasks.validate import validate_files
from tests.support.crews import INLINE
from tests.support.inbox import (
    DUE,
    enterprise,
    fill,
    hold_night,
    night_over,
    put,
    returned,
    with_identity,
    zipped,
)

XI = [enterprise("息县示例机械有限公司"), enterprise("息县示例食品有限公司", employees=210)]
SHIHE = [enterprise("浉河示例茶业有限公司"), enterprise("浉河示例纺织有限公司", employees=310)]
PLAIN = [enterprise("示例一机械有限公司", employees=410), enterprise("示例二机械有限公司", employees=420)]
OTHERS = [enterprise("示例三机械有限公司", employees=510), enterprise("示例四机械有限公司", employees=520)]
CONTRADICTED = "identity_contradicted_by_"


def typed(data: bytes, cells: Mapping[tuple[str, str], str]) -> bytes:
    """A workbook with texts typed over cells, by sheet and cell."""
    filled = Filled(BytesIO(data))
    for (sheet, cell), text in cells.items():
        filled.workbook[sheet][cell] = text
    return filled.data()


def contradictions(inbox: Path) -> dict[str, list[str]]:
    """What contradicts each file of an inbox, by the last word of the code."""
    return {
        outcome.received.file: [
            problem.code.removeprefix(CONTRADICTED)
            for problem in outcome.received.problems
            if problem.code.startswith((CONTRADICTED, "shown_unit"))
        ]
        for outcome in night_over(inbox).returns.outcomes
    }


def test_a_copied_neighbours_workbook_goes_back_and_the_earlier_return_stays_in_force(tmp_path: Path) -> None:
    copied = typed(returned("411528", *SHIHE), {("填报说明", "B4"): "浉河区"})
    inbox = fill(tmp_path / "in", {"411528_息县.xlsx": returned("411528", *XI), "浉河区.xlsx": copied})

    outputs = hold_night(inbox, tmp_path / "out")

    assert outputs.statuses == {"411528_息县.xlsx": "accepted", "浉河区.xlsx": "returned"}
    lines = [row for row in outputs.rows("problems.csv") if row["code"].startswith(CONTRADICTED)]
    assert [(row["code"].removeprefix(CONTRADICTED), row["sheet"], row["cell"]) for row in lines] == [
        ("name", "", ""),
        ("sheet", "填报说明", "B4"),
        ("places", "企业明细", "A6"),
    ]
    assert all("“息县”" in row["message"] and "“浉河区”" in row["message"] for row in lines)
    assert all("浉河区" in row["remedy"] for row in lines)
    assert (outputs.folder / "return" / "411528_息县.xlsx").is_file()


@pytest.mark.parametrize(
    ("file", "unit", "expected"),
    [
        ("息县.xlsx", "411528", []),
        ("息县 - 副本.xlsx", "411528", []),
        ("信阳市息县报送.xlsx", "411528", []),
        ("信阳市.xlsx", "411528", []),
        ("质量管理小组统计表.xlsx", "411528", []),
        ("浉河区/息县.xlsx", "411528", []),
        ("浉河区/统计表.xlsx", "411528", []),
        ("浉河区和息县.xlsx", "411528", []),
        ("其他.xlsx", "411528", []),
        ("浉河区.xlsx", "411528", ["name"]),
        ("浉河报送.xlsx", "411528", ["name"]),
        ("息县/浉河区(1).xlsx", "411528", ["name"]),
        ("411502.xlsx", "411528", ["name"]),
        ("浉河区（信阳市）.xlsx", "411528", ["name"]),
        ("兰考县.xlsx", "4115", ["name"]),
        ("国网河南省电力公司.xlsx", "411528", ["name"]),
        ("郑州移动.xlsx", "HY10", []),
        ("郑州市.xlsx", "HY10", ["name"]),
    ],
)
def test_a_file_name_contradicts_that_names_another_unit_alone(
    tmp_path: Path, file: str, unit: str, expected: list[str]
) -> None:
    put(tmp_path / "in", file, returned(unit, *PLAIN))

    assert contradictions(tmp_path / "in") == {file: expected}


def test_a_member_of_a_zip_has_a_name_of_its_own(tmp_path: Path) -> None:
    data = returned("411528", *PLAIN)
    put(tmp_path / "in", "浉河区.zip", zipped({"统计表.xlsx": data}))
    put(tmp_path / "in", "息县.zip", zipped({"浉河区.xlsx": data}))

    assert contradictions(tmp_path / "in") == {"浉河区.zip!统计表.xlsx": [], "息县.zip!浉河区.xlsx": ["name"]}


def test_of_two_copies_the_one_with_the_wrong_name_goes_back_and_the_other_counts(tmp_path: Path) -> None:
    data = returned("411528", *PLAIN)
    files = {"浉河区.xlsx": data, "浉河区(1).xlsx": data, "息县.xlsx": data, "浉河区(2).xlsx": data}

    outcomes = night_over(fill(tmp_path / "in", files)).returns.outcomes

    assert {outcome.received.file: outcome.status for outcome in outcomes} == {
        "浉河区.xlsx": Status.SUPERSEDED,
        "浉河区(1).xlsx": Status.DUPLICATE,
        "息县.xlsx": Status.ACCEPTED,
        "浉河区(2).xlsx": Status.DUPLICATE,
    }


@pytest.mark.parametrize(
    ("unit", "sheet", "cell", "text", "expected"),
    [
        ("411528", "填报说明", "B4", "浉河区", ["sheet"]),
        ("411528", "填报说明", "B4", "信阳市", ["sheet"]),
        ("411528", "填报说明", "B4", "信阳市息县", []),
        ("411528", "填报说明", "B4", "息县质量协会", []),
        ("411528", "填报说明", "B4", "示例办公室", ["shown_unit_differs"]),
        ("411528", "填报说明", "D4", "411502", ["sheet"]),
        ("411528", "填报说明", "D4", "0376", []),
        ("411528", "附件5", "A4", "推荐单位（公章）浉河区", ["sheet"]),
        ("411528", "附件5", "A4", "推荐单位(公章)：息县", []),
        ("411528", "企业明细", "A3", "推荐单位：浉河区", ["sheet"]),
        ("411528", "企业明细", "A3", "推荐单位：息县", []),
        ("411528", "附件9-2", "A3", "浉河区", ["sheet"]),
        ("411528", "附件9-2", "A3", "", []),
        ("HY01", "填报说明", "B4", "国家电网河南省电力公司", ["shown_unit_differs"]),
        ("HY01", "填报说明", "B4", "国网河南电力", []),
        ("HY01", "填报说明", "B4", "国网信阳市供电公司", ["shown_unit_differs"]),
        ("HY01", "填报说明", "B4", "中原油田", ["sheet"]),
    ],
)
def test_a_visible_unit_contradicts_that_names_another(
    tmp_path: Path, unit: str, sheet: str, cell: str, text: str, expected: list[str]
) -> None:
    put(tmp_path / "in", "a.xlsx", typed(returned(unit, *PLAIN), {(sheet, cell): text}))

    assert contradictions(tmp_path / "in") == {"a.xlsx": expected}


@pytest.mark.parametrize(
    ("unit", "names", "expected"),
    [
        ("411528", ["浉河示例茶业有限公司", "浉河区示例纺织有限公司"], ["places"]),
        ("411528", ["河南省信阳市浉河区示例茶业有限公司", "示例纺织（浉河）有限公司"], ["places"]),
        ("411528", ["浉河示例茶业有限公司", "兰考示例乐器有限公司", "兰考示例琴厂有限公司"], ["places"]),
        ("411528", ["浉河示例茶业有限公司"], []),
        ("411528", ["浉河示例茶业有限公司", "示例纺织有限公司"], []),
        ("411528", ["浉河示例茶业有限公司", "息县示例纺织有限公司"], []),
        ("411528", ["信阳示例茶业有限公司", "信阳市示例纺织有限公司"], []),
        ("411528", ["郑州示例茶业有限公司", "郑州示例纺织有限公司"], []),
        ("4115", ["浉河示例茶业有限公司", "息县示例纺织有限公司"], []),
        ("4115", ["郑州示例茶业有限公司", "郑州示例纺织有限公司"], ["places"]),
        ("HY10", ["郑州示例茶业有限公司", "郑州示例纺织有限公司"], []),
        ("QT01", ["郑州示例茶业有限公司", "兰考示例纺织有限公司"], []),
    ],
)
def test_rows_contradict_that_all_carry_another_region(
    tmp_path: Path, unit: str, names: list[str], expected: list[str]
) -> None:
    rows = [enterprise(name, employees=101 + at) for at, name in enumerate(names)]
    put(tmp_path / "in", "a.xlsx", returned(unit, *rows))

    assert contradictions(tmp_path / "in") == {"a.xlsx": expected}


MARKED = [{**row, "direct_unit": "中原油田"} for row in PLAIN]


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        pytest.param({"a": ("411528", PLAIN), "b": ("411502", PLAIN)}, ["b"], id="the later one"),
        pytest.param(
            {"a": ("411502", OTHERS), "b": ("411502", PLAIN), "c": ("411528", PLAIN)},
            ["b"],
            id="the one whose unit returned others before",
        ),
        pytest.param(
            {"息县": ("411502", PLAIN), "b": ("411528", PLAIN)}, ["息县"], id="the one that its name doubts"
        ),
        pytest.param(
            {"a": ("411502", [*XI, PLAIN[0]]), "b": ("411528", XI)}, ["a"], id="the one whose names say so"
        ),
        pytest.param({"a": ("411528", PLAIN), "b": ("411502", [PLAIN[0], *OTHERS])}, [], id="a few rows"),
        pytest.param({"a": ("411528", PLAIN), "b": ("411502", OTHERS)}, [], id="other names"),
        pytest.param(
            {"a": ("411528", PLAIN), "b": ("411502", [{**row, "employees": 99} for row in PLAIN])},
            [],
            id="other figures",
        ),
        pytest.param({"a": ("411528", PLAIN), "b": ("4115", PLAIN)}, [], id="a unit above"),
        pytest.param({"a": ("411528", MARKED), "b": ("HY10", PLAIN)}, [], id="deducted"),
        pytest.param({"a": ("411528", PLAIN), "b": ("HY10", PLAIN)}, [], id="a direct unit"),
        pytest.param({"a": ("411528", PLAIN[:1]), "b": ("411502", PLAIN[:1])}, [], id="one row"),
    ],
)
def test_most_rows_are_another_units_return(
    tmp_path: Path, files: dict[str, tuple[str, list[dict[str, object]]]], wrong: list[str]
) -> None:
    inbox = fill(
        tmp_path / "in", {f"{name}.xlsx": returned(unit, *rows) for name, (unit, rows) in files.items()}
    )

    found = contradictions(inbox)

    assert [name.removesuffix(".xlsx") for name, codes in found.items() if "rows" in codes] == wrong


def test_a_parent_sends_a_copied_neighbours_workbook_back_too(tmp_path: Path) -> None:
    files = {"息县.xlsx": returned("411528", *XI), "浉河区.xlsx": returned("411528", *SHIHE)}
    own = put(tmp_path, "本级.xlsx", returned("4115"))

    done = aggregate_workbook(own, fill(tmp_path / "in", files), DUE, INLINE)

    assert {outcome.received.file: outcome.status for outcome in done.returns.outcomes} == {
        "息县.xlsx": Status.ACCEPTED,
        "浉河区.xlsx": Status.RETURNED,
    }


@pytest.mark.parametrize(
    ("file", "unit", "cells", "names", "expected"),
    [
        ("息县.xlsx", "411528", {}, ["息县示例一有限公司", "息县示例二有限公司"], []),
        ("统计表.xlsx", "411528", {}, ["信阳市示例一有限公司", "信阳示例二有限公司"], []),
        ("统计表.xlsx", "411528", {}, ["光山县示例一有限公司", "示例二有限公司"], []),
        (
            "统计表.xlsx",
            "411528",
            {},
            ["光山县示例一有限公司", "河南省信阳市光山县示例二有限公司"],
            ["places"],
        ),
        ("统计表.xlsx", "411528", {("填报说明", "B4"): "光山县"}, ["示例一有限公司"], ["sheet"]),
        (
            "统计表.xlsx",
            "411528",
            {("填报说明", "B4"): "示例办公室"},
            ["示例一有限公司"],
            ["shown_unit_differs"],
        ),
        ("安阳市.xlsx", "411528", {}, ["示例一有限公司"], ["name"]),
        ("统计表.xlsx", "4115", {}, ["光山县示例一有限公司", "光山县示例二有限公司"], []),
        ("信阳市.xlsx", "411528", {}, ["示例一有限公司"], []),
    ],
)
def test_validate_judges_by_what_the_workbook_and_its_edition_know(
    tmp_path: Path,
    file: str,
    unit: str,
    cells: dict[tuple[str, str], str],
    names: list[str],
    expected: list[str],
) -> None:
    rows = [enterprise(name, employees=101 + at) for at, name in enumerate(names)]
    path = put(tmp_path, file, typed(returned(unit, *rows), cells))

    (judged,) = validate_files([path], INLINE)

    found = [problem.code.removeprefix(CONTRADICTED) for problem in judged.problems]
    assert [code for code in found if code in ("name", "sheet", "places", "shown_unit_differs")] == expected


def test_a_remedy_that_is_followed_leads_to_acceptance(tmp_path: Path) -> None:
    copied = typed(returned("411528", *SHIHE), {("填报说明", "B4"): "浉河区"})
    fill(tmp_path / "in", {"浉河区.xlsx": copied, "息县.xlsx": returned("411528", *XI)})
    put(tmp_path / "in", "浉河区(2).xlsx", returned("411502", *SHIHE))

    outcomes = night_over(tmp_path / "in").returns.outcomes

    accepted = [each.received for each in outcomes if each.status is Status.ACCEPTED]
    assert [(each.file, each.unit_code) for each in accepted] == [
        ("息县.xlsx", "411528"),
        ("浉河区(2).xlsx", "411502"),
    ]
    assert not [
        each for received in accepted for each in received.problems if each.severity is Severity.ERROR
    ]


def test_a_workbook_of_an_unknown_unit_is_not_compared_with_names(tmp_path: Path) -> None:
    strange = with_identity(returned("411528", *SHIHE), unit_code="499999")
    put(tmp_path / "in", "浉河区.xlsx", strange, dt.datetime(2020, 7, 1, tzinfo=dt.UTC))

    assert contradictions(tmp_path / "in") == {"浉河区.xlsx": []}


def test_a_copy_named_after_another_unit_goes_back_and_is_no_mere_duplicate(tmp_path: Path) -> None:
    data = returned("411502", *SHIHE)
    for name, day in (("浉河区.xlsx", 1), ("息县.xlsx", 2)):
        put(tmp_path / "in", name, data, dt.datetime.fromisoformat(f"2020-07-0{day}T09:00:00+08:00"))

    outputs = hold_night(tmp_path / "in", tmp_path / "out")

    assert outputs.statuses == {"浉河区.xlsx": "accepted", "息县.xlsx": "returned"}
    assert outputs.codes("息县.xlsx") == [f"{CONTRADICTED}name"]
