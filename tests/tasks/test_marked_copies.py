"""Marked copies: the submission in a fresh form, every problem at its cell, and the way back from there."""

from __future__ import annotations

import dataclasses
from io import BytesIO
from pathlib import Path

import pytest

from qcxl.demo.fill import Filled
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from qcxl.store.inbox import examine
from qcxl.tasks.context.crew import hired
from qcxl.tasks.marked_copies import CopyJob, marked_copies, marked_copy, run_job
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate import validate_files
from tests.support import issued, workbooks
from tests.support.crews import INLINE
from tests.support.inbox import PROVINCE, enterprise, put, somebody_elses, with_identity
from tests.support.libreoffice import convert, requires_libreoffice
from tests.support.marked import RESULTS, book, explained, results
from tests.support.workbooks import open_workbook

LIST, CARD = "企业明细", "附件5"
COUNTY = "411528"
GOOD = book(
    COUNTY, enterprise("息县示例机械有限公司"), enterprise("息县示例供电有限公司", direct_unit="HY01")
)
FAULTY = book(
    COUNTY,
    enterprise("息县示例机械有限公司", employees="约35"),
    {},
    enterprise("息县示例食品有限公司", qc_groups_registered=21, qc_benefit=None),
    *(enterprise(f"息县示例{name}有限公司", employees="１２０") for name in "甲乙丙丁"),
    qc_contact=None,
    qc_exchange_held="是",
    qc_exchange_time="五月",
)


def judge(path: Path) -> Judged:
    (judged,) = validate_files([path], INLINE)
    return judged


def copy_of(path: Path, judged: Judged | None = None, **given: object) -> bytes:
    (file,) = examine(path)
    problems = (judged or judge(path)).problems
    data = marked_copy(dataclasses.replace(CopyJob(file, problems), **given))  # type: ignore[arg-type]
    assert isinstance(data, bytes), data
    return data


def unshown(submission: Submission) -> Submission:
    """The submission without what its formulas showed, which openpyxl does not compute."""
    cards = {id_: dataclasses.replace(card, shown={}) for id_, card in submission.cards.items()}
    return dataclasses.replace(submission, cards=cards, explanations={})


def codes(judged: Judged) -> list[tuple[str, str, str]]:
    return [(found.code, found.sheet, found.cell) for found in judged.problems]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marked copy of the faulty workbook."""
    folder = tmp_path_factory.mktemp("faulty")
    return put(folder, "copy.xlsx", copy_of(put(folder, "a.xlsx", FAULTY)))


# --- what it holds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [GOOD, FAULTY], ids=["good", "faulty"])
def test_it_is_read_as_the_submission_was(tmp_path: Path, data: bytes) -> None:
    before = judge(put(tmp_path, "a.xlsx", data))

    after = judge(put(tmp_path, "b.xlsx", copy_of(tmp_path / "a.xlsx", before)))

    assert unshown(after.accepted) == unshown(before.accepted)
    assert codes(after) == codes(before)
    assert bool(codes(before)) is (data is FAULTY)


@pytest.mark.parametrize(("edition_id", "unit"), sorted(set(issued.KINDS_OF_UNITS.values())))
def test_every_kind_of_unit_gets_the_form_that_it_was_issued(
    tmp_path: Path, edition_id: str, unit: str
) -> None:
    blank = workbooks.blank(unit, edition_id)
    rows = [{"enterprise_name": "甲", "employees": 100, "qc_participants": 50}]
    path = put(tmp_path, "a.xlsx", workbooks.fill(blank, {"enterprises": rows}, {}).data())
    before = judge(path)

    after = judge(put(tmp_path, "b.xlsx", copy_of(path, before)))

    assert unshown(after.accepted) == unshown(before.accepted)
    assert after.accepted.lists == before.accepted.lists


def test_what_cannot_be_typed_stands_as_it_was_typed(faulty: Path) -> None:
    book = open_workbook(faulty)

    assert [book[LIST][cell].value for cell in ("D6", "A7", "D9")] == ["约35", None, "１２０"]
    assert book[CARD]["B16"].value == "五月"


def test_a_percentage_stays_the_percentage_that_it_is(tmp_path: Path) -> None:
    filled = Filled(BytesIO(workbooks.blank("4115")))
    workbooks.add_rows(
        filled, "teams", [{"enterprise_name": "示例有限公司", "defect_rate": 0.003, "completion_rate": 98}]
    )
    sheet, header = filled.place("teams", "defect_rate")
    column = filled.workbook[sheet][header].column_letter
    filled.workbook[sheet][f"{column}{filled.workbook[sheet][header].row + 1}"].number_format = "0.0%"
    path = tmp_path / "returned.xlsx"
    path.write_bytes(filled.data())
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(copy_of(path))

    (row,) = judge(path).accepted.tables["teams"].rows
    (again,) = judge(copy).accepted.tables["teams"].rows

    assert row.amount("defect_rate") == 3_000
    assert again.values == row.values


def test_formulas_stay_and_show_our_figures(tmp_path: Path) -> None:
    path = put(tmp_path, "b.xlsx", copy_of(put(tmp_path, "a.xlsx", GOOD)))

    card = judge(path).accepted.cards["qc_statistics"]

    assert card.shown["qc_groups_total"] == 0.002
    assert card.shown["qc_participation_rate"] == 50
    assert not card.overwritten


def test_a_damaged_workbook_comes_back_whole(tmp_path: Path) -> None:
    filled = Filled(BytesIO(GOOD))
    filled.workbook[LIST].insert_rows(2, 3)
    filled.workbook[LIST].title = "明细"
    filled.workbook.move_sheet("附件8", -3)
    filled.workbook[CARD]["F6"] = 35
    filled.workbook.create_sheet("草稿")["A1"] = "随手写的"
    before = judge(put(tmp_path, "a.xlsx", filled.data()))

    after = judge(put(tmp_path, "b.xlsx", copy_of(tmp_path / "a.xlsx", before)))

    assert "computed_overwritten" in [found.code for found in before.problems]
    assert after.problems == ()
    assert [row.number for row in after.accepted.tables["enterprises"].rows] == [6, 7]
    assert "草稿" not in open_workbook(tmp_path / "b.xlsx").sheetnames


def test_an_error_value_is_shown_and_stays_a_fault(tmp_path: Path) -> None:
    filled = Filled(BytesIO(GOOD))
    for sheet, cell in ((LIST, "D6"), (CARD, "B18")):
        filled.workbook[sheet][cell] = "#REF!"
    before = judge(put(tmp_path, "a.xlsx", filled.data()))

    after = judge(put(tmp_path, "b.xlsx", copy_of(tmp_path / "a.xlsx", before)))

    faults = [("error_value", LIST, "D6"), ("error_value", CARD, "B18")]
    assert [codes(before), codes(after)] == [faults, faults]


def test_what_a_clerk_added_is_kept_or_said_to_stand_in_the_original_only(tmp_path: Path) -> None:
    filled = Filled(BytesIO(GOOD))
    sheet = filled.workbook[LIST]
    sheet.insert_cols(5)
    for cell, text in (("E5", "备注"), ("E7", "含分公司"), ("L6", "=1+2")):
        sheet[cell] = text
    filled.workbook.create_sheet("本县备查")["A1"] = "随手写的"
    before = judge(put(tmp_path, "a.xlsx", filled.data()))

    path = put(tmp_path, "b.xlsx", copy_of(tmp_path / "a.xlsx", before))

    (formula,) = (found for found in before.problems if found.code == "entry_is_formula")
    (added,) = (found for found in before.problems if found.code == "extra_column")
    copy = open_workbook(path)[LIST]
    right = copy.max_column
    assert (formula.cell, formula.value) == ("L6", "=1+2")
    assert (copy["K6"].value, copy["K6"].data_type) == ("=1+2", "s")
    assert [copy.cell(row, right).value for row in (5, 6, 7)] == ["备注", None, "含分公司"]
    remedies = {str(line["result.code"]): str(line["result.remedy"]) for line in results(path)}
    assert "右边" in remedies[added.code]
    assert "只在原文件里" in remedies["extra_sheet"]
    assert {code for code, *_ in codes(judge(path))} == {"extra_column", "entry_is_formula"}


def test_the_roster_of_the_night_gives_its_lists(tmp_path: Path) -> None:
    (other, *rest) = PROVINCE.units
    later = type(PROVINCE)(
        (other, *rest, dataclasses.replace(PROVINCE.unit("HY01"), code="HY02", name="示例集团"))
    )

    path = put(tmp_path, "b.xlsx", copy_of(put(tmp_path, "a.xlsx", GOOD), roster=later))

    assert judge(path).accepted.lists["direct_units"] == ("国网河南省电力公司", "中原油田", "示例集团")


def test_a_unit_that_the_roster_does_not_have_keeps_the_lists_it_was_issued_with(tmp_path: Path) -> None:
    strange = with_identity(GOOD, unit_code="999999", unit_name="示例县")

    path = put(tmp_path, "b.xlsx", copy_of(put(tmp_path, "a.xlsx", strange), roster=PROVINCE))

    judged = judge(path)
    assert (judged.unit_code, judged.accepted.identity.unit_name) == ("999999", "示例县")
    assert judged.accepted.lists["direct_units"] == ("国网河南省电力公司", "中原油田")


# --- marks and ways -----------------------------------------------------------------------------------


def test_every_problem_is_a_line_in_reading_order(faulty: Path) -> None:
    lines = results(faulty)

    assert [(line["result.code"], line["result.sheet"], line["result.cell"]) for line in lines] == codes(
        judge(faulty)
    )
    assert open_workbook(faulty)[RESULTS]["A3"].value == "必改 8 处，须说明 1 处，提示 5 处。"


def test_a_line_leads_to_its_cell_and_the_note_there_back(faulty: Path) -> None:
    book = open_workbook(faulty)
    for line in results(faulty):
        sheet, cell = str(line["result.sheet"]), str(line["result.cell"])
        for column in "BC":
            link = book[RESULTS][f"{column}{line['row']}"].hyperlink
            assert link.location == f"'{sheet}'!{cell}"
        note = book[sheet][cell].comment
        assert str(line["result.message"]) in note.text
        assert f"第 {line['row']} 行" in note.text
        assert book[sheet][cell].fill.fgColor.rgb != book[sheet]["A2"].fill.fgColor.rgb


def test_only_sheets_with_marks_lead_back_from_their_title(faulty: Path) -> None:
    book = open_workbook(faulty)

    ways = {sheet.title: sheet["A2"].hyperlink for sheet in book if sheet["A2"].hyperlink}

    assert set(ways) == {LIST, CARD}
    assert all(link.location.startswith(f"'{RESULTS}'!") for link in ways.values())


def test_a_card_is_protected_as_it_was(faulty: Path) -> None:
    card = open_workbook(faulty)[CARD]

    assert card.protection.sheet
    assert not card["B18"].protection.locked
    assert card["F6"].protection.locked


def test_without_problems_it_says_so(tmp_path: Path) -> None:
    data = copy_of(put(tmp_path, "a.xlsx", GOOD))

    assert open_workbook(data)[RESULTS]["A3"].value == "没有发现问题。"
    assert results(data) == []


def test_the_same_submission_gives_the_same_bytes(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", FAULTY)

    assert copy_of(path) == copy_of(path)


# --- the whole circle ---------------------------------------------------------------------------------


def mended(source: Path, reason: str = "联系人尚未确定，月底补报") -> bytes:
    """The marked copy as a coordinator sends it back: faults mended, the rest explained."""
    filled = explained(source, reason)
    book = filled.workbook
    for sheet, cell, value in (
        (LIST, "D6", 35),
        (LIST, "E6", 30),
        (LIST, "G8", 11),
        (LIST, "K8", 2.5),
        (CARD, "B15", "否"),
        (CARD, "B16", None),
    ):
        book[sheet][cell] = value
    # Somebody sorts the list while at it.
    book[LIST].move_range("A6:D6", 1)
    book[LIST].move_range("E6:P6", 1)
    return filled.data()


def severities(judged: Judged) -> dict[str, Severity]:
    return {found.code: found.severity for found in judged.problems}


def test_mended_and_explained_it_is_clean(faulty: Path, tmp_path: Path) -> None:
    judged = judge(put(tmp_path, "b.xlsx", mended(faulty)))

    assert judged.is_clean, codes(judged)
    assert severities(judged)["advised_missing"] is Severity.INFO


def test_an_empty_phrase_is_not_enough(faulty: Path, tmp_path: Path) -> None:
    judged = judge(put(tmp_path, "b.xlsx", mended(faulty, "已核实，无误")))

    assert severities(judged)["advised_missing"] is Severity.WARNING
    assert not judged.is_clean


def test_a_reason_outlives_being_marked_again(faulty: Path, tmp_path: Path) -> None:
    again = copy_of(put(tmp_path, "b.xlsx", mended(faulty)))

    judged = judge(put(tmp_path, "c.xlsx", again))

    assert judged.is_clean
    (line,) = [line for line in results(again) if line["result.code"] == "advised_missing"]
    assert (line["result.severity"], line["result.explanation"]) == ("✓ 已说明", "联系人尚未确定，月底补报")


@requires_libreoffice
def test_libreoffice_opens_recalculates_and_saves_it_without_loss(faulty: Path, tmp_path: Path) -> None:
    before = judge(faulty)

    saved = convert(faulty, "xlsx", tmp_path)
    after = judge(saved)

    assert codes(after) == codes(before)
    assert unshown(after.accepted) == unshown(before.accepted)


@requires_libreoffice
def test_formulas_show_what_libreoffice_computes(tmp_path: Path) -> None:
    path = put(tmp_path, "copy.xlsx", copy_of(put(tmp_path, "a.xlsx", GOOD)))
    shown = {id_: card.shown for id_, card in judge(path).accepted.cards.items()}

    computed = judge(convert(path, "xlsx", tmp_path / "saved"))

    assert {id_: card.shown for id_, card in computed.accepted.cards.items()} == shown
    assert computed.problems == ()


@requires_libreoffice
def test_the_circle_goes_through_libreoffice_too(faulty: Path, tmp_path: Path) -> None:
    opened = convert(faulty, "xlsx", tmp_path / "1")
    back = convert(put(tmp_path, "b.xlsx", mended(opened)), "xlsx", tmp_path / "2")

    judged = judge(back)

    assert judged.is_clean, codes(judged)
    assert severities(judged)["advised_missing"] is Severity.INFO


# --- what has no copy ---------------------------------------------------------------------------------


def test_a_file_that_is_no_workbook_of_ours_has_none(tmp_path: Path) -> None:
    (file,) = examine(put(tmp_path, "a.xlsx", somebody_elses()))

    found = marked_copy(CopyJob(file, ()))

    assert isinstance(found, Problem)
    assert found.code == "map_missing"


def test_a_file_that_changed_meanwhile_has_none(tmp_path: Path) -> None:
    (file,) = examine(put(tmp_path, "a.xlsx", GOOD))
    put(tmp_path, "a.xlsx", FAULTY)

    (found,) = marked_copies([CopyJob(file, ())], INLINE)

    assert isinstance(found, Problem)
    assert found.code == "inbox_file_changed"


def test_a_bug_of_ours_costs_one_copy_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise LookupError("made up")

    monkeypatch.setattr("qcxl.excel.filled.filled_form.fill_form", broken)
    (file,) = examine(put(tmp_path, "a.xlsx", GOOD))

    found = run_job(CopyJob(file, ()))

    assert isinstance(found, Problem)
    assert found.code == "marked_copy_failed"


def test_copies_come_in_order(tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{name}.xlsx", data) for name, data in (("a", GOOD), ("b", FAULTY))]
    jobs = [CopyJob(*examine(path), judge(path).problems) for path in paths]
    done: list[int] = []

    with hired(2) as crew:
        copies = marked_copies(jobs, crew.telling(done.append, done.append))

    for job, copy in zip(jobs, copies, strict=True):
        assert isinstance(copy, bytes)
        assert len(results(put(tmp_path, "copy.xlsx", copy))) == len(job.problems)
    assert sum(done) == 2
