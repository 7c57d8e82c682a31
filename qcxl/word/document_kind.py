"""The limits on the size of a handed-in document, and the refusals of a file that is no document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qcxl.model.catalogue import problem
from qcxl.opc import kinds
from qcxl.opc.refusal import RefusedError

_MIB: Final = 2**20
_OLD_DOCUMENT: Final = "旧版文档（.doc 或 WPS 的 .wps）"
_OLE_KINDS: Final = {"xls97": "旧版 Excel 工作簿", "ppt97": "旧版演示文稿"}


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The greatest document that is read; sizes in bytes, `part_bytes` of one part once unpacked.

    Pictures make a document large and are never unpacked; the text of 5,000 字 with its marks is below 1 MiB.
    """

    file_bytes: int = 100 * _MIB
    part_bytes: int = 30 * _MIB
    entries: int = 10_000


DEFAULT_LIMITS: Final = DocumentLimits()


def refuse_other_kinds(data: bytes) -> None:
    """Raise RefusedError for a file that is no zip package, with the problem that names its kind.

    Codes: document_empty, document_kind_unsupported, document_encrypted, document_unreadable.
    """
    if not data:
        raise RefusedError(problem("document_empty"))
    if kinds.is_zip(data):
        return
    if kinds.is_ole(data):
        raise _refused_ole(kinds.ole_file(data))
    if kind := kinds.foreign_kind(data, rtf="RTF 文档"):
        raise other_kind(kind)
    if kinds.looks_like_text(data):
        raise other_kind("纯文字或网页文件")
    raise RefusedError(problem("document_unreadable"))


def _refused_ole(file: kinds.OleFile) -> RefusedError:
    """The refusal of an OLE2 file: Word 97 and WPS save so, and every encrypted .docx is wrapped so."""
    if file.encrypted:
        return RefusedError(problem("document_encrypted"))
    return other_kind(_OLE_KINDS.get(file.format, _OLD_DOCUMENT))


def other_kind(kind: str) -> RefusedError:
    """The refusal of a file that is no Word document; `kind` is the Chinese word for what the file is."""
    return RefusedError(problem("document_kind_unsupported", kind=kind))


def too_large(size: int, limit: int) -> RefusedError:
    """The refusal of a file or part of `size` bytes where at most `limit` bytes are read."""
    return RefusedError(
        problem("document_too_large", size_mb=f"{size / _MIB:.1f}", limit_mb=f"{limit / _MIB:.0f}")
    )
