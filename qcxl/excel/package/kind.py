"""What a file is by its first bytes, when it is no zip package."""

from __future__ import annotations

from io import BytesIO

from qcxl.excel.package.limits import RefusedError
from qcxl.model.catalogue import problem

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_KINDS = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": "文字文档",
}
_OLE_KINDS = {"doc97": "旧版 Word 文档", "ppt97": "旧版演示文稿"}
_LOOK_AT = 4096
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\f\r"))


def refuse_other_kinds(data: bytes) -> None:
    """Nothing for a zip package; every other kind of file is refused by its name.

    Codes: file_empty, file_is_other_kind, file_is_encrypted, file_is_old_workbook, file_is_text,
    file_damaged.
    """
    if not data:
        raise RefusedError(problem("file_empty"))
    if data.startswith(_ZIP_STARTS):
        return
    if data.startswith(_OLE_START):
        raise _refused_ole(data)
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise RefusedError(problem("file_is_other_kind", kind=kind))
    raise RefusedError(problem("file_is_text" if _is_text(data[:_LOOK_AT]) else "file_damaged"))


def _refused_ole(data: bytes) -> RefusedError:
    """The refusal of an OLE2 file: Excel 97 and WPS .et save so, and every encrypted .xlsx is wrapped so."""
    import msoffcrypto

    try:
        office_file = msoffcrypto.OfficeFile(BytesIO(data))
        encrypted = office_file.is_encrypted()
        kind = _OLE_KINDS.get(office_file.format)
    except Exception:  # noqa: BLE001 - a foreign parser on hostile bytes: whatever it raises, the file is no .xlsx
        encrypted, kind = False, None
    if encrypted:
        return RefusedError(problem("file_is_encrypted"))
    if kind:
        return RefusedError(problem("file_is_other_kind", kind=kind))
    return RefusedError(problem("file_is_old_workbook"))


def _is_text(start: bytes) -> bool:
    return start.startswith(_UTF16_MARKS) or len(start.translate(None, _CONTROL_BYTES)) == len(start)
