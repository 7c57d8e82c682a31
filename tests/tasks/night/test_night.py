"""What a night makes of everything that lies in an inbox (contracts 3.5, 3.6, 3.7)."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from qcxl.cli.report import night_lines
from qcxl.tasks.context.crew import hired
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.receiving import reading
from tests.support import damage
from tests.support.inbox import (
    DUE,
    FAULTY,
    IN_TIME,
    Outputs,
    enterprise,
    fill,
    hold_night,
    of_another_edition,
    put,
    read_or_die,
    returned,
    somebody_elses,
    with_identity,
    zipped,
)

STATE_GRID = "国网河南省电力公司"
GOOD = returned("411528", enterprise("息县示例机械有限公司"))
LATER = returned("411528", enterprise("息县示例机械有限公司", qc_groups_total=35))
BAD = returned("411528", FAULTY)

FILES: Mapping[str, bytes] = {
    "信阳市 [终稿]（盖章）/报 送/信阳市 (1).xlsx": returned("4115", enterprise("信阳示例集团有限公司")),
    "打包.zip": zipped(
        {
            "电力/国网 报送.xlsx": returned("HY01", enterprise("示例供电有限公司")),
            "说明.docx": b"PK\x03\x04",
            "郑州.xlsx": returned("4101", FAULTY),
        }
    ),
    "息县.xlsx": BAD,
    "息县（改）.xlsx": GOOD,
    "息县（改） - 副本.xlsx": GOOD,
    "兰考县.xlsx": returned("410225", enterprise("兰考示例乐器有限公司")),
    "兰考县（补）.xlsx": returned("410225", FAULTY),
    "去年的表.xlsx": of_another_edition(),
    "采购清单.xlsx": somebody_elses(),
    "网页.xlsx": b"<html></html>",
    "半截.xlsx": damage.cut(GOOD, 0.5),
    "加密.zip": b"PK\x03\x04 not a zip after all",
    "~$息县.xlsx": b"\x05admin",
    ".DS_Store": b"\0",
    "通知.pdf": b"%PDF",
    "空.xlsx": b"",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    folder = tmp_path_factory.mktemp("night")
    return hold_night(fill(folder / "收件 [2020]", FILES), folder / "结果 (一)")


def test_every_file_has_one_status(outputs: Outputs) -> None:
    assert outputs.statuses == {
        "信阳市 [终稿]（盖章）/报 送/信阳市 (1).xlsx": "accepted",
        "打包.zip!电力/国网 报送.xlsx": "accepted",
        "打包.zip!说明.docx": "ignored",
        "打包.zip!郑州.xlsx": "returned",
        "息县.xlsx": "superseded",
        "息县（改）.xlsx": "accepted",
        "息县（改） - 副本.xlsx": "duplicate",
        "兰考县.xlsx": "accepted",
        "兰考县（补）.xlsx": "returned",
        "去年的表.xlsx": "returned",
        "采购清单.xlsx": "quarantined",
        "网页.xlsx": "quarantined",
        "半截.xlsx": "quarantined",
        "加密.zip": "quarantined",
        "~$息县.xlsx": "ignored",
        ".DS_Store": "ignored",
        "通知.pdf": "ignored",
        "空.xlsx": "quarantined",
    }


def test_every_file_stands_exactly_once_in_submissions(outputs: Outputs) -> None:
    files = [row["file"] for row in outputs.rows("submissions.csv")]

    assert len(files) == len(set(files)) == len(FILES) + 2  # the zip is three members instead of one file


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("打包.zip!说明.docx", "inbox_not_a_workbook"),
        ("打包.zip!郑州.xlsx", "required_missing"),
        ("息县（改） - 副本.xlsx", "submission_duplicate"),
        ("兰考县（补）.xlsx", "required_missing"),
        ("去年的表.xlsx", "edition_wrong"),
        ("采购清单.xlsx", "map_missing"),
        ("网页.xlsx", "file_is_text"),
        ("半截.xlsx", "file_damaged"),
        ("加密.zip", "inbox_zip_unreadable"),
        ("~$息县.xlsx", "inbox_lock_file"),
        (".DS_Store", "inbox_system_file"),
        ("空.xlsx", "file_empty"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(outputs: Outputs, file: str, code: str) -> None:
    assert code in outputs.codes(file)


@pytest.mark.parametrize(
    "file", ["息县.xlsx", "信阳市 [终稿]（盖章）/报 送/信阳市 (1).xlsx", "息县（改）.xlsx"]
)
def test_superseded_and_faultless_files_have_no_problems_left(outputs: Outputs, file: str) -> None:
    assert outputs.codes(file) == []


def test_submissions_say_who_what_when(outputs: Outputs) -> None:
    rows = {row["file"]: row for row in outputs.rows("submissions.csv")}

    assert rows["兰考县（补）.xlsx"] == {
        "file": "兰考县（补）.xlsx",
        "sha256": hashlib.sha256(FILES["兰考县（补）.xlsx"]).hexdigest(),
        "unit_code": "410225",
        "unit_name": "兰考县",
        "edition": "henan-2020",
        "received_at": "2020-07-06T15:00:00+08:00",
        "status": "returned",
        "errors": "1",
        "warnings": "0",
        "reason": rows["兰考县（补）.xlsx"]["reason"],
    }
    assert "兰考县.xlsx" in rows["兰考县（补）.xlsx"]["reason"]
    assert "息县（改）.xlsx" in rows["息县.xlsx"]["reason"]
    assert rows["去年的表.xlsx"]["edition"] == "chongqing-2019"
    assert rows["打包.zip!电力/国网 报送.xlsx"]["received_at"] == "2020-07-06T10:00:00+08:00"


def test_the_reason_for_whatever_is_not_counted_is_given(outputs: Outputs) -> None:
    for row in outputs.rows("submissions.csv"):
        assert bool(row["reason"]) is (row["status"] != "accepted"), row["file"]


def test_originals_stay_as_they_were(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "in", FILES)
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.rglob("*") if path.is_file()
    }

    hold_night(inbox, tmp_path / "out")

    after = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.rglob("*") if path.is_file()
    }
    assert after == before


@pytest.mark.parametrize(
    ("arriving", "statuses"),
    [
        ({"1": BAD, "2": GOOD}, {"1": "superseded", "2": "accepted"}),
        ({"1": GOOD, "2": BAD}, {"1": "accepted", "2": "returned"}),
        ({"1": GOOD, "2": LATER}, {"1": "superseded", "2": "accepted"}),
        ({"2": GOOD, "1": LATER}, {"2": "superseded", "1": "accepted"}),
        ({"1": GOOD, "2": BAD, "3": LATER}, {"1": "superseded", "2": "superseded", "3": "accepted"}),
        ({"1": BAD, "2": returned("411528", FAULTY, FAULTY)}, {"1": "returned", "2": "returned"}),
        ({"1": GOOD, "2": GOOD, "3": BAD}, {"1": "accepted", "2": "duplicate", "3": "returned"}),
        ({"1": BAD, "2": BAD}, {"1": "returned", "2": "duplicate"}),
        ({"1": GOOD, "2": LATER, "3": GOOD}, {"1": "superseded", "2": "superseded", "3": "accepted"}),
        ({"1": GOOD, "2": BAD, "3": GOOD}, {"1": "superseded", "2": "superseded", "3": "accepted"}),
    ],
    ids=[
        "mended",
        "spoilt",
        "changed",
        "by time, not by name",
        "spoilt, then mended",
        "never right",
        "copied",
        "faulty twice",
        "changed and changed back",
        "spoilt, then sent again as it was",
    ],
)
def test_the_latest_faultless_version_of_a_unit_counts(
    tmp_path: Path, arriving: Mapping[str, bytes], statuses: Mapping[str, str]
) -> None:
    files = {f"{name}.xlsx": data for name, data in arriving.items()}

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert outputs.statuses == {f"{name}.xlsx": status for name, status in statuses.items()}


def test_an_earlier_version_stays_in_force_with_its_figures(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "in", {"先.xlsx": LATER, "后.xlsx": BAD})

    outputs = hold_night(inbox, tmp_path / "out")

    assert outputs.figures("411528")["qc_groups_total"] == ("0.0035", "0", "0.0035", "", "")


def test_of_two_versions_received_in_one_second_the_later_name_counts(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.xlsx", GOOD)
    put(tmp_path / "in", "b.xlsx", LATER)

    outputs = hold_night(tmp_path / "in", tmp_path / "out")

    assert outputs.statuses == {"a.xlsx": "superseded", "b.xlsx": "accepted"}


def test_a_unit_outside_the_roster_is_returned_and_counts_nowhere(tmp_path: Path) -> None:
    stranger = with_identity(GOOD, unit_code="499999")

    outputs = hold_night(fill(tmp_path / "in", {"a.xlsx": stranger}), tmp_path / "out")

    assert outputs.statuses == {"a.xlsx": "returned"}
    assert outputs.codes("a.xlsx")[0] == "unit_unknown"
    assert outputs.rows("rollup.csv") == []


def test_a_unit_of_another_name_is_counted_and_asked_about(tmp_path: Path) -> None:
    renamed = with_identity(GOOD, unit_name="息县新区")

    outputs = hold_night(fill(tmp_path / "in", {"a.xlsx": renamed}), tmp_path / "out")

    assert outputs.statuses == {"a.xlsx": "accepted"}
    assert outputs.codes("a.xlsx") == ["unit_renamed"]


@pytest.mark.parametrize(
    ("received_at", "as_of", "codes"),
    [
        ("2020-07-10T23:59", dt.date(2020, 7, 20), []),
        ("2020-07-11T00:01", dt.date(2020, 7, 20), ["submitted_late"]),
        ("2020-07-11T00:01", dt.date(2020, 7, 11), ["submitted_late"]),
        ("2020-07-11T00:01", DUE, []),
    ],
)
def test_lateness_is_flagged_and_changes_no_status(
    tmp_path: Path, received_at: str, as_of: dt.date, codes: list[str]
) -> None:
    data = returned("410225", enterprise("兰考示例乐器有限公司"))
    put(tmp_path / "in", "a.xlsx", data, dt.datetime.fromisoformat(f"{received_at}:00+08:00"))

    outputs = hold_night(tmp_path / "in", tmp_path / "out", as_of=as_of)

    assert outputs.codes("a.xlsx") == codes
    assert outputs.statuses == {"a.xlsx": "accepted"}
    assert outputs.night.is_clean


@pytest.mark.parametrize(
    ("unit", "received_at", "due"),
    [
        ("411528", "2020-07-06T23:59", None),
        ("411528", "2020-07-07T00:01", "2020-07-06"),
        ("4115", "2020-07-07T00:01", None),
        ("410225", "2020-07-07T00:01", None),
    ],
)
def test_a_city_that_asks_earlier_makes_its_own_counties_late(
    tmp_path: Path, unit: str, received_at: str, due: str | None
) -> None:
    data = returned(unit, enterprise("示例机械有限公司"))
    put(tmp_path / "in", "a.xlsx", data, dt.datetime.fromisoformat(f"{received_at}:00+08:00"))

    outputs = hold_night(tmp_path / "in", tmp_path / "out", as_of=dt.date(2020, 7, 20))

    late = [row["message"] for row in outputs.rows("problems.csv") if row["code"] == "submitted_late"]
    assert [due in message for message in late if due] == [True] * (due is not None)
    assert len(late) == (due is not None)


def test_a_late_change_supersedes_what_came_in_time(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.xlsx", GOOD)
    put(tmp_path / "in", "变更.xlsx", LATER, IN_TIME + dt.timedelta(days=9))

    outputs = hold_night(tmp_path / "in", tmp_path / "out", as_of=dt.date(2020, 7, 20))

    assert outputs.statuses == {"a.xlsx": "superseded", "变更.xlsx": "accepted"}
    assert outputs.codes("变更.xlsx") == ["submitted_late", "rows_changed"]


@pytest.mark.parametrize(("as_of", "severity"), [(DUE, "info"), (DUE + dt.timedelta(days=1), "warning")])
def test_while_a_direct_unit_has_not_returned_no_workbook_goes_back_for_it(
    tmp_path: Path, as_of: dt.date, severity: str
) -> None:
    rows = [
        enterprise("息县示例机械有限公司"),
        *(enterprise(f"息县示例{name}电力有限公司", direct_unit="中原油田") for name in "甲乙丙"),
    ]
    inbox = fill(tmp_path / "in", {"息县.xlsx": returned("411528", *rows)})

    outputs = hold_night(inbox, tmp_path / "out", as_of=as_of)

    found = [
        (row["file"], row["unit_code"], row["severity"], row["code"]) for row in outputs.rows("problems.csv")
    ]
    assert found == [("", "HY10", severity, "direct_unit_not_returned")]
    assert not (outputs.folder / "return").exists()
    assert any("“中原油田”" in line and "3 家" in line for line in night_lines(outputs.night, outputs.folder))


@pytest.mark.parametrize("files", [{}, {"通知.pdf": b"%PDF", "~$a.xlsx": b"", "x.xlsx": b"??"}])
def test_a_night_without_a_single_workbook_leaves_empty_tables(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert len(outputs.statuses) == len(files)
    assert outputs.rows("rollup.csv") == outputs.rows("deductions.csv") == []
    assert len(outputs.night.missing) == len(outputs.night.roster.units) - 1
    assert not list((tmp_path / "out").rglob("*.docx"))


def test_a_file_that_kills_its_reader_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read_job", read_or_die)
    files = {
        "甲.xlsx": GOOD,
        "致命.xlsx": BAD,
        "乙.xlsx": returned("411502", enterprise("浉河示例茶业有限公司")),
    }

    with hired(2) as crew:
        outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out", crew=crew)

    assert outputs.statuses == {"甲.xlsx": "accepted", "致命.xlsx": "quarantined", "乙.xlsx": "accepted"}
    assert outputs.codes("致命.xlsx") == ["file_crashes_reader"]


def test_a_sheet_with_a_cell_in_its_last_corner_is_set_aside(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    files = {"a.xlsx": damage.with_sheet(somebody_elses(), rows), "b.xlsx": GOOD}

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert outputs.statuses == {"a.xlsx": "quarantined", "b.xlsx": "accepted"}
    assert outputs.codes("a.xlsx") == ["sheet_too_large"]


@pytest.mark.parametrize(
    ("inbox", "out"), [("x", "x"), ("x", "x/out"), ("x/in", "x"), ("x", "x/../x/a/b"), ("x", "链接/out")]
)
def test_folders_within_each_other_are_refused_before_anything_is_written(
    tmp_path: Path, inbox: str, out: str
) -> None:
    fill(tmp_path / inbox, {"a.xlsx": GOOD})
    if "链接" in out:
        if sys.platform == "win32":
            pytest.skip("links need rights on Windows")
        (tmp_path / "链接").symlink_to(tmp_path / "x")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(UnusableError):
        hold_night(tmp_path / inbox, tmp_path / out)

    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("inbox", ["missing", "a-file.xlsx"])
def test_an_inbox_that_is_no_folder_is_refused(tmp_path: Path, inbox: str) -> None:
    (tmp_path / "a-file.xlsx").write_bytes(GOOD)

    with pytest.raises(UnusableError):
        hold_night(tmp_path / inbox, tmp_path / "out")


def test_gross_direct_and_net_stand_side_by_side_at_every_level(tmp_path: Path) -> None:
    ours = enterprise("浉河示例茶业有限公司", qc_groups_total=35, qc_benefit="12.345678", qc_benefit_total=40)
    theirs = enterprise("示例供电有限公司", direct_unit=STATE_GRID, qc_groups_total=20, qc_benefit="0.000001")
    files = {
        "浉河.xlsx": returned("411502", ours, theirs),
        "国网.xlsx": returned("HY01", {**theirs, "direct_unit": None}),
        "信阳.xlsx": returned("4115", enterprise("信阳示例集团有限公司", qc_groups_total=100)),
    }

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert {
        code: outputs.figures(code)["qc_groups_total"][:3] for code in ("411502", "4115", "HY01", "41")
    } == {
        "411502": ("0.0055", "0.002", "0.0035"),
        "4115": ("0.0155", "0.002", "0.0135"),
        "HY01": ("0.002", "0", "0.002"),
        "41": ("0.0175", "0.002", "0.0155"),
    }
    assert outputs.figures("411502")["qc_benefit"] == ("12.345679", "0.000001", "12.345678", "", "")


def test_ratios_come_from_their_net_bases(tmp_path: Path) -> None:
    files = {
        "浉河.xlsx": returned(
            "411502",
            enterprise("甲公司", employees=300, qc_participants=100),
            enterprise("乙公司", employees=700, qc_participants=700, direct_unit="HY01"),
        ),
        "息县.xlsx": returned("411528", enterprise("丙公司", employees=400, qc_participants=133)),
    }

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert outputs.figures("411502")["qc_participation_rate"] == ("", "", "33.33", "100", "300")
    assert outputs.figures("4115")["qc_participation_rate"] == ("", "", "33.29", "233", "700")


def test_a_ratio_over_nothing_is_blank_and_keeps_its_bases(tmp_path: Path) -> None:
    row = enterprise("甲公司", qc_groups_registered=0, qc_groups_with_results=0)

    outputs = hold_night(fill(tmp_path / "in", {"a.xlsx": returned("411528", row)}), tmp_path / "out")

    assert outputs.figures("411528")["qc_achievement_rate"] == ("", "", "", "0", "0")


def test_units_without_an_accepted_workbook_have_no_rows(tmp_path: Path) -> None:
    files = {"a.xlsx": GOOD, "b.xlsx": returned("410225", FAULTY)}

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert {row["unit_code"] for row in outputs.rows("rollup.csv")} == {"41", "4115", "411528"}
    assert [unit.code for unit in outputs.night.missing] == [
        "411502",
        "4101",
        "410225",
        "HY01",
        "HY10",
        "QT01",
    ]


def test_a_nil_return_is_zero_and_not_missing(tmp_path: Path) -> None:
    nil = returned("411528", cells={"cover": {"nil_return": "是"}})

    outputs = hold_night(fill(tmp_path / "in", {"a.xlsx": nil}), tmp_path / "out")

    assert outputs.statuses == {"a.xlsx": "accepted"}
    assert outputs.figures("411528")["qc_groups_total"] == ("0", "0", "0", "", "")


def test_what_a_city_lists_for_a_county_is_the_county_s_figure(tmp_path: Path) -> None:
    listed = enterprise("息县示例机械有限公司", source_unit="息县", qc_groups_total=50)
    files = {
        "信阳.xlsx": returned("4115", enterprise("信阳示例集团有限公司"), listed),
        "息县.xlsx": GOOD,
        "浉河.xlsx": returned("411502", enterprise("浉河示例茶业有限公司")),
    }

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert outputs.figures("411528")["qc_groups_total"][0] == "0.005"
    assert outputs.figures("4115")["qc_groups_total"][0] == "0.009"  # the city's own 20, 50 listed, 浉河's 20
    assert outputs.codes("信阳.xlsx") == ["parent_differs"]
    assert set(outputs.statuses.values()) == {"accepted"}
    assert not outputs.night.is_clean


def test_a_deduction_that_city_and_county_both_list_stands_once(tmp_path: Path) -> None:
    row = enterprise("示例供电有限公司", direct_unit=STATE_GRID)
    files = {
        "信阳.xlsx": returned("4115", {**row, "source_unit": "息县"}),
        "息县.xlsx": returned("411528", row),
    }

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    deducted = [(one["county_code"], one["enterprise_name"]) for one in outputs.rows("deductions.csv")]
    assert deducted == [("411528", "示例供电有限公司")]
    assert outputs.figures("41")["qc_groups_total"][:3] == ("0.002", "0.002", "0")


def test_a_row_of_somebody_else_s_child_is_an_error(tmp_path: Path) -> None:
    row = enterprise("兰考示例乐器有限公司", source_unit="兰考县")

    outputs = hold_night(fill(tmp_path / "in", {"信阳.xlsx": returned("4115", row)}), tmp_path / "out")

    assert outputs.statuses == {"信阳.xlsx": "returned"}
    assert outputs.codes("信阳.xlsx") == ["source_unit_not_child"]


def test_a_direct_unit_deducts_nothing_from_itself(tmp_path: Path) -> None:
    row = enterprise("示例供电有限公司", direct_unit=STATE_GRID)

    outputs = hold_night(fill(tmp_path / "in", {"a.xlsx": returned("HY01", row)}), tmp_path / "out")

    assert outputs.figures("HY01")["qc_groups_total"][:3] == ("0.002", "0", "0.002")
    assert outputs.codes("a.xlsx") == ["direct_unit_ignored"]
    assert outputs.rows("deductions.csv") == []


def test_an_inbox_without_workbooks_leaves_earlier_results_alone(tmp_path: Path) -> None:
    hold_night(fill(tmp_path / "in", {"a.xlsx": GOOD}), tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    (tmp_path / "unconnected").mkdir()

    with pytest.raises(UnusableError):
        hold_night(tmp_path / "unconnected", tmp_path / "out")

    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


def test_units_that_sent_nothing_are_told_from_those_whose_file_does_not_count(tmp_path: Path) -> None:
    files = {
        "息县.xlsx": BAD,
        "浉河区.xlsx": returned("411502", enterprise("浉河示例有限公司")),
        "郑州市.xlsx": returned("4101", enterprise("郑州示例有限公司")),
    }

    night = hold_night(fill(tmp_path / "in", files), tmp_path / "out").night

    assert [unit.code for unit in night.silent] == ["4115", "410225", "HY01", "HY10", "QT01"]
    assert [unit.code for unit in night.missing] == ["411528", "410225", "HY01", "HY10", "QT01"]


def test_a_county_that_its_city_lists_is_not_silent(tmp_path: Path) -> None:
    listed = enterprise("息县示例有限公司", source_unit="411528")

    night = hold_night(fill(tmp_path / "in", {"a.xlsx": returned("4115", listed)}), tmp_path / "out").night

    assert "411528" not in {unit.code for unit in night.silent}


@pytest.mark.parametrize(
    ("unit", "sources"),
    [
        ("4115", ("411528", "息县")),
        ("4115", ("息县", "４１１５２８")),
        ("411528", (None, "411528")),
        ("411528", (None, "息县")),
    ],
)
def test_an_enterprise_stands_once_however_its_unit_is_written(
    tmp_path: Path, unit: str, sources: tuple[str | None, str]
) -> None:
    rows = [enterprise("息县示例有限公司", source_unit=source) for source in sources]

    outputs = hold_night(fill(tmp_path / "in", {"a.xlsx": returned(unit, *rows)}), tmp_path / "out")

    assert "enterprise_duplicate" in outputs.codes("a.xlsx")
    assert outputs.statuses == {"a.xlsx": "returned"}


def test_what_the_roll_up_finds_counts_among_the_warnings_of_the_file(tmp_path: Path) -> None:
    listed = enterprise("息县示例有限公司", source_unit="411528")
    files = {
        "city.xlsx": returned("4115", listed),
        "county.xlsx": returned("411528", enterprise("息县另一有限公司", employees=200)),
    }

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    [city] = [row for row in outputs.rows("submissions.csv") if row["file"] == "city.xlsx"]
    found = [row for row in outputs.rows("problems.csv") if row["file"] == "city.xlsx"]
    assert {row["code"] for row in found} == {"parent_differs"}
    assert int(city["warnings"]) == len(found) > 0
