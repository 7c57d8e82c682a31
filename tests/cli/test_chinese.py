"""What the command line says by itself is Chinese: help pages and wrong calls."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from qcxl.cli import main

COMMANDS = (
    (),
    ("demo",),
    ("edition",),
    ("edition", "list"),
    ("edition", "show"),
    ("edition", "check"),
    ("issue",),
    ("validate",),
    ("aggregate",),
    ("word",),
    ("nightly",),
)
NAMES = {
    "qcxl",
    "JSON",
    "json",
    "text",
    "Word",
    "Excel",
    "Markdown",
    "xlsx",
    *" ".join(map(" ".join, COMMANDS)).split(),
}


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_chinese_throughout(
    capsys: pytest.CaptureFixture[str], command: Sequence[str], option: str
) -> None:
    code, out, err = call(capsys, *command, option)

    words = re.findall(r"[A-Za-z][A-Za-z.]*", re.sub(r"(?<![\w-])--?[a-z-]+|qcxl-demo|[a-z]+-\d{4}", "", out))
    assert (code, err) == (0, "")
    assert set(words) <= NAMES
    assert "用法：" in out
    assert not re.search(r"[\[\]{}<>]", re.sub(r"\[(选项|参数|文件夹)\]", "", out))


def test_the_help_page_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "--help")

    for command in ("demo", "edition", "issue", "validate", "word", "nightly"):
        assert re.search(rf"^  {command} +\S", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), "命令"),
        (("edition",), "命令"),
        (("issue",), "版本"),
        (("issue", "henan-2020"), "--roster"),
        (("issue", "henan-2020", "--roster", "r.xlsx"), "--out"),
        (("issue", "henan-2020", "--roster"), "--roster"),
        (("issue", "--unit"), "--unit"),
        (("validate",), "文件"),
        (("validate", "a.xlsx", "--format", "xml"), "--format"),
        (("validate", "a.xlsx", "--workers", "0"), "--workers"),
        (("validate", "a.xlsx", "--workers", "两个"), "--workers"),
        (("validate", "a.xlsx", "--nope"), "--nope"),
        (("word",), "工作簿"),
        (("word", "a.xlsx"), "--out"),
        (("nightly",), "收件文件夹"),
        (("nightly", "in"), "--edition"),
        (("nightly", "in", "more", "--edition", "e", "--roster", "r", "--out", "o"), "more"),
        (("edition", "show"), "版本"),
        (("edition", "check"), "文件"),
        (("edition", "list", "多余"), "多余"),
        (("edition", "nope"), "nope"),
        (("demo", "a", "b"), "b"),
        (("nope",), "nope"),
        (("--nope",), "--nope"),
        (("--help=3",), "--help"),
    ],
)
def test_a_wrong_call_is_one_chinese_line_that_names_the_fault(
    capsys: pytest.CaptureFixture[str], arguments: Sequence[str], named: str
) -> None:
    code, out, err = call(capsys, *arguments)

    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    fault, help_ = err.split("。", 1)
    assert named in fault
    assert "“”" not in fault
    assert re.fullmatch(r"用 qcxl[a-z ]* --help 查看用法。\n", help_)
    words = re.findall(r"[A-Za-z]{3,}", fault.replace(named, "").replace("text", "").replace("json", ""))
    assert words == []


def test_what_a_wrong_value_may_be_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = call(capsys, "validate", "a.xlsx", "--format", "xml")

    assert "text" in err
    assert "json" in err
