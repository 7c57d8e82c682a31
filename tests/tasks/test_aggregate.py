"""A city's own workbook from those of its counties, again and again (contract 3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from qcxl.core.acceptance import Status
from qcxl.core.reading.intake import take_in
from qcxl.core.results.problem_places import ProblemPlaces
from qcxl.core.results.reasons_given import reason_key
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import address
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from qcxl.store.walk import BEIJING_TIME
from qcxl.tasks.aggregate import Aggregation, aggregate_workbook
from qcxl.tasks.aggregate_files import write_aggregation
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.receiving.reading import files_at
from qcxl.tasks.result_files import write_results
from qcxl.tasks.validate import judge_files
from tests.support import workbooks
from tests.support.crews import INLINE
from tests.support.inbox import (
    DUE,
    FAULTY,
    blank,
    enterprise,
    fill,
    group,
    put,
    returned,
    somebody_elses,
    with_identity,
    zipped,
)
from tests.support.marked import explained
from tests.support.workbooks import open_workbook

CITY, SHIHE, XI = "4115", "411502", "411528"
STATE_GRID = "国网河南省电力公司"
NOW = dt.datetime(2020, 7, 8, 9, 30, tzinfo=BEIJING_TIME)

OWN = enterprise("信阳示例集团有限公司")
OF_SHIHE = (
    enterprise("信阳示例茶业有限公司", qc_groups_registered=4, qc_groups_with_results=1),
    enterprise("信阳示例供电有限公司", direct_unit="HY01"),
)
OF_XI = (enterprise("息县示例机械有限公司", qc_benefit=0.123456),)
TEA_GROUP = group("春芽QC小组", "信阳示例茶业有限公司", evaluation="县里的评价")
CITYS = returned(CITY, OWN)
SHIHES = returned(SHIHE, *OF_SHIHE, lists={"qc_groups": [TEA_GROUP]})
XIS = returned(XI, *OF_XI)


def aggregated(folder: Path, city: bytes, files: Mapping[str, bytes]) -> Aggregation:
    """The aggregation of `city` from a folder that holds these files."""
    path = put(folder, "信阳市.xlsx", city)
    return aggregate_workbook(path, fill(folder / "收件 (县)", files), DUE, INLINE)


def taken(data: bytes) -> Submission:
    """What is read from a workbook."""
    grid = read_grid(data)
    assert not isinstance(grid, Problem), grid.message
    submission = take_in(grid, lambda _: workbooks.edition()).submission
    assert submission is not None
    return submission


def column(submission: Submission, table: str, *fields: str) -> list[tuple[str, ...]]:
    """The texts of some columns of a list, row by row."""
    return [tuple(row.text(field) for field in fields) for row in submission.tables[table].rows]


def errors(done: Aggregation) -> list[tuple[str, str]]:
    """The errors that validate finds in the result."""
    return [(one.code, one.cell) for one in done.judged.problems if one.severity is Severity.ERROR]


def with_entries(data: bytes, table: str, entries: Mapping[tuple[int, str], object]) -> bytes:
    """The workbook with other entries, by row (from 1) and field of a list."""
    filled = workbooks.fill(data, {}, {})
    for (row, field), value in entries.items():
        filled.below(table, field, row).value = value
    return filled.data()


def test_a_city_gets_its_own_rows_then_those_of_each_county(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS, "浉河.zip": zipped({"浉河区.xlsx": SHIHES})})

    result = taken(done.data)
    assert column(result, "enterprises", "enterprise_name", "source_unit", "direct_unit") == [
        ("信阳示例集团有限公司", "", ""),
        ("信阳示例茶业有限公司", "浉河区", ""),
        ("信阳示例供电有限公司", "浉河区", "HY01"),
        ("息县示例机械有限公司", "息县", ""),
    ]
    assert [row.number for row in result.tables["enterprises"].rows] == list(
        range(result.tables["enterprises"].header_row + 1, result.tables["enterprises"].header_row + 5)
    )
    assert column(result, "qc_groups", "group_name", "source_unit") == [("春芽QC小组", "浉河区")]
    assert errors(done) == []
    assert done.is_clean is all(one.severity is Severity.INFO for one in done.judged.problems)


def test_the_citys_statistics_stand_in_its_workbook(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS, "浉河区.xlsx": SHIHES})

    shown = taken(done.data).cards["qc_statistics"].shown
    # Registered: 10 of the city, 4 and 10 − the deducted 10 of Shihe, 10 of Xi; in 万个.
    assert shown["qc_groups_registered"] == pytest.approx(0.0024)
    assert shown["qc_benefit"] == pytest.approx(12.5 + 12.5 + 0.123456)
    assert shown["qc_achievement_rate"] == pytest.approx(37.5)


def test_the_contacts_stay_the_citys_own(tmp_path: Path) -> None:
    city = returned(CITY, OWN, cells={"qc_statistics": {"qc_contact": "信阳联系人"}})

    done = aggregated(tmp_path, city, {"息县.xlsx": XIS})

    assert taken(done.data).value("qc_statistics.qc_contact") == "信阳联系人"


def test_faulty_and_missing_counties_are_named_and_left_out(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": returned(XI, FAULTY)})

    assert [unit.code for unit in done.faulty] == [XI]
    assert [unit.code for unit in done.missing] == [SHIHE]
    assert column(taken(done.data), "enterprises", "source_unit") == [("",)]
    assert not done.is_clean


def test_an_earlier_good_workbook_stays_in_force(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS, "息县（改）.xlsx": returned(XI, FAULTY)})

    assert done.faulty == ()
    assert ("息县示例机械有限公司", "息县") in column(
        taken(done.data), "enterprises", "enterprise_name", "source_unit"
    )
    assert not done.is_clean


def test_files_that_are_no_childs_are_passed_over(tmp_path: Path) -> None:
    files = {"兰考县.xlsx": returned("410225", OWN), "信阳市.xlsx": CITYS, "采购.xlsx": somebody_elses()}

    done = aggregated(tmp_path, CITYS, files)

    reasons = {one.received.file: one.received.problems[0].code for one in done.returns.outcomes}
    assert reasons == {
        "兰考县.xlsx": "not_a_child",
        "信阳市.xlsx": "own_workbook",
        "采购.xlsx": "map_missing",
    }
    assert done.returns.accepted == {}


def test_a_county_that_the_citys_workbook_does_not_know_is_no_silent_loss(tmp_path: Path) -> None:
    later = with_identity(returned(SHIHE, OWN), unit_code="411599", unit_name="新设示例区")

    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS, "新设示例区.xlsx": later})

    found = {one.received.file: one for one in done.returns.outcomes}["新设示例区.xlsx"]
    assert [one.code for one in found.received.problems] == ["child_not_listed"]
    assert found.status is Status.IGNORED
    assert not done.is_clean


def test_children_are_named_in_the_order_of_the_roster(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"a.xlsx": XIS, "b.xlsx": SHIHES})

    assert taken(done.data).identity.aggregated == (SHIHE, XI)


def test_an_analysis_beside_the_workbooks_is_no_return(tmp_path: Path) -> None:
    first = aggregated(tmp_path / "1", CITYS, {})
    files = write_aggregation(first, tmp_path / "1" / "信阳市.xlsx", None, NOW)

    second = aggregated(tmp_path / "2", CITYS, {files.analysis.name: files.analysis.read_bytes()})

    (outcome,) = second.returns.outcomes
    assert (outcome.status, outcome.received.problems[0].code) == (Status.IGNORED, "analysis_returned")
    assert second.is_clean


def test_again_with_a_late_county_keeps_the_citys_choices(tmp_path: Path) -> None:
    first = aggregated(tmp_path / "1", CITYS, {"浉河区.xlsx": SHIHES})
    choices = {(1, "tier"): "一等", (1, "evaluation"): "市里的评价", (1, "score"): 91.5}
    decided = with_entries(first.data, "qc_groups", choices)

    second = aggregated(tmp_path / "2", decided, {"浉河区.xlsx": SHIHES, "息县.xlsx": XIS})

    result = taken(second.data)
    assert column(result, "enterprises", "source_unit") == [("",), ("浉河区",), ("浉河区",), ("息县",)]
    assert column(result, "qc_groups", "tier", "evaluation", "score", "source_unit") == [
        ("一等", "市里的评价", "9150", "浉河区")
    ]
    assert second.aggregated.lost == ()
    assert errors(second) == []


def test_a_renamed_group_loses_the_citys_choices_by_name(tmp_path: Path) -> None:
    first = aggregated(tmp_path / "1", CITYS, {"浉河区.xlsx": SHIHES})
    decided = with_entries(first.data, "qc_groups", {(1, "tier"): "一等"})
    renamed = returned(SHIHE, *OF_SHIHE, lists={"qc_groups": [{**TEA_GROUP, "group_name": "新芽QC小组"}]})

    second = aggregated(tmp_path / "2", decided, {"浉河区.xlsx": renamed})

    assert column(taken(second.data), "qc_groups", "group_name", "tier") == [("新芽QC小组", "")]
    assert "一等" in [one.value for one in second.aggregated.lost]


@pytest.mark.parametrize(
    "files", [{"息县.xlsx": XIS}, {"息县.xlsx": XIS, "浉河区.xlsx": returned(SHIHE, FAULTY)}]
)
def test_again_without_a_good_workbook_what_was_accepted_before_stays_in_force(
    tmp_path: Path, files: Mapping[str, bytes]
) -> None:
    first = aggregated(tmp_path / "1", CITYS, {"浉河区.xlsx": SHIHES})
    decided = with_entries(first.data, "qc_groups", {(1, "tier"): "一等"})

    second = aggregated(tmp_path / "2", decided, files)

    assert column(taken(second.data), "enterprises", "source_unit") == [
        ("",),
        ("浉河区",),
        ("浉河区",),
        ("息县",),
    ]
    assert column(taken(second.data), "qc_groups", "tier") == [("一等",)]
    assert sum(second.aggregated.stayed[SHIHE].values()) == 3
    assert taken(second.data).identity.aggregated == (SHIHE, XI)


def test_with_only_the_late_county_the_others_stay(tmp_path: Path) -> None:
    first = aggregated(tmp_path / "1", CITYS, {"浉河区.xlsx": SHIHES})
    late = aggregated(tmp_path / "2", first.data, {"息县.xlsx": XIS})
    both = aggregated(tmp_path / "3", CITYS, {"浉河区.xlsx": SHIHES, "息县.xlsx": XIS})

    assert late.data == both.data


def test_rows_that_the_city_typed_for_a_county_stay_until_its_workbook_comes(tmp_path: Path) -> None:
    typed = returned(CITY, OWN, {**OF_XI[0], "source_unit": "息县", "employees": 120})

    without = aggregated(tmp_path / "1", typed, {"浉河区.xlsx": SHIHES})
    replaced = aggregated(tmp_path / "2", without.data, {"浉河区.xlsx": SHIHES, "息县.xlsx": XIS})

    assert column(taken(without.data), "enterprises", "source_unit", "employees")[-1] == ("息县", "120")
    assert column(taken(replaced.data), "enterprises", "source_unit", "employees")[-1] == ("息县", "100")
    assert (without.replaced, replaced.replaced) == ({}, {XI: 1})


def test_an_entry_that_nobody_can_type_stays_as_it_was(tmp_path: Path) -> None:
    city = returned(CITY, enterprise("信阳示例集团有限公司", employees="二百上下"))

    done = aggregated(tmp_path, city, {"息县.xlsx": XIS})

    sheet = open_workbook(done.data)["企业明细"]
    assert "二百上下" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert [code for code, _ in errors(done)] == ["not_a_number"]


def test_reasons_of_a_county_go_with_its_rows(tmp_path: Path) -> None:
    county = put(tmp_path, "息县.xlsx", returned(XI, enterprise("息县示例机械")))
    (file,) = files_at([county])
    (copy,) = write_results([(file, *judge_files([file], INLINE))], tmp_path / "标注", INLINE)
    assert copy.path is not None

    silent = aggregated(tmp_path / "1", CITYS, {"息县.xlsx": county.read_bytes()})
    told = aggregated(tmp_path / "2", CITYS, {"息县.xlsx": explained(copy.path, "公章上就是这样刻的").data()})
    again = aggregated(tmp_path / "3", told.data, {"息县.xlsx": county.read_bytes()})

    severities = [
        {one.code: one.severity for one in done.judged.problems}["legal_suffix_missing"]
        for done in (silent, told, again)
    ]
    assert severities == [Severity.WARNING, Severity.INFO, Severity.INFO]


@pytest.mark.parametrize("code", [SHIHE, "HY01"])
def test_a_unit_without_children_has_nothing_to_aggregate(tmp_path: Path, code: str) -> None:
    path = put(tmp_path, "县.xlsx", returned(code, OWN))

    with pytest.raises(UnusableError):
        aggregate_workbook(path, fill(tmp_path / "收件", {}), DUE, INLINE)


@pytest.mark.parametrize("data", [somebody_elses(), b"", b"PK\x03\x04"])
def test_a_workbook_that_is_none_of_ours_is_refused(tmp_path: Path, data: bytes) -> None:
    path = put(tmp_path, "市.xlsx", data)

    with pytest.raises(UnusableError):
        aggregate_workbook(path, fill(tmp_path / "收件", {}), DUE, INLINE)


def test_without_out_the_input_stays_and_the_result_has_the_time_in_its_name(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS})
    source = tmp_path / "信阳市.xlsx"

    once = write_aggregation(done, source, None, NOW)
    twice = write_aggregation(done, source, None, NOW)

    assert source.read_bytes() == CITYS
    assert once.workbook == tmp_path / "信阳市_20200708-093000.xlsx"
    assert once.workbook.read_bytes() == done.data
    assert twice.workbook != once.workbook
    assert once.copies == ()
    assert once.analysis == tmp_path / "4115_信阳市_汇总.xlsx"


def test_what_out_replaces_is_kept_as_a_copy(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS})
    source = tmp_path / "信阳市.xlsx"

    files = write_aggregation(done, source, source, NOW)

    assert source.read_bytes() == done.data
    (copy,) = files.copies
    assert copy.read_bytes() == CITYS


def test_the_analysis_takes_the_place_of_nothing_without_a_copy(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS})
    put(tmp_path, "4115_信阳市_汇总.xlsx", b"my own work")

    files = write_aggregation(done, tmp_path / "信阳市.xlsx", None, NOW)

    (copy,) = files.copies
    assert copy.read_bytes() == b"my own work"


def test_all_in_one_folder_can_be_aggregated_again_and_again(tmp_path: Path) -> None:
    city, _ = put(tmp_path, "信阳市.xlsx", CITYS), put(tmp_path, "息县.xlsx", XIS)

    for _ in range(2):
        done = aggregate_workbook(city, tmp_path, DUE, INLINE)
        files = write_aggregation(done, city, city, NOW)

    # Each time the workbook is kept as a copy; an analysis that nobody changed is not.
    assert [path.name for path in files.copies] == ["信阳市_原件_20200708-093000_2.xlsx"]
    assert len(list(tmp_path.glob("*_汇总*.xlsx"))) == 1


def test_an_analysis_that_somebody_saved_is_kept(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS})
    first = write_aggregation(done, tmp_path / "信阳市.xlsx", None, NOW)
    book = open_workbook(first.analysis)
    book["总表"]["A1"] = "我的批注"
    book.save(first.analysis)
    saved = first.analysis.read_bytes()

    second = write_aggregation(done, tmp_path / "信阳市.xlsx", None, NOW)

    (copy,) = second.copies
    assert copy.read_bytes() == saved


@pytest.mark.parametrize("out", [None, "结果.xlsx"])
def test_a_workbook_called_like_the_analysis_is_not_written_over(tmp_path: Path, out: str | None) -> None:
    source = put(tmp_path, "4115_信阳市_汇总.xlsx", CITYS)
    done = aggregate_workbook(source, fill(tmp_path / "收件", {"息县.xlsx": XIS}), DUE, INLINE)

    with pytest.raises(UnusableError):
        write_aggregation(done, source, tmp_path / out if out else None, NOW)

    assert source.read_bytes() == CITYS
    assert [path.name for path in tmp_path.glob("*.xlsx")] == [source.name]


@pytest.mark.parametrize("name", ["4115_信阳市_汇总.xlsx", "4115_信阳市_汇总.XLSX"])
def test_out_is_not_called_like_the_analysis(tmp_path: Path, name: str) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS})

    with pytest.raises(UnusableError):
        write_aggregation(done, tmp_path / "信阳市.xlsx", tmp_path / "新建" / name, NOW)

    assert not (tmp_path / "新建").exists()


def test_a_childs_workbook_is_not_written_over(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS})
    child = tmp_path / "收件 (县)" / "息县.xlsx"

    with pytest.raises(UnusableError):
        write_aggregation(done, tmp_path / "信阳市.xlsx", child, NOW)

    assert child.read_bytes() == XIS


def test_the_name_carries_one_time_only(tmp_path: Path) -> None:
    done = aggregated(tmp_path, CITYS, {"息县.xlsx": XIS})
    earlier = put(tmp_path, "信阳市_20200701-080000_2.xlsx", done.data)

    assert write_aggregation(done, earlier, None, NOW).workbook.name == "信阳市_20200708-093000.xlsx"


@pytest.mark.parametrize("out", ["结果", "结果.xls", "."])
def test_out_is_a_workbook(tmp_path: Path, out: str) -> None:
    done = aggregated(tmp_path, CITYS, {})

    with pytest.raises(UnusableError):
        write_aggregation(done, tmp_path / "信阳市.xlsx", tmp_path / out, NOW)


def test_the_result_aggregated_again_is_the_same(tmp_path: Path) -> None:
    files = {"浉河区.xlsx": SHIHES, "息县.xlsx": XIS}
    first = aggregated(tmp_path / "1", CITYS, files)

    second = aggregated(tmp_path / "2", first.data, files)

    assert second.data == first.data


def test_a_blank_workbook_of_the_city_will_do(tmp_path: Path) -> None:
    done = aggregated(tmp_path, blank(CITY), {"息县.xlsx": XIS})

    assert column(taken(done.data), "enterprises", "enterprise_name", "source_unit") == [
        ("息县示例机械有限公司", "息县")
    ]


def test_a_city_without_enterprises_is_no_longer_nil(tmp_path: Path) -> None:
    city = returned(CITY, cells={"cover": {"nil_return": "是"}})

    done = aggregated(tmp_path, city, {"息县.xlsx": XIS})

    assert done.aggregated.withdrawn == {("cover", "nil_return")}
    assert taken(done.data).value("cover.nil_return") is None
    assert errors(done) == []


def test_a_city_of_nothing_stays_nil(tmp_path: Path) -> None:
    city = returned(CITY, cells={"cover": {"nil_return": "是"}})

    done = aggregated(tmp_path, city, {})

    assert taken(done.data).value("cover.nil_return") == "是"
    assert errors(done) == []


TWICE = enterprise("信阳示例两家有限公司")


def test_what_two_counties_claim_is_closed_by_a_reason_in_the_citys_workbook(tmp_path: Path) -> None:
    files = {"息县.xlsx": returned(XI, TWICE), "浉河区.xlsx": returned(SHIHE, TWICE)}
    first = aggregated(tmp_path / "1", CITYS, files)
    found = [(one.code, one.cell, one.severity) for one in first.compared]
    told = explained(put(tmp_path, "标注.xlsx", first.data), "两县各有一个厂区，分别统计").data()

    second = aggregated(tmp_path / "2", told, files)

    # Rows of the city, of Shihe, of Xi: the later one is asked.
    assert found == [("claimed_twice", address((first_row(first) + 2, 1)), Severity.WARNING)]
    assert not first.is_clean
    assert [one.severity for one in second.compared] == [Severity.INFO]
    assert second.is_clean


def test_what_the_city_typed_for_a_county_is_compared_too(tmp_path: Path) -> None:
    typed = returned(CITY, OWN, {**TWICE, "source_unit": "息县"})

    done = aggregated(tmp_path, typed, {"浉河区.xlsx": returned(SHIHE, TWICE)})

    # Own row, the row of Shihe, the row that the city typed for Xi.
    assert [(one.code, one.cell) for one in done.compared] == [
        ("claimed_twice", address((first_row(done) + 2, 1)))
    ]
    assert not done.is_clean


def test_what_was_compared_stays_open_while_a_county_sends_nothing_new(tmp_path: Path) -> None:
    files = {"息县.xlsx": returned(XI, TWICE), "浉河区.xlsx": returned(SHIHE, TWICE)}
    first = aggregated(tmp_path / "1", CITYS, files)

    second = aggregated(tmp_path / "2", first.data, {"浉河区.xlsx": files["浉河区.xlsx"]})

    assert [one.code for one in second.compared] == ["claimed_twice"]
    assert not second.is_clean


def test_a_reason_at_the_copied_row_closes_a_countys_warning(tmp_path: Path) -> None:
    files = {"息县.xlsx": returned(XI, enterprise("息县示例机械"))}
    first = aggregated(tmp_path / "1", CITYS, files)
    told = explained(put(tmp_path, "标注.xlsx", first.data), "公章上就是这样刻的").data()

    second = aggregated(tmp_path / "2", told, files)

    assert not first.is_clean
    assert second.is_clean


def test_a_province_keeps_apart_what_it_is_told_of_two_cities(tmp_path: Path) -> None:
    """Subtotals have no row of their own for each enterprise."""
    books = {f"{code}.xlsx": returned(code, TWICE) for code in (CITY, "4101", "410225")}
    path = put(tmp_path, "省.xlsx", returned("41"))

    done = aggregate_workbook(path, fill(tmp_path / "收件", books), DUE, INLINE)

    places = ProblemPlaces(done.aggregated.submission, workbooks.edition())
    keys = [reason_key(one, places, workbooks.edition()) for one in done.compared]
    assert [one.code for one in done.compared] == ["claimed_twice", "claimed_twice"]
    assert len(set(keys)) == 2


def first_row(done: Aggregation) -> int:
    """The first row of 企业明细."""
    return done.aggregated.submission.tables["enterprises"].header_row + 1


def test_an_open_warning_of_a_county_is_not_clean(tmp_path: Path) -> None:
    county = returned(XI, *OF_XI, cells={"cover": {"preparer_phone": "12345"}})

    assert not aggregated(tmp_path, CITYS, {"息县.xlsx": county}).is_clean


def test_a_province_gets_one_subtotal_for_each_child_and_direct_unit(tmp_path: Path) -> None:
    city = aggregated(tmp_path / "市", CITYS, {"浉河区.xlsx": SHIHES, "息县.xlsx": XIS})
    power = returned("HY01", enterprise("信阳示例供电有限公司", direct_unit=STATE_GRID))
    path = put(tmp_path, "省.xlsx", returned("41"))
    inbox = fill(tmp_path / "收件", {"信阳市.xlsx": city.data, "电力.xlsx": power})

    done = aggregate_workbook(path, inbox, DUE, INLINE)

    rows = column(
        taken(done.data),
        "enterprises",
        "enterprise_name",
        "source_unit",
        "direct_unit",
        "employees",
        "enterprise_count",
    )
    assert rows == [
        ("", "信阳市", "", "300", "3"),
        ("", "信阳市", STATE_GRID, "100", "1"),
        ("", STATE_GRID, "", "100", "1"),
    ]
    assert column(taken(done.data), "qc_groups", "group_name", "source_unit") == [("春芽QC小组", "信阳市")]
    assert errors(done) == []
    assert done.material.rollup.reconciliation.discrepancies == ()
    shown = taken(done.data).cards["qc_statistics"].shown
    assert shown["qc_groups_registered"] == pytest.approx((10 + 4 + 10 + 10) / 10_000)
