"""Cases that raise every code of the catalogue, each the way people come to see it; for test_catalogue.

Where tests of a module have a table of faulty cases, that table is run here; what no table holds has a small
case of its own.
"""

from __future__ import annotations

import datetime as dt
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest

from qcxl.core.columns import check_columns
from qcxl.core.documents.document_checks import DocumentText, check_document
from qcxl.core.reading.intake import take_in
from qcxl.core.rollup.roll_up import RollUp
from qcxl.demo.fill import Filled
from qcxl.excel.analysis.analysis_book import write_analysis
from qcxl.excel.edition.edition_reader import read_edition
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.excel.reading.limits import DEFAULT_LIMITS
from qcxl.excel.reading.preflight import preflight
from qcxl.excel.roster.roster_reader import read_roster
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem
from qcxl.store import archive, lane
from qcxl.store.inbox import read_bytes, refuse_nested, scan
from qcxl.store.workers import Lost, Workers
from qcxl.tasks.aggregate import aggregate_workbook
from qcxl.tasks.check_edition import check_edition_at
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import BUILT_IN
from qcxl.tasks.marked_copies import CopyJob, run_job
from qcxl.tasks.night import parents
from qcxl.tasks.receiving.reading import ReadJob, files_at, read_job
from qcxl.word.document_kind import DocumentLimits
from qcxl.word.document_text import read_document
from tests.core.documents import test_document_checks as document_checks
from tests.core.reading import test_intake as intake
from tests.core.reading import test_intake_damage as damaged_intake
from tests.core.reading import test_structure as structure
from tests.core.reading import test_touched_sheets as touched
from tests.core.rollup import test_quota_problems as quotas
from tests.core.rollup import test_reconciliation as reconciliation
from tests.core.rules import test_predicate as rules
from tests.excel.edition import test_documents as edition_documents
from tests.excel.edition import test_drawings as drawings
from tests.excel.edition import test_edition_checks as edition_checks
from tests.excel.reading import test_preflight as refused
from tests.excel.roster import test_roster_reader as rosters
from tests.store import jobs
from tests.support import damage, documents, grids
from tests.support.crews import INLINE, LateExecutor
from tests.support.editions import put as put_cell
from tests.support.editions import read_changed
from tests.support.inbox import (
    DUE,
    FAULTY,
    IN_TIME,
    enterprise,
    fill,
    hold_night,
    of_another_edition,
    put,
    returned,
    with_identity,
)
from tests.support.made_up_analysis import rich_analysis
from tests.support.marked import results
from tests.support.submissions import CHONGQING, rule_problems, submission, taken
from tests.support.workbooks import edition
from tests.tasks import test_check_edition as unfit_edition

Case = Callable[[Path], Iterable[Problem | str]]
"""What a case raises in an empty folder: problems, or codes where they come from what was written."""
POSIX_ONLY = frozenset({"file_needs_too_much_memory", "inbox_not_a_regular_file"})


def raised(folder: Path) -> set[str]:
    """The codes that the cases raise."""
    found: set[str] = set()
    for case in CASES:
        own = folder / case.__name__
        own.mkdir()
        found.update(each if isinstance(each, str) else each.code for each in case(own))
    return found


def expected(codes: Iterable[str]) -> set[str]:
    """The codes that can be raised on this system."""
    return set(codes) - (POSIX_ONLY if sys.platform == "win32" else frozenset())


def _problems(*found: object) -> Iterator[Problem]:
    for each in found:
        assert isinstance(each, Problem), each
        yield each


# ---- files


def unfit_files(_: Path) -> Iterator[Problem]:
    first = dict(reversed(refused.REFUSED.values()))
    yield from _problems(*(read_grid(damaged(refused.good_workbook())) for damaged in first.values()))
    limits = {"file_bytes": 1_000, "sheets": 1, "rows": 38}
    for name, limit in limits.items():
        tight = replace(DEFAULT_LIMITS, **{name: limit})
        yield from _problems(preflight(refused.good_workbook(), tight))
    nonsense = damage.with_sheet(refused.good_workbook(), '<row r="1"><c r="A1" t="s"><v>99</v></c></row>')
    too_long = damage.with_sheet(
        refused.good_workbook(), f'<row r="1"><c r="A1" t="str"><v>{"长" * 40_000}</v></c></row>'
    )
    yield from _problems(read_grid(nonsense), read_grid(too_long))


def unfit_documents(_: Path) -> Iterator[Problem]:
    good = documents.document("一、基本情况")
    unfit = (b"", b"%PDF-1.7", damage.encrypted(good), damage.cut(good, 0.5))
    yield from _problems(*map(read_document, unfit))
    yield from _problems(read_document(good, DocumentLimits(file_bytes=10)))


def documents_against_their_rules(_: Path) -> Iterator[Problem]:
    yield from check_document(DocumentText(()), document_checks.SUMMARY, document_checks.edition())
    too_long = DocumentText(("甲" * 6,))
    yield from check_document(too_long, document_checks.MATERIAL, document_checks.edition())


def files_in_the_inbox(folder: Path) -> Iterator[Problem | None]:
    inbox = folder / "in"
    book = b"PK\x03\x04 a workbook, as far as the inbox cares"
    for name in ("~$a.xlsx", ".DS_Store", "a.pdf", "a.rar", "broken.zip"):
        put(inbox, name, book)
    put(inbox, "mail.eml", b'Content-Disposition: attachment; filename="a.xlsx"')
    put(inbox, "greetings.eml", b"Subject: greetings")
    _zip(inbox / "nested.zip", {"b.zip": book, "a.xlsx": book})
    _zip(inbox / "folder.zip", {"市": b"", "市/a.xlsx": book})
    _zip(inbox / "empty.zip", {"a.pdf": b""})
    _zip(inbox / "odd.zip", {"a.xlsx": book}, zipfile.ZIP_BZIP2)
    _zip(inbox / "long names.zip", {f"{number}{'长' * 20_000}.xlsx": b"" for number in range(80)})
    damage_zip = _zip(inbox / "secret.zip", {"a.xlsx": book})
    damage_zip.write_bytes(damage.with_encryption_flag(damage_zip.read_bytes(), "a.xlsx"))
    with (inbox / "large.xlsx").open("wb") as stream:
        stream.truncate(archive.LARGEST_FILE + 1)
    if sys.platform != "win32":
        (inbox / "link.xlsx").symlink_to(inbox / "a.pdf")
    gone, other = put(inbox, "gone.xlsx", book), put(inbox, "other.xlsx", book)
    found = list(scan(inbox))
    yield from (file.reason for file in found if file.reason)
    gone.unlink()
    other.write_bytes(book + b"more")
    for file in found:
        if file.name in (gone.name, other.name):
            read = read_bytes(file)
            yield read if isinstance(read, Problem) else None
    yield refuse_nested(inbox, inbox / "out")


def _zip(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def files_that_cost_a_process(folder: Path) -> Iterator[Problem]:
    orders = ["abort", f"hang in {folder}", *(["hog"] if sys.platform != "win32" else [])]
    with pytest.MonkeyPatch.context() as patch, Workers(1) as workers:
        # Time leaps when a process hangs, and stands still otherwise.
        patch.setattr(lane, "monotonic", lambda: 1000.0 * len(list(folder.iterdir())))
        done = workers.run(jobs.misbehave, orders, memory_mb=512, seconds_per_item=0.1)
        yield from (lost.reason for _, lost in done if isinstance(lost, Lost))


def files_that_show_a_bug(folder: Path) -> Iterator[Problem]:
    """One while a workbook is read, one while its copy is marked, and a parent that is not made in time."""
    (file,) = files_at([put(folder / "in", "息县.xlsx", xis())])

    def stumble(*_: object) -> bytes:
        raise LookupError("made up")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qcxl.excel.filled.filled_form.fill_form", stumble)
        yield from _problems(run_job(CopyJob(file, ())))
        patch.setattr("qcxl.excel.reading.grid_reader.read_grid", stumble)
        yield from _problems(read_job(ReadJob(file, BUILT_IN)))


# ---- reading


ODD_CELLS = """
    cover
    | nil_return | preparer | filled_on |
    | √          | '示例 ⏎  | 2020年5月 |

    enterprises
    | enterprise_name | credit_code | employees | qc_participants | qc_groups_total | qc_benefit_total | qc_benefit |
    | 2020-05-20      | 9.1E+17     | 约35      | 2020-05-03      | 35小时          | 12.5000001       | 9999999999 |
    | 甲公司          | '９１Ａ     | 35.5      | '12             | 0.0035          | 两千             | 1          |

    qc_statistics
    | qc_exchange_held | qc_exchange_time | qc_postcode | qc_contact  | qc_department         |
    | 是               | 昨天             | 50000       | <p>张某</p> | =DISPIMG("ID_61A4",1) |

    team_statistics
    | team_exchange_held | team_exchange_time | team_features |
    | 是                 | 44022              | 2020-05-20    |

    teams
    | enterprise_name | completion_rate |
    | 甲公司          | 85.333333       |
    """  # noqa: E501
ODD_ENTRIES = f"""
    enterprises
    | enterprise_name | employees | qc_participants |
    | {"长" * 200}    | -1        |                 |

    cover
    | nil_return | preparer |
    | 有         | /        |

    qc_statistics
    | qc_exchange_held | qc_contact | qc_department |
    | 是               | /          | 无            |

    teams
    | enterprise_name | completion_rate |
    | 甲公司          | 101             |

    qc_judges
    | judge_name | employer | certificate_number |
    | 无         | 示例公司 | /                  |
    """


def odd_cells(_: Path) -> Iterable[Problem]:
    days = [f"qc_statistics\n| qc_exchange_time |\n| 2020年5月20日-{last}日 |" for last in (18, 22)]
    return [found for markdown in (ODD_CELLS, *days) for found in taken(markdown).problems]


def odd_entries(_: Path) -> Iterator[Problem]:
    yield from (found for _, found in check_columns(edition(), {"": submission(ODD_ENTRIES)}))


def broken_workbooks(folder: Path) -> Iterator[Problem]:
    sheet_list, card = intake.LIST, intake.CARD
    for name, edit in (
        (sheet_list, lambda sheet: grids.delete_columns(sheet, 4)),
        (sheet_list, damaged_intake.typed(sheet_list, {(5, 4): "人数"})),
        (sheet_list, damaged_intake.typed(sheet_list, {(6, 4): "#REF!", (7, 4): "="})),
        (sheet_list, lambda sheet: grids.cleared(sheet, 4)),
        (card, lambda sheet: grids.delete_rows(sheet, 16)),
        ("_qcxl", lambda sheet: grids.cleared(sheet, 3, 2)),
    ):
        yield from damaged_intake.problems_after(name, edit)
    for lost in (sheet_list, "_qcxl"):
        left = Grid(tuple(sheet for sheet in intake.good().sheets if sheet.name != lost))
        yield from intake.read(left).problems
    yield from taken("qc_statistics\n| qc_groups_total |\n| #REF! |").problems
    yield from take_in(intake.good(), lambda _: edition(), expected=CHONGQING).problems
    yield from take_in(intake.good(), lambda _: None).problems
    yield from take_in(intake.good(), lambda _: damaged_intake.revised_without("new_column")).problems
    revised = replace(edition(), facts={})
    yield from take_in(intake.good(), lambda _: revised).problems
    far = grids.edited(
        intake.good(),
        sheet_list,
        lambda sheet: grids.moved_rows(sheet, lambda row: 5_001 if row == 8 else row),
    )
    yield from intake.read(far).problems
    write_analysis(folder / "汇总分析.xlsx", rich_analysis())
    analysis = read_grid((folder / "汇总分析.xlsx").read_bytes())
    assert isinstance(analysis, Grid)
    yield from take_in(analysis, lambda _: edition()).problems


def rearranged_workbooks(_: Path) -> Iterator[Problem]:
    source = structure.filled()
    sheet_list = structure.LIST
    copy = grids.renamed(structure.sheet_of(sheet_list), f"{sheet_list} (2)")
    yield from structure.read(Grid((*source.sheets, copy, structure.DRAFT))).problems
    for name, edit in (
        (sheet_list, lambda sheet: grids.renamed(sheet, "改了名")),
        (sheet_list, lambda sheet: replace(sheet, hidden_rows=frozenset({7}))),
        (sheet_list, lambda sheet: grids.insert_columns(sheet, 4, 1)),
        (sheet_list, lambda sheet: grids.swap_columns(sheet, 4, 5)),
        (sheet_list, structure.merged((6, 4, 7, 4))),
        (sheet_list, lambda sheet: grids.insert_rows(sheet, 7, 2)),
        (sheet_list, structure.typed(sheet_list, {(6, 22): "35"})),
        (sheet_list, structure.typed(sheet_list, {(9, 24): "35"})),
        (structure.CARD, structure.typed(structure.CARD, {(40, 1): "35"})),
    ):
        yield from structure.problems_after(name, edit)
    for name, edit in (
        (sheet_list, touched.struck((7, 1), (7, 4), (7, 5), (7, 11))),
        (sheet_list, touched.struck((7, 11))),
        (sheet_list, touched.struck((7, 1), partly=True)),
        (sheet_list, touched.with_things(touched.PICTURE, touched.BOX, touched.COMMENT)),
        (sheet_list, touched.shown_as({(7, 11): touched.WAN})),
        (sheet_list, touched.shown_as({(row, 11): touched.WAN for row in (6, 7, 8)})),
        (sheet_list, touched.aside((7,), 1)),
        (structure.CARD, touched.without_rulers),
    ):
        yield from structure.problems_after(name, edit)


# ---- rules and figures


def rule_tables(_: Path) -> Iterator[Problem]:
    for markdown, unit in {rules.workbook_with(code) for code in rules.NAMED}:
        yield from rule_problems(markdown, unit=unit)


def roll_ups(_: Path) -> Iterator[Problem]:
    of_rows = reconciliation.books
    for accepted in (
        of_rows(u0101=reconciliation.DEDUCTED),
        of_rows(u0101=reconciliation.DEDUCTED, u90=""),
        of_rows(u0101=reconciliation.OWN, u90=reconciliation.OWN),
        of_rows(u0101=reconciliation.OWN, u0102=reconciliation.OWN),
        of_rows(u0101="| qc_groups |\n| -5 |"),
        of_rows(u01="| enterprise_name | source_unit |\n| 甲厂 | 寅县 |"),
        of_rows(
            u01="| qc_groups | source_unit |\n| 9 | 子县 |",
            u0101="| qc_groups |\n| 5 |",
        ),
    ):
        yield from _of(reconciliation.rolled(accepted))
    yield from _of(quotas.rolled({"0101": quotas.teams(*["三等"] * 25)}))


def _of(result: RollUp) -> Iterator[Problem]:
    for faults in result.problems.values():
        yield from faults


# ---- what came in


@cache
def xis() -> bytes:
    return returned("411528", enterprise("息县示例机械有限公司"))


def borrowed_book() -> bytes:
    """The workbook of a county that its neighbour filled in and named after itself, but for one heading."""
    filled = Filled(
        BytesIO(returned("411528", enterprise("浉河示例茶业有限公司"), enterprise("浉河示例纺织有限公司")))
    )
    filled.workbook["填报说明"]["B4"] = "浉河区"
    filled.workbook["附件5"]["A4"] = "推荐单位（公章） 示例办公室"
    return filled.data()


def nights(folder: Path) -> Iterator[Problem | str]:
    """A night with copies, versions, strangers and latecomers, and a city whose own workbook went back."""
    better = returned("410225", enterprise("兰考示例乐器有限公司"))
    copied = [enterprise("示例甲有限公司"), enterprise("示例乙有限公司")]
    inbox = fill(
        folder / "in",
        {
            "息县.xlsx": xis(),
            "息县 - 副本.xlsx": xis(),
            "兰考.xlsx": returned("410225", enterprise("兰考示例琴厂有限公司")),
            "兰考（改）.xlsx": better,
            "兰考（再改）.xlsx": returned("410225", FAULTY),
            "生人.xlsx": with_identity(xis(), unit_code="499999"),
            "改名.xlsx": with_identity(returned("4101", enterprise("郑州示例公司")), unit_name="郑州新市"),
            "信阳市.xlsx": returned("4115", FAULTY),
            "国网.xlsx": returned("HY01", *copied),
            "浉河区一.xlsx": returned("411502", enterprise("浉河示例茶业有限公司")),
            "浉河区二.xlsx": returned(
                "411502", enterprise("浉河示例茶业有限公司"), enterprise("浉河示例纺织有限公司")
            ),
            "油田.xlsx": returned("HY10", *copied),
            "油田二.xlsx": returned("HY10", *copied, enterprise("示例丙有限公司")),
            "浉河区（借用）.xlsx": borrowed_book(),
            "去年.xlsx": of_another_edition(),
        },
    )
    late = returned("411502", enterprise("浉河示例茶业有限公司"), enterprise("浉河示例化工有限公司"))
    put(inbox, "浉河.xlsx", late, IN_TIME + dt.timedelta(days=9))

    outputs = hold_night(inbox, folder / "out", as_of=DUE + dt.timedelta(days=20))

    yield from (row["code"] for row in outputs.rows("problems.csv"))
    yield from (outcome.reason for outcome in outputs.night.returns.outcomes if outcome.reason)
    city = outputs.folder / "单位" / "4115_信阳市" / "4115_信阳市.xlsx"
    yield from (str(line["result.code"]) for line in results(city))


def parents_that_are_not_made(folder: Path) -> Iterator[Problem]:
    made: list[Problem] = []
    really = parents.problem

    def seen(code: str, **facts: object) -> Problem:
        made.append(really(code, **facts))  # type: ignore[arg-type]
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lane, "monotonic", count(step=10**6).__next__)
        patch.setattr(parents, "problem", seen)
        late = Crew(Workers(1, LateExecutor("_make")))
        hold_night(fill(folder / "in", {"息县.xlsx": xis()}), folder / "out", crew=late)
    yield from made


def aggregations(folder: Path) -> Iterator[Problem]:
    twice = enterprise("信阳示例两家有限公司")
    files = {
        "息县.xlsx": returned("411528", twice),
        "浉河.xlsx": returned("411502", twice),
        "兰考.xlsx": returned("410225", twice),
        "信阳市.xlsx": returned("4115", enterprise("信阳示例集团有限公司")),
        "新设区.xlsx": with_identity(returned("411502", twice), unit_code="411599", unit_name="新设区"),
    }
    own = put(folder, "本级.xlsx", returned("4115"))

    done = aggregate_workbook(own, fill(folder / "in", files), DUE, INLINE)

    yield from done.compared
    for outcome in done.returns.outcomes:
        yield from outcome.received.problems


# ---- what maintainers write


def unfit_rosters(folder: Path) -> Iterator[Problem]:
    sheets = [[[rosters.HEADER, *rows]] for _, rows, _ in rosters.FAULTY_ROWS]
    for number, given in enumerate([*sheets, *(sheets for _, sheets, _ in rosters.FAULTY_SHEETS)]):
        _, problems = read_roster(rosters.write(folder / f"{number}.xlsx", *given))
        yield from problems
    yield from read_roster(folder / "没有.xlsx")[1]


def unfit_editions(folder: Path) -> Iterator[Problem]:
    first = {case[0]: case[1:] for case in reversed(edition_checks.FAULTY_CELLS)}
    edits = [put_cell(*case) for case in first.values()]
    edits += [edit for edit, _ in edition_checks.DIFFERING_TOTALS]
    tables = {frozenset(code for code, *_ in found): edit for edit, found in edition_checks.FAULTY_TABLES}
    drawn = {frozenset(code for code, *_ in found): edit for edit, found in drawings.FAULTS}
    for edit in (*edits, *tables.values(), *drawn.values()):
        yield from read_changed(edit)[1]
    yield from read_changed(lambda book: book.remove(book["规则"]))[1]
    unfit = edition_documents.rows({**edition_documents.LENGTH, "参数": None})
    yield from read_changed(*unfit)[1]
    yield from read_edition(b"")[1]


def unfit_templates(folder: Path) -> Iterator[Problem]:
    """A template that is missing, one that is broken, and one that asks for a field that its form lacks."""
    path = unfit_edition.edition_in(
        folder, b"", lambda book: unfit_edition.name_template(book, "附件五.docx")
    )
    yield from check_edition_at(path).problems
    for name, template in {"broken": b"", "field": unfit_edition.with_field("qc_kontakt")}.items():
        yield from check_edition_at(unfit_edition.edition_in(folder / name, template)).problems


CASES: tuple[Case, ...] = (
    unfit_files,
    unfit_documents,
    documents_against_their_rules,
    files_in_the_inbox,
    files_that_cost_a_process,
    files_that_show_a_bug,
    odd_cells,
    odd_entries,
    broken_workbooks,
    rearranged_workbooks,
    rule_tables,
    roll_ups,
    nights,
    parents_that_are_not_made,
    aggregations,
    unfit_rosters,
    unfit_editions,
    unfit_templates,
)
