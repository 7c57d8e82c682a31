"""`qcxl validate --results` and what the night says of OUT/return."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qcxl.cli import main
from tests.support.inbox import (
    FAULTY,
    enterprise,
    fill,
    of_another_edition,
    put,
    somebody_elses,
    write_roster,
)
from tests.support.marked import book, results

GOOD = book("411528", enterprise("息县示例机械有限公司"))
BAD = book("411528", FAULTY)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with some workbooks, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for name, data in {"good.xlsx": GOOD, "bad.xlsx": BAD, "foreign.xlsx": somebody_elses()}.items():
        put(tmp_path, name, data)
    return tmp_path


def test_a_marked_copy_is_written_and_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["validate", "good.xlsx", "bad.xlsx", "--results", "标注"])

    last = capsys.readouterr().out.splitlines()[-2:]
    paths = [Path("标注") / f"{name}_校验结果.xlsx" for name in ("good", "bad")]
    assert code == 1
    assert last == [f"已写出 {path}" for path in paths]
    assert [len(results(path)) for path in paths] == [0, 1]


def test_json_stays_alone_on_the_output(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["validate", "bad.xlsx", "--results", "标注", "--format", "json"])

    out, err = capsys.readouterr()
    assert code == 1
    assert [row["code"] for row in json.loads(out)] == ["required_missing"]
    assert "bad_校验结果.xlsx" in err


def test_what_cannot_be_marked_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "foreign.xlsx", "--results", "标注"]) == 1

    assert capsys.readouterr().out.splitlines()[-1].startswith("foreign.xlsx 没有写出标注的工作簿：")
    assert not Path("标注").exists()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_documents_have_no_marked_copy(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    put(here, name, b"")

    code = main(["validate", name, "--form", "附件4", "--edition", "henan-2020", "--results", "标注"])

    assert code == 2
    assert "--results" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_folder_is_one_line(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["validate", "bad.xlsx", "--results", "good.xlsx"])

    assert (code, len(capsys.readouterr().err.splitlines())) == (2, 1)
    assert Path("good.xlsx").read_bytes() == GOOD


def test_the_night_says_where_to_look_and_what_it_could_not_mark(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_roster(here / "名录.xlsx")
    fill(here / "in", {"去年.xlsx": of_another_edition(), "bad.xlsx": BAD})

    code = main(
        ["nightly", "in", "-e", "henan-2020", "-r", "名录.xlsx", "-o", "out", "--as-of", "2020-07-01"]
    )

    out = capsys.readouterr().out
    assert code == 1
    assert str(Path("out", "return")) in out
    assert "没有标注的来件" in out
    assert "  去年.xlsx" in out.splitlines()
    assert [path.name for path in Path("out", "return").iterdir()] == ["411528_息县.xlsx"]
