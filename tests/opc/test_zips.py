"""Entries of zip packages that are not trusted."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.opc.zips import ZIP_FAULTS, entry_count, is_encrypted, is_packed_plainly, part_key, read_entry
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
