"""The whole job on made-up data, its sums checked a second way: by a flat loop over the accepted files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from qcxl.demo import run_demo
from qcxl.store import resources
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.context.progress import to_nobody
from tests.support.inbox import read_csv
from tests.support.workbooks import ROSTER_OF, open_workbook

ROOT = Path(__file__).resolve().parents[2]
HANG = 1800
"""Seconds after which a demo that hangs is given up; no test is judged by how long it takes."""
MEASURED_IN = {
    "henan-2020": {"qc_groups_total": 10_000, "qc_groups_registered": 10_000, "qc_groups_active": 10_000},
    "chongqing-2019": {},
}
"""Divisors of the official measure (万个) where it is not the measure of the entries."""
RATIOS = {
    "qc_participation_rate": ("qc_participants", "employees"),
    "qc_achievement_rate": ("qc_groups_with_results", "qc_groups_registered"),
}
KINDS_OF_FAULT = {"henan-2020": 17, "chongqing-2019": 9}


@dataclass(frozen=True, slots=True)
class Held:
    """A demo that was held."""

    edition: str
    folder: Path

    def rows(self, name: str) -> list[dict[str, str]]:
        return read_csv(self.folder / "out" / name)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """The smallest demo; `tests/proofs` hold that of every edition."""
    return hold(tmp_path_factory.mktemp("demo"), "chongqing-2019")


def hold(folder: Path, edition: str) -> Held:
    """A demo in a folder of its own."""
    run_demo(folder / "演示 [1]", edition, to_nobody, to_nobody)
    return Held(edition, folder / "演示 [1]")


@cache
def roster(edition: str) -> dict[str, tuple[str, str, bool]]:
    """Name, parent and 直报 by code, as the roster's sheet says."""
    path = resources.resource("workbooks", "rosters", f"{ROSTER_OF[edition]}.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, max_col=5, values_only=True))
    return {str(code): (str(name), str(parent or ""), flag == "是") for code, name, _, parent, flag in rows}


Lists = dict[str, list[dict[str, object]]]
"""The rows of each list of one workbook by sheet, each by the ids that stand above the header."""


def lists(data: bytes) -> Lists:
    """企业明细 and, where there is one, the list of teams."""
    found: Lists = {}
    # Sheet by sheet: these are the only ones of a dozen that are looked at.
    book = open_workbook(data, read_only=True)
    for sheet in ("企业明细", "附件9-3"):
        rows = list(book[sheet].iter_rows(values_only=True)) if sheet in book.sheetnames else []
        at = next((number for number, row in enumerate(rows) if "enterprise_name" in row), 0)
        listed: list[dict[str, object]] = [
            dict(zip(map(str, rows[at]), row, strict=True)) for row in rows[at + 2 :]
        ]
        found[sheet] = [row for row in listed if row["enterprise_name"]]
    return found


@cache
def accepted(held: Held) -> dict[str, Lists]:
    """The lists of every file that submissions.csv calls accepted, by unit code."""
    found = {}
    for row in held.rows("submissions.csv"):
        if row["status"] == "accepted":
            file, _, member = row["file"].partition("!")
            data = (held.folder / "inbox" / file).read_bytes()
            if member:
                data = zipfile.ZipFile(BytesIO(data)).read(member)
            found[row["unit_code"]] = lists(data)
    return found


def below(edition: str, code: str) -> set[str]:
    """A unit and all units under it."""
    units = roster(edition)
    found = {code}
    for _ in units:
        found |= {child for child, (_, parent, _) in units.items() if parent in found}
    return found


def expected(held: Held, files: Mapping[str, Lists], code: str, field: str) -> tuple[str, ...]:
    """Gross, direct, net, numerator and denominator of a unit, as they should stand in rollup.csv."""
    units = roster(held.edition)

    def total(column: str, *, only: bool | None = None) -> Fraction:
        sheet = "附件9-3" if column == "teams_recommended" else "企业明细"
        found = Fraction(0)
        for unit in below(held.edition, code) & files.keys():
            for row in files[unit][sheet]:
                deducted = bool(row.get("direct_unit")) and not units[unit][2]
                if only is None or deducted is only:
                    found += added(row, column)
        return found

    if field in RATIOS:
        up, down = (total(column, only=False) for column in RATIOS[field])
        hundredths = int(up * 10_000 / down + Fraction(1, 2)) if down else 0
        return ("", "", text(Fraction(hundredths, 100)) if down else "", text(up), text(down))
    divisor = MEASURED_IN[held.edition].get(field, 1)
    amounts = (total(field), total(field, only=True), total(field, only=False))
    return (*(text(amount / divisor) for amount in amounts), "", "")


def added(row: Mapping[str, object], column: str) -> Fraction:
    """What one row adds to a figure (附件8 items 1 and 5 are no columns of figures)."""
    if column == "teams_recommended":
        return Fraction(row["recommended"] == "是")
    if column == "team_enterprises":
        return Fraction(int(str(row["team_count"] or 0)) > 0)
    return Fraction(str(row[column] or 0))


def text(number: Fraction) -> str:
    """A fraction whose denominator divides a power of ten as a plain decimal."""
    millionths = number * 10**6
    assert millionths.denominator == 1
    whole, rest = divmod(int(millionths), 10**6)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def test_every_figure_is_what_a_flat_loop_over_the_accepted_files_gives(held: Held) -> None:
    files = accepted(held)
    rows = held.rows("rollup.csv")
    assert len(files) > 10
    assert not any(
        row.get("source_unit") for file in files.values() for rows in file.values() for row in rows
    )

    for row in rows:
        figures = tuple(row[key] for key in ("gross", "direct", "net", "numerator", "denominator"))
        assert figures == expected(held, files, row["unit_code"], row["field"]), (
            row["unit_name"],
            row["field"],
        )


def test_every_unit_with_an_accepted_file_at_or_below_it_has_rows_and_no_other(held: Held) -> None:
    units = roster(held.edition)
    reported = set(accepted(held))

    expected_units = {code for code in units if below(held.edition, code) & reported}
    assert {row["unit_code"] for row in held.rows("rollup.csv")} == expected_units
    assert len(expected_units) < len(units)


def test_deductions_are_the_rows_that_regions_say_belong_to_direct_units(held: Held) -> None:
    units = roster(held.edition)
    named = sorted(
        (str(row["direct_unit"]), str(row["enterprise_name"]))
        for code, found in accepted(held).items()
        for row in found["企业明细"]
        if row.get("direct_unit") and not units[code][2]
    )

    rows = held.rows("deductions.csv")
    assert sorted((row["direct_unit"], row["enterprise_name"]) for row in rows) == named
    assert bool(named) is (held.edition == "henan-2020")


def test_the_demo_leaves_three_folders(held: Held) -> None:
    assert {path.name for path in held.folder.iterdir() if path.is_dir()} == {"blank", "inbox", "out"}
    assert len(list((held.folder / "blank").glob("*.xlsx"))) == len(roster(held.edition))


def test_every_status_occurs(held: Held) -> None:
    statuses = {row["status"] for row in held.rows("submissions.csv")}

    expected_statuses = {"accepted", "returned", "superseded", "duplicate", "ignored", "quarantined"}
    if held.edition == "chongqing-2019":  # too few units for every kind of fault
        expected_statuses.remove("quarantined")
    assert statuses == expected_statuses


def test_faults_of_many_kinds_come_back(held: Held) -> None:
    codes = {row["code"] for row in held.rows("problems.csv") if row["severity"] == "error"}

    assert len(codes) >= KINDS_OF_FAULT[held.edition], sorted(codes)
    if held.edition == "henan-2020":
        assert codes >= {"quota_exceeded", "member_twice", "enterprise_not_listed"}


def test_exactly_three_units_send_nothing(held: Held) -> None:
    inbox = held.folder / "inbox"
    stems = [path.stem for path in inbox.glob("*.xlsx")]
    stems += [Path(name).stem for name in zipfile.ZipFile(inbox / "打包报送.zip").namelist()]

    silent = [
        name
        for name, parent, _ in roster(held.edition).values()
        if parent and not any(stem == name or stem.startswith((f"{name}（", f"{name} - ")) for stem in stems)
    ]

    assert len(silent) == 3


def test_the_only_phone_in_the_demo_is_made_up(held: Held) -> None:
    texts = [
        archive.read(name)
        for path in (held.folder / "inbox").glob("*.xlsx")
        if zipfile.is_zipfile(path)
        for archive in [zipfile.ZipFile(path)]
        for name in archive.namelist()
        if name.startswith("xl/worksheets/")
    ]

    phones = {found for text in texts for found in re.findall(rb"(?<![\w.])1[3-9][0-9]{9}(?![\w.])", text)}
    assert phones == {b"13800000000"}


def test_another_demo_takes_the_place_of_the_first_and_leaves_the_same_bytes(
    held: Held, tmp_path: Path
) -> None:
    note = next(path for path in held.folder.iterdir() if path.is_file())
    (tmp_path / note.name).write_bytes(note.read_bytes())
    for name in ("blank", "inbox", "out"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "older.xlsx").write_bytes(b"older")

    subprocess.run(
        [sys.executable, "-m", "qcxl", "demo", str(tmp_path), "--edition", held.edition],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=False,
        timeout=HANG,
    )

    assert not list(tmp_path.rglob("older.xlsx"))
    assert contents(tmp_path) == contents(held.folder)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a demo but the manifest, which says when the night ended."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_somebody_s_real_inbox_is_not_taken_for_an_earlier_demo(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "信阳市.xlsx").write_bytes(b"real")
    (tmp_path / "out").mkdir()

    with pytest.raises(UnusableError):
        run_demo(tmp_path, "chongqing-2019", lambda _: None, lambda _: None)

    assert (tmp_path / "inbox" / "信阳市.xlsx").read_bytes() == b"real"


@pytest.mark.parametrize("strange", ["论文.docx", ".git", "inbox.zip"])
def test_a_folder_that_holds_other_things_is_refused_untouched(tmp_path: Path, strange: str) -> None:
    (tmp_path / strange).write_bytes(b"keep")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "信阳市.xlsx").write_bytes(b"keep")

    with pytest.raises(UnusableError):
        run_demo(tmp_path, "chongqing-2019", lambda _: None, lambda _: None)

    assert (tmp_path / strange).read_bytes() == b"keep"
    assert (tmp_path / "inbox" / "信阳市.xlsx").read_bytes() == b"keep"


@pytest.mark.parametrize("edition", ["henan-1999", ""])
def test_a_demo_of_an_unknown_edition_leaves_nothing(tmp_path: Path, edition: str) -> None:
    with pytest.raises(UnusableError):
        run_demo(tmp_path / "demo", edition, lambda _: None, lambda _: None)

    assert not (tmp_path / "demo").exists()
