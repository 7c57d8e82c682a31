"""Entries of zip packages that are not trusted."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.opc.zips import (
    ZIP_FAULTS,
    entry_count,
    forget_system,
    is_encrypted,
    is_packed_plainly,
    part_key,
    read_entry,
    zipped,
)
from tests.support import damage

NAME = "xl/a.xml"
CONTENT = b"<a>" + b"x" * 5000 + b"</a>"
GOOD = damage.packed({NAME: CONTENT, "b": b""})

Package = tuple[zipfile.ZipFile, zipfile.ZipInfo]


def opened(data: bytes) -> Package:
    package = zipfile.ZipFile(BytesIO(data))
    return package, package.infolist()[0]


def packed_by(method: int) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        package.writestr(NAME, CONTENT)
    return buffer.getvalue()


def test_an_entry_is_read_whole() -> None:
    assert read_entry(*opened(GOOD)) == CONTENT


@pytest.mark.parametrize(
    "damaged",
    [
        lambda: damage.with_stated_size(GOOD, NAME, 9),
        lambda: damage.with_stated_size(GOOD, NAME, 9999),
        lambda: damage.with_wrong_checksum(GOOD, NAME),
        lambda: damage.with_encryption_flag(GOOD, NAME),
        lambda: damage.with_compression(GOOD, NAME, 99),
    ],
    ids=["stated too small", "stated too large", "checksum", "password", "unknown compression"],
)
def test_a_damaged_entry_is_one_of_the_faults(damaged: Callable[[], bytes]) -> None:
    package, entry = opened(damaged())

    with pytest.raises(ZIP_FAULTS):
        read_entry(package, entry)


@given(st.binary(min_size=1, max_size=20), st.integers(0, len(GOOD) - 1))
def test_damage_anywhere_is_one_of_the_faults_or_harmless(noise: bytes, at: int) -> None:
    damaged = GOOD[:at] + noise + GOOD[at + len(noise) :]

    try:
        package, entry = opened(damaged)
        content = read_entry(package, entry)
    except ZIP_FAULTS:
        return
    assert len(content) == entry.file_size


def test_entries_are_counted_without_opening_the_package() -> None:
    assert entry_count(GOOD) == 2
    assert entry_count(damage.with_many_entries(GOOD, 300)) >= 300
    assert entry_count(b"") == 0


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "/xl/workbook.xml", "XL\\Workbook.XML", "\\xl/workbook.xml"]
)
def test_a_part_has_one_key_however_it_is_written(name: str) -> None:
    assert part_key(name) == "xl/workbook.xml"


def test_a_password_is_seen_before_anything_is_unpacked() -> None:
    assert not is_encrypted(opened(GOOD)[1])
    assert is_encrypted(opened(damage.with_encryption_flag(GOOD, NAME))[1])


@pytest.mark.parametrize(
    ("method", "plain"),
    [
        (zipfile.ZIP_STORED, True),
        (zipfile.ZIP_DEFLATED, True),
        (zipfile.ZIP_BZIP2, False),
        (zipfile.ZIP_LZMA, False),
    ],
)
def test_only_what_ordinary_programs_use_is_plain(method: int, plain: bool) -> None:
    assert is_packed_plainly(opened(packed_by(method))[1]) is plain


# --- zips of our own ----------------------------------------------------------------------------------


def test_a_zip_says_neither_when_nor_where_it_was_made() -> None:
    with ZipFile(BytesIO(zipped({"a.xml": "甲", "b.bin": b"\0"}))) as package:
        entries = package.infolist()

    assert [entry.filename for entry in entries] == ["a.xml", "b.bin"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}


def test_parts_are_added_behind_those_that_are_there() -> None:
    with ZipFile(BytesIO(zipped({"b": "2"}, onto=zipped({"a": "1"})))) as package:
        assert {name: package.read(name) for name in package.namelist()} == {"a": b"1", "b": b"2"}


def test_a_zip_may_be_stored_unpacked() -> None:
    assert b"plain text" in zipped({"a": "plain text"}, packed=False)


@pytest.mark.parametrize("comment", [b"", b"made by somebody"])
def test_the_system_is_taken_out_of_the_zip_of_a_library(comment: bytes) -> None:
    written = BytesIO()
    with ZipFile(written, "w") as package:
        for name in ("a.xml", "长名字.xml"):
            entry = ZipInfo(name)
            entry.create_system, entry.extra, entry.comment = 3, b"\x01\0\x02\0ab", comment
            package.writestr(entry, name * 50)

    forget_system(written)

    with ZipFile(written) as package:
        assert {entry.create_system for entry in package.infolist()} == {0}
        assert package.testzip() is None
        assert package.read("长名字.xml").decode() == "长名字.xml" * 50
