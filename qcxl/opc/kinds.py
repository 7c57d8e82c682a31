"""The kind of a file by its first bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN_STARTS: Final = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
}
_RTF_START: Final = b"{\\rtf"
_LOOK_AT: Final = 4096
_CONTROL_BYTES: Final = bytes(set(range(32)) - set(b"\t\n\f\r"))


@dataclass(frozen=True, slots=True)
class OleFile:
    """An OLE2 file: `format` is msoffcrypto's word for it (doc97, xls97, ppt97), empty where it has none."""

    format: str
    encrypted: bool


def is_zip(data: bytes) -> bool:
    """True for a zip package, an empty one too."""
    return data.startswith(_ZIP_STARTS)


def is_ole(data: bytes) -> bool:
    """True for an OLE2 file: old Office and WPS save so, and every encrypted package is wrapped so."""
    return data.startswith(_OLE_START)


def ole_file(data: bytes) -> OleFile:
    """The format of an OLE2 file and whether it is encrypted, as far as its bytes tell; never raises."""
    import msoffcrypto

    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        return OleFile(file.format, encrypted=file.is_encrypted())
    except Exception:  # noqa: BLE001 - a foreign parser on hostile bytes: whatever it raises, it knows no format
        return OleFile("", encrypted=False)


def foreign_kind(data: bytes, rtf: str) -> str:
    """The Chinese word for a file that no Office program saves as its own, empty for any other file.

    `rtf` is the word for RTF, which is near to a Word document and far from a workbook.
    """
    kinds: Mapping[bytes, str] = {**_FOREIGN_STARTS, _RTF_START: rtf}
    return next((kind for start, kind in kinds.items() if data.startswith(start)), "")


def looks_like_text(data: bytes) -> bool:
    """True where the first bytes hold no control characters but white space; not for UTF-16 (zero bytes)."""
    start = data[:_LOOK_AT]
    return len(start.translate(None, _CONTROL_BYTES)) == len(start)
