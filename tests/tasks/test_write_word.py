"""A unit's official forms from its filled workbook."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest

from qcxl.model.problem import Severity
from qcxl.store import resources
from qcxl.tasks.context.editions import Editions, UnusableError, load_edition
from qcxl.tasks.write_word import compile_word_forms, write_word
from tests.support.crews import INLINE
from tests.support.inbox import EDITION_PATH, FAULTY, enterprise, of_another_edition, put, returned, zipped
from tests.support.workbooks import fill

WORD = "附件5_质量管理小组活动统计表.docx"
WORDS = [WORD, "附件8_质量信得过班组活动统计表.docx"]
ROWS = (
    enterprise("息县示例机械有限公司", qc_groups_total=35, employees=300, qc_participants=200),
    enterprise("示例供电有限公司", direct_unit="HY01", qc_groups_total=20, employees=700),
)


def texts(path: Path) -> list[str]:
    tables = docx.Document(str(path)).tables
    return [cell.text.strip() for table in tables for row in table.rows for cell in row.cells]


HELD: dict[str, object] = {
    "qc_exchange_held": "是",
    "qc_exchange_entered": 12,
    "qc_exchange_presented": 7,
    "qc_exchange_time": "2020-05-20",
    "qc_exchange_place": "示例礼堂",
    "qc_exchange_attendees": 345,
}


def test_the_form_shows_what_the_workbook_says_less_what_direct_units_report(tmp_path: Path) -> None:
    data = returned("411528", *ROWS, cells={"qc_statistics": HELD})

    judged, written = write_word(put(tmp_path, "a [1].xlsx", data), tmp_path / "出 表（一）", INLINE)

    assert judged.is_clean
    assert written == tuple(tmp_path / "出 表（一）" / name for name in WORDS)
    shown = texts(written[0])
    assert "0.0035" in shown
    assert "66.67" in shown
    assert {"12", "7", "345", "示例礼堂"} <= set(shown)
    assert any("息县" in text for text in shown)
    assert not any("{{" in text for text in shown)


TEAM_INDICATORS = {
    "本年度开展质量信得过班组企业数": "1",
    "本年度开展质量信得过班组数": "4",
    "历年质量信得过班组累计数": "9",
    "本年度参与质量信得过班组活动员工数": "86",
    "本年度推荐质量信得过班组数": "0",
    "本年度对质量信得过班组活动投入费用 (培训、交流、规范化等)": "2.5",
    "本年度对质量信得过班组活动奖励费用": "0.75",
}


def printed_rows(path: Path) -> list[list[str]]:
    """The rows of all tables, each merged cell once."""
    rows = [row._tr for table in docx.Document(str(path)).tables for row in table.rows]
    return [["\n".join(line.text for line in cell.p_lst) for cell in row.tc_lst] for row in rows]


def test_the_form_of_the_teams_shows_their_figures_and_what_was_chosen(tmp_path: Path) -> None:
    figures = {"team_count_total": 9, "team_count": 4, "team_participants": 86, "team_spending": 2.5}
    rows = (
        enterprise("息县示例机械有限公司", team_rewards=0.75, **figures),
        enterprise("示例供电有限公司", direct_unit="HY01", team_rewards=100, **figures),
        enterprise("息县示例食品有限公司"),
    )
    chosen = {
        "team_features": "示例特点",
        "team_review_onsite": "是",
        "team_review_alone": "是",
        "team_exchange_held": "否",
    }
    data = returned("411528", *rows, cells={"team_statistics": chosen})

    judged, written = write_word(put(tmp_path, "a.xlsx", data), tmp_path / "out", INLINE)

    assert judged.is_clean
    lines = printed_rows(written[1])
    assert {line[0]: line[2] for line in lines if line[0] in TEAM_INDICATORS} == TEAM_INDICATORS
    shown = [text for line in lines for text in line]
    assert any("示例特点" in text for text in shown)
    ticks = next(text for text in shown if "现场评审" in text and "交流评审" in text)
    assert [part.endswith("☑") for part in ticks.split("\u3000")] == [False, True, False, True]


def test_a_meeting_of_several_days_is_printed_as_it_was_typed(tmp_path: Path) -> None:
    data = returned(
        "411528", *ROWS, cells={"qc_statistics": HELD | {"qc_exchange_time": "2020年5月20日-22日"}}
    )

    _, written = write_word(put(tmp_path, "a.xlsx", data), tmp_path / "out", INLINE)

    assert "2020年5月20日-22日" in texts(written[0])


@pytest.mark.parametrize("typed", ['=DISPIMG("ID_61A4",1)', "'=A1+B1", "<p>示例</p>", "[object Object]"])
def test_what_is_no_text_never_reaches_a_form(tmp_path: Path, typed: str) -> None:
    filled = returned("411528", *ROWS, cells={"team_statistics": {"team_features": typed.removeprefix("'")}})

    judged, written = write_word(put(tmp_path, "a.xlsx", filled), tmp_path / "out", INLINE)

    assert [(found.cell, found.severity) for found in judged.problems] == [("C13", Severity.ERROR)]
    assert written == ()


def test_warnings_do_not_keep_the_form_back(tmp_path: Path) -> None:
    data = returned("411528", *ROWS, cells={"qc_statistics": {"qc_contact": None}})

    judged, written = write_word(put(tmp_path, "a.xlsx", data), tmp_path / "out", INLINE)

    assert [problem.code for problem in judged.problems] == ["advised_missing"]
    assert [path.name for path in written] == WORDS


@pytest.mark.parametrize("data", [returned("411528", FAULTY), b"<html></html>", b""])
def test_no_form_comes_of_errors(tmp_path: Path, data: bytes) -> None:
    judged, written = write_word(put(tmp_path, "a.xlsx", data), tmp_path / "out", INLINE)

    assert judged.problems
    assert written == ()
    assert not (tmp_path / "out").exists()


def test_a_workbook_of_another_edition_gets_that_edition_s_form(tmp_path: Path) -> None:
    row = enterprise("万州示例盐化股份有限公司", qc_groups_total=35)
    del row["qc_benefit_total"]
    data = fill(of_another_edition(), {"enterprises": [row]}, {}).data()

    _, written = write_word(put(tmp_path, "a.xlsx", data), tmp_path / "out", INLINE)

    assert [path.name for path in written] == ["附件4_质量管理小组活动统计表.docx"]
    assert "35" in texts(written[0])


def test_a_nil_return_gives_zeros_and_no_ratios(tmp_path: Path) -> None:
    data = returned("411528", cells={"cover": {"nil_return": "是"}})

    _, written = write_word(put(tmp_path, "a.xlsx", data), tmp_path / "out", INLINE)

    assert "0" in texts(written[0])
    assert not any(text in ("0.00", "nan", "None") for text in texts(written[0]))


def test_a_zip_of_several_workbooks_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.xlsx": returned("411528", *ROWS), "b.xlsx": returned("411502", *ROWS)})

    with pytest.raises(UnusableError):
        write_word(put(tmp_path, "a.zip", data), tmp_path / "out", INLINE)


def test_an_earlier_form_is_replaced(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", returned("411528", *ROWS))
    put(tmp_path / "out", WORD, b"older")

    _, written = write_word(path, tmp_path / "out", INLINE)

    assert [path.name for path in written] == WORDS
    assert "0.0035" in texts(written[0])
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)


def own_edition(folder: Path, template: bytes) -> Path:
    """The shipped edition in a folder of its own, with a Word template beside it."""
    path = folder / "henan-2020.xlsx"
    path.write_bytes(EDITION_PATH.read_bytes())
    put(folder / "templates" / "henan-2020", "附件5.docx", template)
    return path


def with_text(template: bytes, old: str, new: str) -> bytes:
    """A Word template in which one text stands in place of another."""
    parts = zipfile.ZipFile(BytesIO(template))
    return zipped(
        {
            name: parts.read(name).replace(old.encode(), new.encode())
            if name == "word/document.xml"
            else parts.read(name)
            for name in parts.namelist()
        }
    )


SHIPPED = resources.template("henan-2020", "附件5.docx").read_bytes()


def test_a_template_beside_the_edition_is_used(tmp_path: Path) -> None:
    template = with_text(SHIPPED, "统计项目", "本省统计项目")

    _, written = write_word(
        put(tmp_path, "a.xlsx", returned("411528", *ROWS)),
        tmp_path / "out",
        INLINE,
        Editions(load_edition(own_edition(tmp_path, template))),
    )

    assert "本省统计项目" in texts(written[0])


@pytest.mark.parametrize(
    "template",
    [
        b"",
        SHIPPED[: len(SHIPPED) // 2],
        with_text(SHIPPED, "{{qc_contact}}", "{{qc_kontakt}}"),
        with_text(SHIPPED, "{{qc_contact}}", "{{qc_contact}"),
    ],
    ids=["empty", "cut short", "unknown field", "broken braces"],
)
def test_a_template_that_does_not_fit_is_refused_by_name(tmp_path: Path, template: bytes) -> None:
    path = own_edition(tmp_path, template)

    with pytest.raises(UnusableError) as refused:
        compile_word_forms(load_edition(path))

    assert [(found.field, found.value) for found in refused.value.problems] == [
        ("qc_statistics", "附件5.docx")
    ]
