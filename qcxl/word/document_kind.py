"""What a handed-in document is by its first bytes, how large it may be, and how it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem

_MIB: Final = 2**20
_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_DOCUMENT: Final = "旧版文档（.doc 或 WPS 的 .wps）"
_OLE_KINDS: Final = {"xls97": "旧版 Excel 工作簿", "ppt97": "旧版演示文稿"}
_OTHER_KINDS: Final = {
    b"%PDF": "PDF 文件",
    b"{\\rtf": "RTF 文档",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
}
_LOOK_AT: Final = 4096
_CONTROL_BYTES: Final = bytes(set(range(32)) - set(b"\t\n\f\r"))


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The greatest document that is read; sizes in bytes, `part_bytes` of one part once unpacked.

    Pictures make a document large and are never unpacked; the text of 5,000 字 with its marks is below 1 MiB.
    """

    file_bytes: int = 100 * _MIB
    part_bytes: int = 30 * _MIB
    entries: int = 10_000


DEFAULT_LIMITS: Final = DocumentLimits()


class RefusedError(Exception):
    """Raised where a file turns out to be unfit; `read_document` returns its `problem` as a value."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def refuse_other_kinds(data: bytes) -> None:
    """Nothing for a zip package; every other kind of file is refused by its name.

    Codes: document_empty, document_kind_unsupported, document_encrypted, document_unreadable.
    """
    if not data:
        raise RefusedError(problem("document_empty"))
    if data.startswith(_ZIP_STARTS):
        return
    if data.startswith(_OLE_START):
        raise _refused_ole(data)
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise other_kind(kind)
    start = data[:_LOOK_AT]
    if len(start.translate(None, _CONTROL_BYTES)) == len(start):
        raise other_kind("纯文字或网页文件")
    raise RefusedError(problem("document_unreadable"))


def _refused_ole(data: bytes) -> RefusedError:
    """The refusal of an OLE2 file: Word 97 and WPS save so, and every encrypted .docx is wrapped so."""
    import msoffcrypto

    try:
        office_file = msoffcrypto.OfficeFile(BytesIO(data))
        encrypted, kind = office_file.is_encrypted(), _OLE_KINDS.get(office_file.format, _OLD_DOCUMENT)
    except Exception:  # noqa: BLE001 - a foreign parser on hostile bytes: whatever it raises, the file is no .docx
        encrypted, kind = False, _OLD_DOCUMENT
    return RefusedError(problem("document_encrypted")) if encrypted else other_kind(kind)


def other_kind(kind: str) -> RefusedError:
    """The refusal of a file that is something else."""
    return RefusedError(problem("document_kind_unsupported", kind=kind))


def too_large(size: int, limit: int) -> RefusedError:
    """The refusal of a file or part that is larger than anybody writes."""
    return RefusedError(
        problem("document_too_large", size_mb=f"{size / _MIB:.1f}", limit_mb=f"{limit / _MIB:.0f}")
    )
