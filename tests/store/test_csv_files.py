"""CSV files, byte by byte."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import cast

import pytest

from qcxl.store.csv_files import Cell, cell_text, write_csv

BEIJING = timezone(timedelta(hours=8))


class Status(StrEnum):
    ACCEPTED = "accepted"


def test_a_table_is_written_byte_by_byte_as_excel_and_scripts_want_it(tmp_path: Path) -> None:
    target = tmp_path / "rollup.csv"

    rows: list[list[Cell]] = [["信阳市", Decimal("3.5E-3"), '第"1"行,\n第2行'], ["=1+1", None, "-"]]

    write_csv(target, ["unit_name", "net", "message"], iter(rows))

    assert target.read_bytes() == (
        b"\xef\xbb\xbf" + 'unit_name,net,message\r\n信阳市,0.0035,"第""1""行,\n第2行"\r\n=1+1,,-\r\n'.encode()
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        (" 两端空格 ", " 两端空格 "),
        ("+86", "+86"),
        (Status.ACCEPTED, "accepted"),
        (0, "0"),
        (-35, "-35"),
        (Decimal("35.0"), "35"),
        (Decimal("1E+3"), "1000"),
        (Decimal(100), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-12.50"), "-12.5"),
        (Decimal("-0.00"), "0"),
        (Decimal("12345678901234567890.123456"), "12345678901234567890.123456"),
        (date(2020, 7, 10), "2020-07-10"),
        (datetime(2020, 7, 10, 18, 0, 0, 999, tzinfo=BEIJING), "2020-07-10T18:00:00+08:00"),
    ],
)
def test_each_kind_of_cell_has_one_text(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "cell",
    [0.1, float("nan"), True, Decimal("NaN"), Decimal("Infinity"), datetime(2020, 7, 10), b"x"],  # noqa: DTZ001
)
def test_what_is_not_exact_or_not_plain_is_a_bug(cell: object) -> None:
    with pytest.raises(TypeError):
        cell_text(cast("Cell", cell))


def test_a_row_that_does_not_fit_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 cells"):
        write_csv(tmp_path / "a.csv", ["a", "b"], [["1", "2"], ["3"]])

    assert list(tmp_path.iterdir()) == []


def test_a_file_name_that_is_no_unicode_is_shown(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ["file"], [["\udcd0.xlsx"]])

    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbffile\r\n\\udcd0.xlsx\r\n"
