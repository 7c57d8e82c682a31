"""Aggregated workbooks in a real LibreOffice: figures, live checks, grown lists, and the way back to us."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from qcxl.core.figures import known_units
from qcxl.core.figures.computed import compute, shown
from qcxl.core.reading.intake import take_in
from qcxl.core.sheets.layout import LAST_ROW, TABLE_ROWS, lay_out
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Grid, SheetGrid, column_letters
from qcxl.model.submission import Submission
from qcxl.tasks.aggregate import Aggregation, aggregate_workbook
from qcxl.tasks.receiving.reading import files_at
from qcxl.tasks.result_files import write_results
from qcxl.tasks.validate import judge_files
from tests.support import workbooks
from tests.support.crews import INLINE
from tests.support.damage import with_wrong_results
from tests.support.inbox import DUE, enterprise, fill, group, put, returned
from tests.support.issued import MAIN, Issued, cells
from tests.support.libreoffice import convert, convert_all, page_sizes, page_text, requires_libreoffice

CITY, SHIHE, XI, LANKAO, POWER, PROVINCE = "4115", "411502", "411528", "410225", "HY01", "41"
WRONG = 987654
TEA, MACHINES = "信阳示例茶业有限公司", "息县示例机械有限公司"
GROUPS, TIERED = 60, 12
"""How many groups the first county lists, more than a list shows at first, and how many get a tier."""


def with_teams(name: str, count: int, **given: object) -> dict[str, object]:
    teams = {
        "team_count": count,
        "team_count_total": 2 * count,
        "team_participants": 10 * count,
        "team_spending": 1.5 * count,
        "team_rewards": 0.000001 * count,
    }
    return enterprise(name, **{**teams, **given})


def team(name: str, enterprise_name: str, **given: object) -> dict[str, object]:
    usual = {"enterprise_name": enterprise_name, "team_name": name, "team_size": 12, "union_members": 10}
    return {**usual, "women": 4, "youth": 5, "recommended": "否", **given}


def city(*more: Mapping[str, object]) -> bytes:
    """The city's own workbook: an enterprise of its own, one of a direct unit, a group."""
    own = with_teams("信阳示例集团有限公司", 2)
    deducted = with_teams("信阳示例供电有限公司", 3, direct_unit=POWER)
    groups = [group("市级QC小组", "信阳示例集团有限公司", tier="一等")]
    return returned(CITY, own, deducted, *more, lists={"qc_groups": groups})


def shihe() -> bytes:
    """A county with texts for numbers, rows of direct units, and lists longer than a form shows first."""
    rows = (
        with_teams(TEA, 4, team_count="4", qc_benefit=0.123456),
        with_teams("浉河示例供电有限公司", 5, direct_unit="国网河南省电力公司"),
        with_teams("浉河示例石油有限公司", 0, direct_unit=" 中原 油田", qc_benefit="7.5"),
    )
    groups = [
        group(f"浉河{n:02d}QC小组", TEA, recommended="否", evaluation="县里的评价") for n in range(GROUPS)
    ]
    teams = [team(f"浉河{n:02d}班组", TEA, women=n % 9) for n in range(TABLE_ROWS + 10)]
    return returned(SHIHE, *rows, lists={"qc_groups": groups, "teams": teams})


def xi(*groups: Mapping[str, object]) -> bytes:
    return returned(XI, with_teams(MACHINES, 1, employees="１２０"), lists={"qc_groups": groups})


def machine_group(name: str) -> dict[str, object]:
    return group(name, MACHINES, recommended="否")


@dataclass(frozen=True, slots=True)
class Saved:
    """An aggregated workbook as it was written, and what LibreOffice made of it."""

    done: Aggregation
    grid: Grid
    submission: Submission

    def live_checks(self) -> dict[str, object]:
        """Every line of 自检 with its count."""
        layout = lay_out(workbooks.edition())["checks"]
        sheet = self.sheet(layout.form.sheet)
        text, count = (layout.spots[f"check.{part}"][1] for part in ("text", "count"))
        rows = range(layout.row, len(sheet.rows) + 1)
        return {str(sheet.value((row, text))): sheet.value((row, count)) for row in rows}

    def sheet(self, name: str) -> SheetGrid:
        """One sheet."""
        return next(sheet for sheet in self.grid.sheets if sheet.name == name)


def aggregated(folder: Path, own: bytes, files: Mapping[str, bytes]) -> Aggregation:
    path = put(folder, "本级.xlsx", own)
    return aggregate_workbook(path, fill(folder / "收件", files), DUE, INLINE)


def read(data: bytes) -> Grid:
    found = read_grid(data)
    assert isinstance(found, Grid), found
    return found


def taken(data: bytes) -> Submission:
    submission = take_in(read(data), lambda _: workbooks.edition()).submission
    assert submission is not None
    return submission


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Aggregation]:
    """A city, one with faults, a province."""
    folder = tmp_path_factory.mktemp("aggregated")
    counties = {"浉河区.xlsx": shihe(), "息县.xlsx": xi(machine_group("息县QC小组"))}
    found = {"city": aggregated(folder / "city", city(), counties)}
    excess = [group(f"息县{n:02d}QC小组", MACHINES, tier="一等") for n in range(GROUPS)]
    faulty = city(enterprise("信阳(示例)公司"), enterprise("息县示例机械有限公司", employees="约三百"))
    found["faulty"] = aggregated(folder / "faulty", faulty, {**counties, "息县.xlsx": xi(*excess)})
    files = {
        "信阳市.xlsx": found["city"].data,
        "电力.xlsx": returned(POWER, with_teams("信阳示例供电有限公司", 3), with_teams("无班组示例公司", 0)),
        "兰考县.xlsx": returned(
            LANKAO, with_teams("兰考示例有限公司", 1), enterprise("兰考示例油田有限公司", direct_unit="HY10")
        ),
    }
    found["province"] = aggregated(folder / "province", returned(PROVINCE), files)
    return found


@pytest.fixture(scope="module")
def saved(books: Mapping[str, Aggregation], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Saved]:
    return saved_again(books, tmp_path_factory.mktemp("saved"))


def saved_again(books: Mapping[str, Aggregation], folder: Path) -> Mapping[str, Saved]:
    """The books with wrong cached values, saved again by one LibreOffice that calculates everything anew."""
    paths = {}
    for name, book in books.items():
        paths[name] = folder / f"{name}.xlsx"
        paths[name].write_bytes(with_wrong_results(book.data, WRONG))
    converted = convert_all(paths.values(), "xlsx", folder / "libreoffice")
    found = {}
    for (name, book), path in zip(books.items(), converted, strict=True):
        data = path.read_bytes()
        found[name] = Saved(book, read(data), taken(data))
    return found


NAMES = ("city", "faulty", "province")


@requires_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_statistics_are_those_that_we_compute(saved: Mapping[str, Saved], name: str) -> None:
    submission = saved[name].submission
    edition, known = workbooks.edition(), known_units.from_lists(submission)

    for form in edition.statistics:
        figures = compute(form, submission, edition, known).counted
        displayed = submission.cards[form.id].shown
        for field in form.computed:
            figure = shown(figures[field.id], field)
            assert figure is not None
            assert Decimal(repr(displayed[field.id])) == pytest.approx(figure, abs=Decimal("1e-9")), field.id


@requires_libreoffice
def test_the_figures_are_sums_of_what_was_typed(saved: Mapping[str, Saved]) -> None:
    of_city, of_province = (
        {id_: value for card in saved[name].submission.cards.values() for id_, value in card.shown.items()}
        for name in ("city", "province")
    )

    # Net of the deducted rows: 集团, 茶业, 机械 with 10 groups and 2, 4 and 1 teams.
    assert of_city["qc_groups_registered"] == pytest.approx(3 * 10 / 10_000)
    assert of_city["qc_benefit"] == pytest.approx(12.5 + 0.123456 + 12.5)
    assert of_city["qc_participation_rate"] == pytest.approx(round(100 * 150 / (100 + 100 + 120), 2))
    assert of_city["team_count"] == 2 + 4 + 1
    assert of_city["team_enterprises"] == 3
    # The city, two of the power company and one of 兰考 without its oil field.
    assert of_province["qc_groups_registered"] == pytest.approx((3 + 2 + 1) * 10 / 10_000)
    assert of_province["team_enterprises"] == 3 + 1 + 1
    assert of_province["team_count"] == 7 + 3 + 1


@requires_libreoffice
@pytest.mark.parametrize("name", ["city", "province"])
def test_live_checks_pass_where_validation_finds_no_error(saved: Mapping[str, Saved], name: str) -> None:
    assert not [one for one in saved[name].done.judged.problems if one.severity == "error"]

    assert [line for line, count in saved[name].live_checks().items() if count] == []


@requires_libreoffice
def test_live_checks_count_what_validation_finds(saved: Mapping[str, Saved]) -> None:
    found = saved["faulty"].done.judged.problems
    codes = [one.code for one in found]

    counts = sorted(float(str(count)) for count in saved["faulty"].live_checks().values() if count)

    # 61 groups of the first tier where 3 are allowed, and 12 in all; a bracket; a number that is none.
    assert {"quota_exceeded", "name_half_width_bracket", "not_a_number"} <= set(codes)
    assert counts == [1, 1, (61 - 3) + (61 - 12)]


@requires_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_what_we_cache_is_what_libreoffice_calculates(saved: Mapping[str, Saved], name: str) -> None:
    written = read(saved[name].done.data)

    differing = {
        (sheet.name, place): (sheet.value(place), after.value(place))
        for sheet, after in zip(written.sheets, saved[name].grid.sheets, strict=True)
        for place in sheet.formulas
        if not _same(sheet.value(place), after.value(place))
    }
    assert differing == {}


@requires_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_what_libreoffice_saves_is_read_as_it_was_written(saved: Mapping[str, Saved], name: str) -> None:
    before, after = taken(saved[name].done.data), saved[name].submission

    assert after.tables == before.tables
    assert after.lists == before.lists
    assert after.identity == before.identity
    assert len(after.identity.aggregated) == {"large": 1, "province": 3}.get(name, 2)


@requires_libreoffice
def test_choices_made_in_libreoffice_are_kept(books: Mapping[str, Aggregation], tmp_path: Path) -> None:
    path = tmp_path / "decided.xlsx"
    decided = workbooks.fill(books["city"].data, {}, {})
    for row in range(2, 2 + TIERED):
        decided.below("qc_groups", "tier", row).value = "三等"
        decided.below("qc_groups", "evaluation", row).value = "市里的评价"
    decided.below("qc_groups", "recommended", GROUPS + 1).value = "是"
    path.write_bytes(decided.data())
    edited = convert(path, "xlsx", tmp_path / "saved").read_bytes()

    files = {"浉河区.xlsx": shihe(), "息县.xlsx": xi(machine_group("机床QC小组"))}
    again = aggregated(tmp_path / "again", edited, files)

    rows = taken(again.data).tables["qc_groups"].rows
    kept = [(row.text("tier"), row.text("evaluation")) for row in rows[1 : 1 + TIERED]]
    assert kept == [("三等", "市里的评价")] * TIERED
    assert [row.text("recommended") for row in rows[-2:]] == ["是", "否"]
    assert [row.text("group_name") for row in rows[-1:]] == ["机床QC小组"]
    assert taken(again.data).identity.aggregated == (SHIHE, XI)
    assert {(one.source, one.names[0]) for one in again.aggregated.lost} == {("息县", "息县QC小组")}


@requires_libreoffice
def test_grown_lists_print_on_whole_pages_with_their_headers(
    books: Mapping[str, Aggregation], tmp_path: Path
) -> None:
    path = put(tmp_path, "信阳市.xlsx", books["city"].data)

    pdf = convert(path, "pdf", tmp_path / "pdf")

    text = page_text(pdf)
    assert {frozenset(size) for size in page_sizes(pdf)} == {frozenset((210, 297))}
    assert all(f"浉河{n:02d}QC小组" in text for n in range(GROUPS))
    assert not re.search(r"#(REF|VALUE|N/A|NAME|DIV)|Err:\d", text)


@pytest.mark.parametrize("list_", ["qc_groups", "teams"])
def test_grown_rows_are_like_the_first(books: Mapping[str, Aggregation], list_: str) -> None:
    book = Issued(workbooks.edition(), CITY, books["city"].data)
    layout = book.layouts[list_]
    rows = taken(books["city"].data).tables[list_].rows
    last = rows[-1].number
    sheet = book.sheets[layout.form.sheet]
    styles = {address: cell.get("s") for address, cell in cells(sheet).items()}
    columns = [column_letters(column) for column in range(1, layout.width + 1)]

    assert last > layout.header_row + TABLE_ROWS
    for row in (layout.header_row + TABLE_ROWS, layout.header_row + TABLE_ROWS + 1, last):
        assert [styles[f"{each}{row}"] for each in columns] == [
            styles[f"{each}{layout.row}"] for each in columns
        ]
    (table,) = book.tables(layout.form.sheet)
    assert table.attrib["ref"] == f"A{layout.header_row}:{columns[-1]}{last}"
    dropdowns = {rule.attrib["sqref"] for rule in sheet.iter(f"{MAIN}dataValidation")}
    assert {each.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for each in dropdowns} == {
        str(LAST_ROW)
    }


@pytest.mark.parametrize("name", ["city", "province"])
def test_a_marked_copy_of_an_aggregated_workbook_keeps_everything(
    books: Mapping[str, Aggregation], tmp_path: Path, name: str
) -> None:
    path = put(tmp_path, "汇总.xlsx", books[name].data)
    (file,) = files_at([path])

    (copy,) = write_results([(file, *judge_files([file], INLINE))], tmp_path / "标注", INLINE)

    assert copy.path is not None
    before, after = taken(books[name].data), taken(copy.path.read_bytes())
    assert after == before


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return one == other
