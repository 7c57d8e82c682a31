"""What a file is by its first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.opc.kinds import OleFile, foreign_kind, is_ole, is_zip, looks_like_text, ole_file
from tests.support import damage
from tests.support.documents import document


def test_a_package_is_a_zip_even_an_empty_one() -> None:
    assert is_zip(document("甲"))
    assert is_zip(damage.packed({}))
    assert not is_zip(b"PK")


def test_a_password_wraps_a_package_into_an_ole_file() -> None:
    data = damage.encrypted(document("甲"))

    assert is_ole(data)
    assert not is_zip(data)
    assert ole_file(data).encrypted


@given(st.binary(max_size=600))
def test_an_ole_file_of_noise_has_no_format_and_no_password(noise: bytes) -> None:
    assert ole_file(damage.OLE_START + noise) == OleFile("", encrypted=False)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "PDF 文件"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"GIF89a", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x1f\x8b\x08", "压缩包"),
        (b"{\\rtf1}", "写字板文档"),
        (b"", ""),
        (b"x%PDF", ""),
        (damage.packed({}), ""),
    ],
)
def test_other_programs_files_have_a_name(data: bytes, kind: str) -> None:
    assert foreign_kind(data, rtf="写字板文档") == kind


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("企业\t人数\r\n".encode("gb18030"), True),
        ("总结\f".encode(), True),
        (b"a" * 4096 + b"\0", True),
        (b"a" * 4095 + b"\0", False),
        ("总结".encode("utf-16"), True),
        ("QC".encode("utf-16"), False),
        (b"\x1b[1m", False),
    ],
    ids=["gbk", "utf-8", "zero far below", "zero", "utf-16 without zeros", "utf-16", "escape"],
)
def test_text_has_no_control_characters_where_it_begins(data: bytes, text: bool) -> None:
    assert looks_like_text(data) is text
