"""`qcxl validate 总结.docx --edition E --form 附件4`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qcxl.cli import main
from tests.support import damage
from tests.support.documents import document

CHAPTERS = ("一、基本情况", "二、推进经验和做法", "三、存在问题及改进方向")
PROBLEM_COLUMNS = "file,unit_code,severity,code,sheet,cell,field,value,message,remedy,clause"
ASKED = ("--edition", "henan-2020", "--form", "附件4")

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command line in `tmp_path`, which holds some documents."""
    monkeypatch.chdir(tmp_path)
    for name, data in {
        "总结.docx": document(*CHAPTERS, "我" * 2990),
        "短 [终] (1).docx": document(*CHAPTERS[:2], "QC 小组活动，" * 100),
        "坏.docx": damage.cut(document("甲"), 0.5),
        "旧.doc": damage.OLE_START + b"\0" * 600,
        "表.xlsx": b"PK\x03\x04",
    }.items():
        (tmp_path / name).write_bytes(data)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["validate", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["总结.docx", *ASKED], 0),
        (["总结.docx", "-e", "henan-2020", "-f", "qc_work_summary"], 0),
        (["总结.docx", *ASKED, "--format", "json"], 0),
        (["短 [终] (1).docx", *ASKED], 1),
        (["总结.docx", "短 [终] (1).docx", *ASKED], 1),
        (["坏.docx", *ASKED], 1),
        (["旧.doc", *ASKED, "--format", "json"], 1),
        (["总结.docx"], 2),
        (["旧.doc"], 2),
        (["总结.docx", "表.xlsx"], 2),
        (["总结.docx", "--edition", "henan-2020"], 2),
        (["总结.docx", "--form", "附件4"], 2),
        (["总结.docx", "--edition", "nowhere", "--form", "附件4"], 2),
        (["总结.docx", "--edition", "henan-2020", "--form", "附件5"], 2),
        (["总结.docx", "--edition", "chongqing-2019", "--form", "附件4"], 2),
        (["表.xlsx", *ASKED], 2),
        (["总结.docx", "表.xlsx", *ASKED], 2),
        (["没有.docx", *ASKED], 2),
        ([".", *ASKED], 2),
    ],
)
def test_exit_codes_and_one_line_where_the_call_is_wrong(call: Call, arguments: list[str], code: int) -> None:
    got, out, err = call(*arguments)

    assert got == code
    assert len(err.splitlines()) == (1 if code == 2 else 0)
    assert bool(out) is (code != 2)


def test_the_counts_stand_beside_what_is_asked_for(call: Call) -> None:
    _, out, _ = call("短 [终] (1).docx", *ASKED)

    first, counts, *problems = out.splitlines()
    assert first.startswith("短 [终] (1).docx（附件4《")
    assert all(figure in counts for figure in ("字数 615", "3000", "2385", "715", "815"))
    assert len(problems) == 2


def test_a_document_that_passes_shows_its_counts_too(call: Call) -> None:
    _, out, _ = call("总结.docx", *ASKED)

    assert len(out.splitlines()) == 2
    assert "字数 3016" in out


def test_json_has_the_columns_of_problems_csv(call: Call) -> None:
    _, out, _ = call("短 [终] (1).docx", "坏.docx", *ASKED, "--format", "json")

    rows = json.loads(out)
    assert [",".join(row) for row in rows] == [PROBLEM_COLUMNS] * 3
    assert [(row["file"], row["code"], row["field"] or row["value"]) for row in rows] == [
        ("短 [终] (1).docx", "material_too_short", "615"),
        ("短 [终] (1).docx", "chapter_missing", "三、存在的问题及改进方向"),
        ("坏.docx", "document_unreadable", ""),
    ]
    assert {row["sheet"] + row["cell"] + row["unit_code"] for row in rows} == {""}


def test_without_a_form_the_line_names_the_documents_of_the_edition(call: Call) -> None:
    _, _, err = call("总结.docx", "--edition", "henan-2020")

    assert all(word in err for word in ("--form", "附件4", "附件6", "附件7"))
