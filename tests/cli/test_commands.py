"""Every command with its exit codes: 0 fine, 1 something in the data, 2 the call or the machine (3.1)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qcxl.cli import main
from qcxl.cli.exits import EXIT_CALL
from qcxl.store import lane, resources
from qcxl.store.atomic import FileInUseError
from qcxl.tasks.context import editions
from tests.support import damage
from tests.support.inbox import (
    FAULTY,
    enterprise,
    fill,
    put,
    returned,
    somebody_elses,
    write_roster,
    zipped,
)

GOOD = returned("411528", enterprise("息县示例机械有限公司"))
BAD = returned("411528", FAULTY)
UNEXPLAINED = returned("411528", enterprise("甲公司"), cells={"qc_statistics": {"qc_contact": None}})
REMARKED = returned("411528", enterprise("甲公司", employees="１２０"))
PROBLEM_COLUMNS = "file,unit_code,severity,code,sheet,cell,field,value,message,remedy,clause"

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command line in `tmp_path`, which holds a roster and some workbooks."""
    monkeypatch.chdir(tmp_path)
    write_roster(tmp_path / "名录.xlsx")
    for name, data in {
        "good.xlsx": GOOD,
        "bad.xlsx": BAD,
        "open.xlsx": UNEXPLAINED,
        "remark.xlsx": REMARKED,
        "foreign.xlsx": somebody_elses(),
        "cut.xlsx": damage.cut(GOOD, 0.5),
        "pack.zip": zipped({"a.xlsx": GOOD, "说明.docx": b"PK\x03\x04"}),
    }.items():
        put(tmp_path, name, data)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def nightly(
    *more: str | Path, inbox: str = "in", out: str = "out", edition: str = "henan-2020"
) -> list[str | Path]:
    return ["nightly", inbox, "--edition", edition, "--roster", "名录.xlsx", "--out", out, *more]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["good.xlsx"], 0),
        (["remark.xlsx"], 0),
        (["pack.zip"], 0),
        (["open.xlsx"], 1),
        (["bad.xlsx"], 1),
        (["good.xlsx", "bad.xlsx"], 1),
        (["foreign.xlsx"], 1),
        (["cut.xlsx"], 1),
        (["missing.xlsx"], 2),
        (["good.xlsx", "missing.xlsx"], 2),
        (["."], 2),
        (["good.xlsx/x.xlsx"], 2),
        (["good.xlsx", "--format", "json"], 0),
        (["bad.xlsx", "--format", "json"], 1),
        (["missing.xlsx", "--format", "json"], 2),
    ],
)
def test_validate(call: Call, files: list[str], code: int) -> None:
    got, out, err = call("validate", *files)

    assert got == code
    assert len(err.splitlines()) == (1 if code == 2 else 0)
    assert bool(out) is (code != 2)


@pytest.mark.processes
def test_validate_names_every_file_with_its_unit(call: Call) -> None:
    _, out, _ = call("validate", "good.xlsx", "bad.xlsx")

    assert out.splitlines()[0].startswith("good.xlsx（411528 息县）：通过")
    assert out.splitlines()[1].startswith("bad.xlsx（411528 息县）：必改 1 处")
    assert "企业明细!D6" in out.splitlines()[2]


def test_validate_prints_one_json_list_with_the_columns_of_problems_csv(call: Call) -> None:
    code, out, _ = call("validate", "bad.xlsx", "good.xlsx", "cut.xlsx", "--format", "json")

    rows = json.loads(out)
    assert code == 1
    assert [",".join(row) for row in rows] == [PROBLEM_COLUMNS] * 2
    assert [(row["file"], row["unit_code"], row["severity"], row["code"], row["cell"]) for row in rows] == [
        ("bad.xlsx", "411528", "error", "required_missing", "D6"),
        ("cut.xlsx", "", "error", "file_damaged", ""),
    ]


def test_json_of_workbooks_without_problems_is_an_empty_list(call: Call) -> None:
    assert call("validate", "good.xlsx", "--format", "json") == (0, "[]\n", "")


def test_validate_and_the_night_say_the_same(call: Call, tmp_path: Path) -> None:
    from tests.support.inbox import read_csv

    fill(tmp_path / "in", {"bad.xlsx": BAD})

    _, out, _ = call("validate", "bad.xlsx", "--format", "json")
    call(*nightly())

    assert read_csv(tmp_path / "out" / "problems.csv") == json.loads(out)


def test_edition_list_names_what_comes_with_the_program(call: Call) -> None:
    code, out, err = call("edition", "list")

    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == ["chongqing-2019", "henan-2020"]


def test_edition_show_is_markdown_and_the_same_for_id_and_path(call: Call) -> None:
    code, out, err = call("edition", "show", "henan-2020")

    assert (code, err) == (0, "")
    assert out.startswith("# henan-2020\n")
    assert "| 键 | 值 |" in out
    path = resources.resource("workbooks", "editions", "henan-2020.xlsx")
    assert call("edition", "show", path) == (0, out, "")


@pytest.mark.parametrize("id_", ["henan-2020", "chongqing-2019"])
def test_the_shipped_editions_pass_their_check(call: Call, id_: str) -> None:
    code, out, err = call("edition", "check", id_)

    assert (code, err) == (0, "")
    assert "可以使用" in out


@pytest.mark.parametrize("command", ["show", "check"])
def test_an_edition_that_is_not_there(call: Call, command: str) -> None:
    code, out, err = call("edition", command, "henan-1999")

    assert (code, out) == (2, "")
    assert "henan-1999" in err
    assert "henan-2020" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("file", ["foreign.xlsx", "cut.xlsx", "pack.zip"])
def test_a_file_that_is_no_edition_fails_its_check(call: Call, file: str) -> None:
    code, out, err = call("edition", "check", file)

    assert (code, err) == (1, "")
    assert "〔必改〕" in out
    assert "Error" not in out


def test_issue_writes_a_workbook_for_every_unit(call: Call, tmp_path: Path) -> None:
    code, out, err = call("issue", "henan-2020", "--roster", "名录.xlsx", "--out", "空白 (2020) [一]")

    assert (code, err) == (0, "")
    assert " 9 个" in out
    assert len(list((tmp_path / "空白 (2020) [一]").glob("*.xlsx"))) == 9


def test_issue_writes_for_units_named_by_code_or_name(call: Call, tmp_path: Path) -> None:
    code, _, _ = call(
        "issue", "henan-2020", "-r", "名录.xlsx", "-o", "空白", "--unit", "4115", "-u", "国网河南省电力公司"
    )

    assert code == 0
    assert sorted(path.name for path in (tmp_path / "空白").iterdir()) == [
        "4115_信阳市.xlsx",
        "HY01_国网河南省电力公司.xlsx",
    ]


@pytest.mark.parametrize(
    ("edition", "roster", "more", "named"),
    [
        ("henan-1999", "名录.xlsx", [], "henan-1999"),
        ("henan-2020", "没有.xlsx", [], "没有.xlsx"),
        ("henan-2020", ".", [], "名录"),
        ("henan-2020", "good.xlsx", [], "good.xlsx"),
        ("henan-2020", "cut.xlsx", [], "cut.xlsx"),
        ("foreign.xlsx", "名录.xlsx", [], "foreign.xlsx"),
        ("henan-2020", "名录.xlsx", ["--unit", "9999"], "9999"),
    ],
)
def test_issue_refuses_what_it_cannot_use(
    call: Call, tmp_path: Path, edition: str, roster: str, more: list[str], named: str
) -> None:
    code, out, err = call("issue", edition, "--roster", roster, "--out", "空白", *more)

    assert (code, out) == (2, "")
    assert named in err.splitlines()[0]
    assert not (tmp_path / "空白").exists()


def test_word_writes_the_forms(call: Call, tmp_path: Path) -> None:
    code, out, err = call("word", "good.xlsx", "--out", "Word [终]")

    assert (code, err) == (0, "")
    written = [path.name for path in (tmp_path / "Word [终]").iterdir()]
    assert sorted(name[:4] for name in written) == ["附件5_", "附件8_"]
    assert all(name in out for name in written)


@pytest.mark.parametrize(
    ("file", "code", "count"),
    [("open.xlsx", 1, 2), ("bad.xlsx", 1, 0), ("foreign.xlsx", 1, 0), ("missing.xlsx", 2, 0), (".", 2, 0)],
)
def test_word_of_a_workbook_with_problems(
    call: Call, tmp_path: Path, file: str, code: int, count: int
) -> None:
    got, out, err = call("word", file, "--out", "word")

    assert got == code
    assert len(list((tmp_path / "word").glob("*.docx"))) == count
    assert bool(out) is (code != 2)
    assert len(err.splitlines()) == (1 if code == 2 else 0)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.xlsx": GOOD, "说明.docx": b""}, 0),
        ({"a.xlsx": REMARKED}, 0),
        ({}, 0),
        ({"a.xlsx": UNEXPLAINED}, 1),
        ({"a.xlsx": GOOD, "b.xlsx": b"<html></html>"}, 1),
        ({"a.xlsx": GOOD, "b.xlsx": BAD}, 1),
        ({"a.xlsx": BAD, "b.xlsx": GOOD}, 0),
    ],
)
def test_nightly(call: Call, tmp_path: Path, files: dict[str, bytes], code: int) -> None:
    fill(tmp_path / "in", files)

    got, out, err = call(*nightly())

    assert (got, err) == (code, "")
    assert "【来件】" in out
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_nightly_says_what_stays_in_force(call: Call, tmp_path: Path) -> None:
    fill(tmp_path / "in", {"先.xlsx": GOOD, "后.xlsx": BAD})

    _, out, _ = call(*nightly())

    assert any("退回修改" in line and "后.xlsx" in line for line in out.splitlines())
    assert any("后.xlsx" in line and "先.xlsx" in line for line in out.splitlines())


@pytest.mark.processes
def test_nightly_takes_the_day_and_the_workers(call: Call, tmp_path: Path) -> None:
    fill(tmp_path / "in", {"a.xlsx": GOOD})

    code, out, _ = call(*nightly("--as-of", "2020-07-20", "--workers", "2"))

    assert code == 0
    assert "2020-07-20" in out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (nightly(inbox="missing"), "missing"),
        (nightly(inbox="good.xlsx"), "good.xlsx"),
        (nightly(out="in/out"), "in"),
        (nightly(inbox="in", out="."), "in"),
        (nightly(edition="henan-1999"), "henan-1999"),
        (nightly("--roster", "没有.xlsx"), "没有.xlsx"),
        (nightly("--as-of", "7月10日"), "7月10日"),
        (nightly("--as-of", "2020-02-30"), "2020-02-30"),
        (nightly("--as-of", ""), "日期"),
        (nightly(out="good.xlsx"), "good.xlsx"),
        (nightly(out="good.xlsx/out"), "good.xlsx"),
    ],
)
def test_nightly_refuses_what_it_cannot_do(
    call: Call, tmp_path: Path, arguments: list[str | Path], named: str
) -> None:
    fill(tmp_path / "in", {"a.xlsx": GOOD})

    code, out, err = call(*arguments)

    assert (code, out) == (2, "")
    assert named in err.splitlines()[0]
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["a.xlsx"]
    assert not (tmp_path / "out").exists()


@pytest.mark.processes
def test_a_machine_that_starts_no_child_process_says_so(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "START_SECONDS", 0)

    code, out, err = call("validate", "good.xlsx")

    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from qcxl.store import atomic

    def write(path: Path, data: bytes) -> None:
        with Path("/dev/full").open("wb", buffering=0) as stream:
            stream.write(data)

    monkeypatch.setattr(atomic, "write_bytes", write)

    code, out, err = call("word", "good.xlsx", "--out", "word")

    assert (code, out) == (2, "")
    assert "磁盘" in err
    assert len(err.splitlines()) == 1


def test_a_file_open_in_excel_is_one_line_that_names_it(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from qcxl.store import atomic

    def refuse(source: Path, target: Path) -> None:
        raise FileInUseError(f"无法写入“{target}”：请关闭这个文件后再试一次。")

    monkeypatch.setattr(atomic, "publish", refuse)

    code, _, err = call("word", "good.xlsx", "--out", "word")

    assert code == 2
    assert "附件5" in err
    assert len(err.splitlines()) == 1


def test_a_folder_in_the_place_of_a_file_is_one_line(call: Call, tmp_path: Path) -> None:
    (tmp_path / "word" / "附件5_质量管理小组活动统计表.docx" / "x").mkdir(parents=True)

    code, _, err = call("word", "good.xlsx", "--out", "word")

    assert code == 2
    assert len(err.splitlines()) == 1
    assert not list((tmp_path / "word").glob(".*"))


def test_an_error_raised_while_ctrl_c_unwinds_is_still_an_interruption(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: str) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise ValueError("cannot close the zip")  # as zipfile does while it is unwound

    monkeypatch.setattr(editions, "edition_path", interrupted)

    assert main(["edition", "show", "henan-2020"]) == EXIT_CALL
    assert "已中断" in capsys.readouterr().err
