"""The refusal of a file that is no zip package."""

from __future__ import annotations

import re
from typing import Final

from qcxl.model.catalogue import problem
from qcxl.opc import kinds
from qcxl.opc.refusal import RefusedError

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_MAIL: Final = re.compile(
    rb"(?:(?:Received|Return-Path|Delivered-To|X-[\w-]{1,40}|From|To|Cc|Date|Subject|Message-ID|Content-[\w-]{1,40})"
    rb":[^\n]{0,900}\n(?:[ \t][^\n]{0,900}\n){0,40}){0,60}MIME-Version:",
    re.IGNORECASE,
)
_OLE_KINDS: Final = {"doc97": "旧版 Word 文档", "ppt97": "旧版演示文稿"}


def refuse_other_kinds(data: bytes) -> None:
    """Raise RefusedError for a file that is no zip package, with the problem that names its kind.

    Codes: file_empty, file_is_other_kind, file_is_encrypted, file_is_old_workbook, file_is_text,
    file_damaged.
    """
    if not data:
        raise RefusedError(problem("file_empty"))
    if kinds.is_zip(data):
        return
    if kinds.is_ole(data):
        raise _refused_ole(kinds.ole_file(data))
    if kind := kinds.foreign_kind(data, rtf="文字文档"):
        raise RefusedError(problem("file_is_other_kind", kind=kind))
    if _MAIL.match(data):
        raise RefusedError(problem("file_is_other_kind", kind="保存下来的邮件"))
    raise RefusedError(problem("file_is_text" if _is_text(data) else "file_damaged"))


def _refused_ole(file: kinds.OleFile) -> RefusedError:
    """The refusal of an OLE2 file: Excel 97 and WPS .et save so, and every encrypted .xlsx is wrapped so."""
    if file.encrypted:
        return RefusedError(problem("file_is_encrypted"))
    if kind := _OLE_KINDS.get(file.format):
        return RefusedError(problem("file_is_other_kind", kind=kind))
    return RefusedError(problem("file_is_old_workbook"))


def _is_text(data: bytes) -> bool:
    """True for text; UTF-16, in which Excel saves "Unicode 文本", is known by its first two bytes."""
    return data.startswith(_UTF16_MARKS) or kinds.looks_like_text(data)
