"""What a night leaves for units with children: workbooks that carry the figures on (contracts 3.5, 3.6)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

from qcxl.core.reading.intake import take_in
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem, Severity
from qcxl.store import lane
from qcxl.store.workers import Workers
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.validate import validate_files
from tests.support.crews import INLINE, LateExecutor
from tests.support.inbox import FAULTY, Outputs, enterprise, fill, group, hold_night, returned
from tests.support.marked import results
from tests.support.workbooks import edition, open_workbook

FILES: Mapping[str, bytes] = {
    "河南省.xlsx": returned("41", enterprise("河南示例集团有限公司")),
    "信阳市.xlsx": returned("4115", enterprise("信阳示例集团有限公司")),
    "浉河区.xlsx": returned(
        "411502",
        enterprise("信阳示例茶业有限公司", qc_groups_registered=7, qc_benefit=0.000123),
        enterprise("信阳示例供电有限公司", direct_unit="HY01", employees=77),
        lists={"qc_groups": [group("春芽QC小组", "信阳示例茶业有限公司", tier="一等")]},
    ),
    "息县.xlsx": returned("411528", enterprise("息县示例机械有限公司", qc_groups_with_results=3)),
    "郑州市.xlsx": returned("4101", FAULTY),
    "兰考县.xlsx": returned("410225", enterprise("兰考示例乐器有限公司")),
    "电力.xlsx": returned("HY01", enterprise("信阳示例供电有限公司", employees=77)),
}
CITY = "4115_信阳市"
PROVINCE = "41_河南省"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    folder = tmp_path_factory.mktemp("night")
    return hold_night(fill(folder / "收件", FILES), folder / "结果")


def root(outputs: Outputs) -> list[dict[str, str]]:
    return [row for row in outputs.rows("rollup.csv") if row["unit_code"] == "41"]


def without(*names: str) -> dict[str, bytes]:
    return {name: data for name, data in FILES.items() if name not in names}


@pytest.mark.parametrize("unit", [CITY, PROVINCE])
def test_units_with_children_get_their_workbook_and_its_analysis(outputs: Outputs, unit: str) -> None:
    files = {path.name for path in (outputs.folder / "单位" / unit).iterdir() if path.is_file()}

    assert files == {f"{unit}.xlsx", f"{unit}_汇总.xlsx"}


def test_units_without_children_get_neither(outputs: Outputs) -> None:
    folders = [path.parent.name for path in outputs.folder.glob("单位/*/*_汇总.xlsx")]

    assert sorted(folders) == sorted([CITY, PROVINCE])


@pytest.mark.parametrize("unit", [CITY, PROVINCE])
def test_a_parents_workbook_passes_validation(outputs: Outputs, unit: str) -> None:
    (judged,) = validate_files([outputs.folder / "单位" / unit / f"{unit}.xlsx"], INLINE)

    assert [found.message for found in judged.problems if found.severity is Severity.ERROR] == []


@pytest.mark.parametrize("unit", [CITY, PROVINCE])
def test_a_parents_workbook_shows_the_figures_of_the_roll_up(outputs: Outputs, unit: str) -> None:
    grid = read_grid((outputs.folder / "单位" / unit / f"{unit}.xlsx").read_bytes())
    assert not isinstance(grid, Problem)
    submission = take_in(grid, lambda _: edition()).submission
    assert submission is not None

    shown = {**submission.cards["qc_statistics"].shown, **submission.cards["team_statistics"].shown}
    figures = outputs.figures(unit.partition("_")[0])
    assert {field: shown.get(field, 0) for field in figures} == {
        field: pytest.approx(float(net)) for field, (_, _, net, _, _) in figures.items()
    }


def test_the_province_from_city_workbooks_is_the_province_from_county_workbooks(
    outputs: Outputs, tmp_path: Path
) -> None:
    city = (outputs.folder / "单位" / CITY / f"{CITY}.xlsx").read_bytes()
    files = {**without("浉河区.xlsx", "息县.xlsx"), "信阳市.xlsx": city}

    again = hold_night(fill(tmp_path / "收件", files), tmp_path / "结果")

    assert root(again) == root(outputs)
    assert again.codes("信阳市.xlsx") == []


def test_a_citys_workbook_beside_those_of_its_counties_counts_nobody_twice(
    outputs: Outputs, tmp_path: Path
) -> None:
    city = (outputs.folder / "单位" / CITY / f"{CITY}.xlsx").read_bytes()

    again = hold_night(fill(tmp_path / "收件", {**FILES, "信阳市.xlsx": city}), tmp_path / "结果")

    assert root(again) == root(outputs)
    assert "parent_differs" not in again.codes("信阳市.xlsx")
    assert again.night.rollup.balance.holds


def test_the_provinces_own_workbook_in_the_inbox_changes_no_figure(outputs: Outputs, tmp_path: Path) -> None:
    province = (outputs.folder / "单位" / PROVINCE / f"{PROVINCE}.xlsx").read_bytes()

    again = hold_night(fill(tmp_path / "收件", {**FILES, "河南省.xlsx": province}), tmp_path / "结果")

    assert root(again) == root(outputs)
    assert "parent_differs" not in again.codes("河南省.xlsx")


def test_the_analysis_has_its_sheets(outputs: Outputs) -> None:
    book = open_workbook(outputs.folder / "单位" / PROVINCE / f"{PROVINCE}_汇总.xlsx")

    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert [name for name in visible if not name.startswith("图表")] == [
        "总表",
        "扣除明细",
        "报送情况",
        "名额使用",
        "比率底数",
        "来源",
        "对账",
    ]


def test_the_merged_lists_hold_every_accepted_row(outputs: Outputs) -> None:
    rows = outputs.rows("merged/enterprises.csv")

    assert [row["enterprise_name"] for row in rows] == [
        "河南示例集团有限公司",
        "信阳示例集团有限公司",
        "信阳示例茶业有限公司",
        "信阳示例供电有限公司",
        "息县示例机械有限公司",
        "兰考示例乐器有限公司",
        "信阳示例供电有限公司",
    ]


def test_what_a_night_writes_is_in_the_manifest(outputs: Outputs) -> None:
    manifest = json.loads((outputs.folder / "manifest.json").read_text(encoding="utf-8"))

    written = {
        path.relative_to(outputs.folder).as_posix()
        for path in outputs.folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert set(manifest["outputs"]) == written


def test_a_city_whose_own_workbook_went_back_is_told_that_its_rows_are_not_in_it(tmp_path: Path) -> None:
    files = {**FILES, "信阳市.xlsx": returned("4115", FAULTY)}

    outputs = hold_night(fill(tmp_path / "收件", files), tmp_path / "结果")

    workbook = outputs.folder / "单位" / CITY / f"{CITY}.xlsx"
    assert outputs.night.without_own_rows == {"4115": "信阳市.xlsx"}
    assert "own_rows_left_out" in [line["result.code"] for line in results(workbook)]
    assert validate_files([workbook], INLINE)[0].submission is not None


def test_a_file_that_took_too_long_leaves_a_text_that_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "monotonic", count(step=10**6).__next__)
    late = LateExecutor("_make")
    inbox = fill(tmp_path / "收件", {"兰考县.xlsx": FILES["兰考县.xlsx"]})

    outputs = hold_night(inbox, tmp_path / "结果", crew=Crew(Workers(1, late)))
    late.do_what_is_left()

    expected = problem(
        "parent_file_failed",
        value=f"{PROVINCE}.xlsx",
        error=problem("file_takes_too_long", seconds="900").message,
    )
    text = (outputs.folder / "单位" / PROVINCE / f"{PROVINCE}.txt").read_text(encoding="utf-8-sig")
    assert text.splitlines() == [expected.message, expected.remedy]
    # Whoever was given up wrote his file all the same, later than anybody waited for it: it never appears.
    assert late.count_done
    assert not list(outputs.folder.glob("单位/4*/*.xlsx"))
