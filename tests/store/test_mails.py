"""Mails in the inbox: whoever runs the night is told which workbook to take out of them."""

from __future__ import annotations

from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path

import pytest

from qcxl.store.inbox import Kind, scan
from qcxl.store.mails import LARGEST_MAIL, attached_names, mail_fault
from tests.support.inbox import put, zipped


def mail(*attached: str) -> bytes:
    """A mail with these files attached."""
    made = EmailMessage()
    made["Subject"] = "报送"
    made.set_content("见附件")
    for name in attached:
        made.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)


def forwarded(inner: bytes) -> bytes:
    return (
        b"Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
    )


GBK = b64encode("固始县.xls".encode("gbk"))


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (mail("固始县.xlsx"), ("固始县.xlsx",)),
        (mail("固始县.xlsx", "照片.jpg", "商城县.zip"), ("固始县.xlsx", "商城县.zip")),
        (forwarded(mail("固始县.et")), ("固始县.et",)),
        (b'Content-Type: application/octet-stream;\r\n name="=?GBK?B?' + GBK + b'?="', ("固始县.xls",)),
        (b"Content-Disposition: attachment; filename=" + "固始县.xlsx".encode("gbk"), ("固始县.xlsx",)),
        (b"filename*0*=utf-8''%E5%9B%BA;\r\n filename*1*=%E5%A7%8B.xlsx", ("固始.xlsx",)),
        (b'filename="winmail.dat"', ("winmail.dat",)),
        (b'filename="../../a.xlsx"', ("a.xlsx",)),
        (mail("照片.jpg"), ()),
        (mail(), ()),
        (b'name="=?no-such?B?!!?=.xlsx"', ("=?no-such?B?!!?=.xlsx",)),
        (b'name="' * 10_000, ()),
    ],
)
def test_the_attached_workbooks_are_named(data: bytes, names: tuple[str, ...]) -> None:
    assert attached_names(data) == names


OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("报送.eml", mail("固始县.xlsx"), "inbox_mail"),
        ("报送.EML", mail("固始县.xlsx"), "inbox_mail"),
        ("报送.mht", mail("固始县.xlsx"), "inbox_mail"),
        ("报送.msg", OUTLOOK + "固始县.xlsx".encode("utf-16-le"), "inbox_mail"),
        ("winmail.dat", b"\x78\x9f\x3e\x22 a.xls", "inbox_mail"),
        ("大.eml", b"x" * (LARGEST_MAIL + 1), "inbox_mail"),
        ("报送.eml", mail("照片.jpg"), "inbox_mail_without_workbook"),
        ("报送.msg", OUTLOOK, "inbox_mail_without_workbook"),
        ("网页.mht", mail(), "inbox_not_a_workbook"),
    ],
)
def test_a_mail_is_set_aside_when_a_workbook_may_be_in_it(name: str, data: bytes, code: str) -> None:
    assert mail_fault(name, data)[0] == code


def test_a_mail_with_a_workbook_is_never_passed_over(tmp_path: Path) -> None:
    held = mail("固始县.xlsx")
    put(tmp_path, "信阳/报送.eml", held)
    put(tmp_path, "winmail.dat", b"a.xls")
    put(tmp_path, "问候.eml", mail())
    put(tmp_path, "一批.zip", zipped({"甲.eml": held, "乙.eml": mail()}))

    found = {file.name: (file.kind, file.reason.code if file.reason else "") for file in scan(tmp_path)}

    assert found == {
        "信阳/报送.eml": (Kind.QUARANTINED, "inbox_mail"),
        "winmail.dat": (Kind.QUARANTINED, "inbox_mail"),
        "问候.eml": (Kind.IGNORED, "inbox_mail_without_workbook"),
        "一批.zip!甲.eml": (Kind.QUARANTINED, "inbox_mail"),
        "一批.zip!乙.eml": (Kind.IGNORED, "inbox_mail_without_workbook"),
    }
    assert all("固始县.xlsx" in file.reason.message for file in scan(tmp_path) if file.size == len(held))  # type: ignore[union-attr]
