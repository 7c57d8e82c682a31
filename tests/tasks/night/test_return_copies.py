"""OUT/return: one marked workbook for every file that goes back, and reasons that keep files from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from qcxl.demo.fill import Filled
from qcxl.model.problem import Severity
from qcxl.store import atomic
from qcxl.store.atomic import FileInUseError
from qcxl.tasks.night import return_copies
from qcxl.tasks.validate import validate_files
from tests.support.crews import INLINE
from tests.support.inbox import (
    FAULTY,
    Outputs,
    enterprise,
    fill,
    hold_night,
    of_another_edition,
    put,
    returned,
    somebody_elses,
    with_identity,
)
from tests.support.marked import ASKS_FOR_REASON, book, explained, results

LIST = "企业明细"
REASON = "联系人尚未确定，月底补报"
FILES: Mapping[str, bytes] = {
    "浉河.xlsx": book("411502", enterprise("浉河示例茶业有限公司")),
    "国网.xlsx": book("HY01", enterprise("示例供电有限公司"), qc_contact=None),
    "郑州一.xlsx": book("4101", FAULTY),
    "郑州二.xlsx": book("4101", FAULTY, qc_contact=None),
    "兰考旧.xlsx": book("410225", FAULTY),
    "兰考新.xlsx": book("410225", enterprise("兰考示例乐器有限公司")),
    "去年.xlsx": of_another_edition(),
    "新设.xlsx": with_identity(book("QT01", enterprise("示例工厂")), unit_code="999/1", unit_name="新:县"),
    "采购.xlsx": somebody_elses(),
    "坏.xlsx": b"<html></html>",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    folder = tmp_path_factory.mktemp("night")
    return hold_night(fill(folder / "in", FILES), folder / "out")


def returned_names(outputs: Outputs) -> set[str]:
    return {path.name for path in (outputs.folder / "return").glob("*")}


def test_what_has_errors_or_open_warnings_goes_back_under_its_unit_s_name(outputs: Outputs) -> None:
    assert returned_names(outputs) == {
        "HY01_国网河南省电力公司.xlsx",
        "4101_郑州市.xlsx",
        "4101_郑州市_2.xlsx",
        "9991_新县.xlsx",
    }


def test_a_copy_says_what_problems_csv_says(outputs: Outputs) -> None:
    lines = results(outputs.folder / "return" / "4101_郑州市_2.xlsx")

    assert [line["result.code"] for line in lines] == outputs.codes("郑州二.xlsx")
    assert "advised_missing" in outputs.codes("郑州二.xlsx")


def test_what_cannot_be_marked_is_named(outputs: Outputs) -> None:
    assert outputs.night.without_copy == ("去年.xlsx",)


def test_copies_are_in_the_manifest_and_go_with_the_next_night(tmp_path: Path) -> None:
    out = tmp_path / "out"
    hold_night(fill(tmp_path / "1", {"郑州.xlsx": FILES["郑州一.xlsx"]}), out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert "return/4101_郑州市.xlsx" in manifest["outputs"]
    assert not list((tmp_path / "out" / "return").glob("*.tmp"))

    hold_night(fill(tmp_path / "2", {"浉河.xlsx": FILES["浉河.xlsx"]}), out)

    assert not (out / "return").exists()


def test_a_later_faulty_file_says_that_the_earlier_stays_in_force(tmp_path: Path) -> None:
    files = {"兰考一.xlsx": FILES["兰考新.xlsx"], "兰考二.xlsx": FILES["兰考旧.xlsx"]}

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    codes = [line["result.code"] for line in results(outputs.folder / "return" / "410225_兰考县.xlsx")]
    assert codes == ["earlier_stays_in_force", "required_missing"]


# --- reasons ------------------------------------------------------------------------------------------


def sent_back(outputs: Outputs, name: str, reason: str) -> bytes:
    return explained(outputs.folder / "return" / name, reason).data()


def test_explained_warnings_do_not_go_back(outputs: Outputs, tmp_path: Path) -> None:
    data = sent_back(outputs, "HY01_国网河南省电力公司.xlsx", REASON)

    later = hold_night(fill(tmp_path / "in", {"国网.xlsx": data}), tmp_path / "out")

    assert later.statuses == {"国网.xlsx": "accepted"}
    assert [(row["warnings"], row["errors"]) for row in later.rows("submissions.csv")] == [("0", "0")]
    assert [row["severity"] for row in later.rows("problems.csv")] == ["info"]
    assert REASON in later.rows("problems.csv")[0]["message"]
    assert not (later.folder / "return").exists()
    assert later.night.is_clean


def test_an_empty_phrase_goes_back_again_and_still_stands_there(outputs: Outputs, tmp_path: Path) -> None:
    data = sent_back(outputs, "HY01_国网河南省电力公司.xlsx", "核实无误")

    later = hold_night(fill(tmp_path / "in", {"国网.xlsx": data}), tmp_path / "out")

    (line,) = results(later.folder / "return" / "HY01_国网河南省电力公司.xlsx")
    assert (line["result.severity"], line["result.explanation"]) == (ASKS_FOR_REASON, "核实无误")


def test_who_returned_it_can_be_explained_too(tmp_path: Path) -> None:
    renamed = with_identity(FILES["浉河.xlsx"], unit_name="浉河新区")
    first = hold_night(fill(tmp_path / "1", {"浉河.xlsx": renamed}), tmp_path / "out")
    assert first.codes("浉河.xlsx") == ["unit_renamed"]

    data = sent_back(first, "411502_浉河区.xlsx", "今年更名，批文随后寄出")
    second = hold_night(fill(tmp_path / "2", {"浉河.xlsx": data}), tmp_path / "out")

    assert second.codes("浉河.xlsx") == ["unit_renamed"]
    assert second.night.is_clean


CITY = {
    "信阳.xlsx": book("4115", enterprise("息县示例机械有限公司", employees=90, source_unit="息县")),
    "息县.xlsx": book("411528", enterprise("息县示例机械有限公司")),
}


def test_a_difference_that_only_the_night_sees_can_be_explained(tmp_path: Path) -> None:
    first = hold_night(fill(tmp_path / "1", CITY), tmp_path / "out")
    assert first.codes("信阳.xlsx") == ["parent_differs"]
    data = sent_back(first, "4115_信阳市.xlsx", "年底有 10 人划转")

    second = hold_night(fill(tmp_path / "2", {**CITY, "信阳.xlsx": data}), tmp_path / "out")

    assert [(row["code"], row["severity"]) for row in second.rows("problems.csv")] == [
        ("parent_differs", "info")
    ]
    assert second.night.is_clean
    assert not (second.folder / "return").exists()


def test_such_a_reason_outlives_a_check_that_does_not_see_it(tmp_path: Path) -> None:
    first = hold_night(fill(tmp_path / "1", CITY), tmp_path / "out")
    data = sent_back(first, "4115_信阳市.xlsx", "年底有 10 人划转")
    alone = put(tmp_path, "a.xlsx", data)
    (judged,) = validate_files([alone], INLINE)
    assert all(found.severity is Severity.INFO for found in judged.problems)
    faulty = Filled(alone)
    faulty.workbook[LIST]["E6"] = None
    second = hold_night(fill(tmp_path / "2", {**CITY, "信阳.xlsx": faulty.data()}), tmp_path / "out")
    assert "parent_differs" not in second.codes("信阳.xlsx")

    mended = Filled(second.folder / "return" / "4115_信阳市.xlsx")
    mended.workbook[LIST]["E6"] = 50
    third = hold_night(fill(tmp_path / "3", {**CITY, "信阳.xlsx": mended.data()}), tmp_path / "out")

    assert third.night.is_clean


# --- machines -----------------------------------------------------------------------------------------


def test_a_copy_that_is_open_in_excel_stops_the_night_which_still_says_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = atomic.publish

    def publish_but_one(staged: Path, target: Path) -> None:
        if target.name == "411502_浉河区.xlsx":
            raise FileInUseError("请关闭这个文件后再试一次。")
        publish(staged, target)

    monkeypatch.setattr(atomic, "publish", publish_but_one)
    files = {"1 郑州.xlsx": FILES["郑州一.xlsx"], "2 浉河.xlsx": returned("411502", FAULTY)}

    with pytest.raises(FileInUseError):
        hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert not manifest["finished"]
    assert "return/4101_郑州市.xlsx" in manifest["outputs"]
    assert not list((tmp_path / "out" / "return").glob("*.tmp"))


def test_a_copy_that_could_not_be_made_leaves_a_text_that_says_why(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "in", {"郑州.xlsx": FILES["郑州一.xlsx"]})
    night = hold_night(inbox, tmp_path / "out").night
    put(inbox, "郑州.xlsx", FILES["浉河.xlsx"])

    ((_, written),) = return_copies.return_files(night, tmp_path / "later", INLINE)

    assert written.name == "4101_郑州市.txt"
    assert written.read_text(encoding="utf-8-sig")
