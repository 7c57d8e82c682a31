"""`qcxl aggregate`: exit codes, where the files go, and who is named (contract 3.1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcxl.cli import main
from qcxl.cli.exits import EXIT_CALL, EXIT_DATA, EXIT_FINE
from tests.support.inbox import FAULTY, enterprise, put, returned, somebody_elses

CITY = returned("4115", enterprise("信阳示例集团有限公司"))
XI = returned("411528", enterprise("息县示例机械有限公司"))

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call `qcxl aggregate` in `tmp_path`, which holds the workbooks of a city and of one of its counties."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "信阳市.xlsx", CITY)
    put(tmp_path, "收件 [县]/息县.xlsx", XI)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["aggregate", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_clean_aggregation_is_fine_and_passes_validation(call: Call, tmp_path: Path) -> None:
    code, out, err = call("信阳市.xlsx", "--from", "收件 [县]", "--out", "结果 (一)/信阳市.xlsx")

    assert (code, err) == (EXIT_FINE, "")
    assert sorted(path.name for path in (tmp_path / "结果 (一)").iterdir()) == [
        "4115_信阳市_汇总.xlsx",
        "信阳市.xlsx",
    ]
    assert "浉河区" in out
    assert main(["validate", "结果 (一)/信阳市.xlsx"]) == EXIT_FINE


def test_a_faulty_county_is_named(call: Call, tmp_path: Path) -> None:
    put(tmp_path, "收件 [县]/浉河区.xlsx", returned("411502", FAULTY))

    code, out, _ = call("信阳市.xlsx", "--from", "收件 [县]", "--out", "out.xlsx")

    assert code == EXIT_DATA
    assert "浉河区.xlsx" in out
    assert (tmp_path / "out.xlsx").is_file()


def test_the_input_is_not_written_over(call: Call, tmp_path: Path) -> None:
    code, _, _ = call("信阳市.xlsx", "--from", "收件 [县]")

    assert code == EXIT_FINE
    assert (tmp_path / "信阳市.xlsx").read_bytes() == CITY
    assert len(list(tmp_path.glob("信阳市_*.xlsx"))) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("没有.xlsx", "--from", "收件 [县]"),
        ("信阳市.xlsx", "--from", "没有这个文件夹"),
        ("信阳市.xlsx",),
        ("收件 [县]/息县.xlsx", "--from", "收件 [县]"),
        ("外来.xlsx", "--from", "收件 [县]"),
        ("信阳市.xlsx", "--from", "收件 [县]", "--out", "收件 [县]"),
    ],
)
def test_what_cannot_be_carried_out_is_one_line(
    call: Call, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    put(tmp_path, "外来.xlsx", somebody_elses())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    code, out, err = call(*arguments)

    assert (code, out) == (EXIT_CALL, "")
    assert len(err.splitlines()) >= 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
