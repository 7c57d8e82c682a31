"""What a night leaves in OUT, byte by byte where scripts depend on it (contract 3.6)."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from tests.support.inbox import (
    EDITION_ID,
    FAULTY,
    Outputs,
    enterprise,
    fill,
    hold_night,
    returned,
    somebody_elses,
    zipped,
)
from tests.support.workbooks import edition

STATE_GRID = "国网河南省电力公司"
WORD, TEAM_WORD = "附件5_质量管理小组活动统计表.docx", "附件8_质量信得过班组活动统计表.docx"
TABLES = ("rollup.csv", "problems.csv", "submissions.csv", "deductions.csv")
ADDITIVE = (
    "employees,qc_participants,qc_groups_total,qc_groups_registered,qc_groups_active,qc_groups_with_results,"
    "qc_benefit_total,qc_benefit,qc_spending,qc_rewards,team_count_total,team_count,team_participants,"
    "team_spending,team_rewards,enterprise_count,team_enterprises"
)
FILES: Mapping[str, bytes] = {
    "浉河.xlsx": returned(
        "411502",
        enterprise("浉河示例茶业有限公司", qc_groups_total=35, qc_benefit="12.345678"),
        enterprise(
            "示例供电有限公司",
            credit_code="91410000MA00000000",
            direct_unit="HY01",
            employees=200,
            qc_groups_total=20,
            qc_benefit="0.000001",
        ),
    ),
    "兰考/兰考.xlsx": returned("410225", enterprise("兰考示例乐器有限公司", direct_unit=STATE_GRID)),
    "其他.xlsx": returned("QT01", enterprise("示例大学附属工厂")),
    "国网.xlsx": returned(
        "HY01", enterprise("示例供电有限公司"), cells={"qc_statistics": {"qc_contact": None}}
    ),
    "郑州.xlsx": returned("4101", FAULTY),
    "清单/采购.xlsx": somebody_elses(),
    "清单_采购.xlsx": b"<html></html>",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    folder = tmp_path_factory.mktemp("night")
    return hold_night(fill(folder / "in", FILES), folder / "out")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("rollup.csv", "unit_code,unit_name,level,form,field,measure,gross,direct,net,numerator,denominator"),
        ("problems.csv", "file,unit_code,severity,code,sheet,cell,field,value,message,remedy,clause"),
        (
            "submissions.csv",
            "file,sha256,unit_code,unit_name,edition,received_at,status,errors,warnings,reason",
        ),
        (
            "deductions.csv",
            f"county_code,county_name,city_code,city_name,direct_unit,enterprise_name,credit_code,{ADDITIVE}",
        ),
    ],
)
def test_tables_start_with_a_byte_order_mark_and_their_header(
    outputs: Outputs, name: str, header: str
) -> None:
    first = (outputs.folder / name).read_bytes().split(b"\r\n")[0]

    assert first == b"\xef\xbb\xbf" + header.encode()


@pytest.mark.parametrize("name", TABLES)
def test_no_figure_is_written_as_a_float(outputs: Outputs, name: str) -> None:
    for row in outputs.rows(name):
        for key in ("gross", "direct", "net", "numerator", "denominator", *ADDITIVE.split(",")):
            text = row.get(key, "")
            assert text == "" or text.replace(".", "", 1).isdigit(), (key, text)


def test_rollup_rows_follow_roster_and_edition(outputs: Outputs) -> None:
    rows = outputs.rows("rollup.csv")
    fields = [field.id for form in edition().statistics for field in form.computed]

    assert list(dict.fromkeys(row["unit_code"] for row in rows)) == [
        "41",
        "4115",
        "411502",
        "410225",
        "HY01",
        "QT01",
    ]
    assert [row["field"] for row in rows if row["unit_code"] == "41"] == fields
    assert {row["unit_code"]: row["level"] for row in rows} == {
        "41": "province",
        "4115": "city",
        "411502": "county",
        "410225": "county",
        "HY01": "industry",
        "QT01": "other",
    }


def test_figures_are_in_the_official_measure(outputs: Outputs) -> None:
    rows = {(row["unit_code"], row["field"]): row for row in outputs.rows("rollup.csv")}

    groups, benefit = rows["411502", "qc_groups_total"], rows["411502", "qc_benefit"]
    assert (groups["measure"], groups["gross"], groups["direct"], groups["net"]) == (
        "万个",
        "0.0055",
        "0.002",
        "0.0035",
    )
    assert (benefit["measure"], benefit["gross"], benefit["direct"], benefit["net"]) == (
        "万元",
        "12.345679",
        "0.000001",
        "12.345678",
    )


def test_every_deducted_enterprise_is_named(outputs: Outputs) -> None:
    rows = outputs.rows("deductions.csv")

    assert [
        (row["county_code"], row["county_name"], row["city_code"], row["direct_unit"], row["enterprise_name"])
        for row in rows
    ] == [
        ("411502", "浉河区", "4115", STATE_GRID, "示例供电有限公司"),
        ("410225", "兰考县", "", STATE_GRID, "兰考示例乐器有限公司"),
    ]
    assert rows[0]["credit_code"] == "91410000MA00000000"
    assert (rows[0]["qc_groups_total"], rows[0]["qc_benefit"], rows[0]["employees"]) == (
        "20",
        "0.000001",
        "200",
    )


def test_deductions_add_up_to_what_the_province_deducts(outputs: Outputs) -> None:
    province = outputs.figures("41")
    in_ten_thousands = {"qc_groups_total", "qc_groups_registered"}  # 万个 in the statistics, 个 in the lists
    for field in (*in_ten_thousands, "qc_benefit_total", "qc_benefit", "qc_spending"):
        deducted = sum(Decimal(row[field]) for row in outputs.rows("deductions.csv"))
        assert deducted == Decimal(province[field][1]) * (10_000 if field in in_ten_thousands else 1)


def test_warnings_are_counted_apart_from_errors(outputs: Outputs) -> None:
    counts = {row["file"]: (row["errors"], row["warnings"]) for row in outputs.rows("submissions.csv")}

    assert counts["国网.xlsx"] == ("0", "1")
    assert counts["郑州.xlsx"] == ("1", "0")
    assert outputs.statuses["国网.xlsx"] == "accepted"


def test_problems_say_where(outputs: Outputs) -> None:
    (problem,) = [row for row in outputs.rows("problems.csv") if row["file"] == "郑州.xlsx"]

    assert (
        problem["unit_code"],
        problem["severity"],
        problem["code"],
        problem["sheet"],
        problem["cell"],
    ) == (
        "4101",
        "error",
        "required_missing",
        "企业明细",
        "D6",
    )
    assert all(problem[key] for key in ("field", "message", "remedy", "clause"))


def test_each_unreadable_file_gets_a_text_of_its_own(outputs: Outputs) -> None:
    texts = {path.name: path.read_bytes() for path in (outputs.folder / "quarantine").iterdir()}

    assert len(texts) == 2
    for file in ("清单/采购.xlsx", "清单_采购.xlsx"):
        assert sum(f"文件：{file}\r\n".encode() in text for text in texts.values()) == 1
    assert all(name.endswith(".txt") and text.startswith(b"\xef\xbb\xbf") for name, text in texts.items())


def test_a_long_way_down_to_an_unreadable_file_does_not_stop_the_night(tmp_path: Path) -> None:
    folders = "信阳市质量协会二〇二〇年度报送材料汇编" * 2
    members = {f"{folders}/{folders}/{folders}/{number}.xlsx": b"<html>%d" % number for number in (1, 2)}

    outputs = hold_night(fill(tmp_path / "in", {"a.zip": zipped(members)}), tmp_path / "out")

    assert set(outputs.statuses.values()) == {"quarantined"}
    assert len(list((outputs.folder / "quarantine").iterdir())) == 2


def test_word_forms_come_for_every_recommending_unit_with_figures(outputs: Outputs) -> None:
    folders = {path.relative_to(outputs.folder).as_posix() for path in outputs.folder.rglob("*.docx")}

    assert folders == {
        f"单位/{folder}/word/{word}"
        for word in (WORD, TEAM_WORD)
        for folder in (
            "4115_信阳市",
            "411502_浉河区",
            "410225_兰考县",
            "HY01_国网河南省电力公司",
            "QT01_其他",
        )
    }


def test_a_word_form_shows_the_unit_s_net_figures_and_its_own_entries(outputs: Outputs) -> None:
    texts = _texts(outputs.folder / "单位" / "411502_浉河区" / "word" / WORD)

    assert "0.0035" in texts
    assert "12.345678" in texts
    assert "50.00" in texts  # 普及率: 50 of 100, the deducted enterprise left out of both
    assert any("示例联系人" in text for text in texts)
    assert not any("{{" in text for text in texts)


def test_a_unit_that_only_adds_up_shows_figures_without_entries(outputs: Outputs) -> None:
    texts = _texts(outputs.folder / "单位" / "4115_信阳市" / "word" / WORD)

    assert "0.0035" in texts
    assert not any("示例联系人" in text for text in texts)


def test_the_manifest_lists_every_output_with_its_fingerprint(outputs: Outputs) -> None:
    manifest = json.loads((outputs.folder / "manifest.json").read_text(encoding="utf-8"))

    found = {
        path.relative_to(outputs.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in outputs.folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert manifest["outputs"] == found
    assert manifest["edition"] == EDITION_ID
    assert sum(manifest["files"].values()) == len(FILES)


def test_a_second_night_removes_what_is_no_longer_true_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    hold_night(fill(tmp_path / "in", FILES), out)
    ours = out / "单位" / "HY01_国网河南省电力公司" / "word"
    strangers = [out / "会议纪要.docx", ours / "盖章扫描.pdf", out / "quarantine" / "处理记录.txt"]
    for path in strangers:
        path.write_text("人写的", encoding="utf-8")

    later = hold_night(fill(tmp_path / "later", {"浉河.xlsx": FILES["浉河.xlsx"]}), out)

    assert [path.name for path in strangers if not path.exists()] == []
    assert not (ours / WORD).exists()
    assert not (out / "单位" / "410225_兰考县").exists()
    assert list((out / "quarantine").iterdir()) == [strangers[2]]
    assert (out / "单位" / "411502_浉河区" / "word" / WORD).exists()
    assert later.statuses == {"浉河.xlsx": "accepted"}


def test_a_second_night_over_the_same_files_leaves_the_same(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "in", FILES)
    first = _contents(hold_night(inbox, tmp_path / "out").folder)

    assert _contents(hold_night(inbox, tmp_path / "out").folder) == first


def test_a_forged_manifest_removes_nothing_outside(tmp_path: Path) -> None:
    inbox, out = fill(tmp_path / "in", {"浉河.xlsx": FILES["浉河.xlsx"]}), tmp_path / "out"
    outside = tmp_path / "outside.txt"
    outside.write_text("keep", encoding="utf-8")
    out.mkdir()
    names = ["../outside.txt", str(outside), "../in/浉河.xlsx", ".."]
    (out / "manifest.json").write_text(json.dumps({"outputs": dict.fromkeys(names, "")}), encoding="utf-8")

    hold_night(inbox, out)

    assert outside.exists()
    assert (inbox / "浉河.xlsx").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"outputs": 3}', '{"outputs": [[1]]}', "null"])
def test_a_damaged_manifest_does_not_stop_the_night(tmp_path: Path, text: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.json").write_text(text, encoding="utf-8")

    outputs = hold_night(fill(tmp_path / "in", {"浉河.xlsx": FILES["浉河.xlsx"]}), tmp_path / "out")

    assert json.loads((outputs.folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]


def test_a_night_that_cannot_finish_says_so_and_the_next_one_clears_up_after_both(tmp_path: Path) -> None:
    out = tmp_path / "out"
    hold_night(fill(tmp_path / "first", FILES), out)
    shutil.rmtree(out / "单位" / "411502_浉河区")
    (out / "单位" / "411502_浉河区").write_text("a file where a folder is needed", encoding="utf-8")

    with pytest.raises(OSError):  # noqa: PT011 - which one, the system decides
        hold_night(fill(tmp_path / "in", {"浉河.xlsx": FILES["浉河.xlsx"]}), out)

    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["finished"] is False
    assert not list(out.rglob("*.tmp"))

    (out / "单位" / "411502_浉河区").unlink()
    hold_night(tmp_path / "in", out)

    assert {path.parent.parent.name for path in out.rglob("*.docx")} == {"4115_信阳市", "411502_浉河区"}
    assert not list(out.glob("quarantine/*"))
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["finished"] is True


def _texts(path: Path) -> set[str]:
    document = docx.Document(str(path))
    return {cell.text.strip() for table in document.tables for row in table.rows for cell in row.cells}


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
