"""Functions that damage the bytes of a good workbook, one kind of damage each."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CENTRAL_ENTRY = b"PK\x01\x02"


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with ZipFile(BytesIO(data)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A package of those parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """The package with one part replaced or added."""
    return packed({**unpacked(data), name: content})


def without_part(data: bytes, name: str) -> bytes:
    """The package without one of its parts."""
    return packed({part: content for part, content in unpacked(data).items() if part != name})


def edited(data: bytes, name: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The package with one part run through `edit`; the edit must change something."""
    before = unpacked(data)[name]
    after = edit(before)
    assert after != before, f"nothing to damage in {name}"
    return with_part(data, name, after)


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package with a piece of text in one part replaced."""
    return edited(data, name, lambda content: content.replace(old.encode(), new.encode()))


def with_sheet(data: bytes, sheet_data: str, after: str = "", before: str = "") -> bytes:
    """The package whose first sheet has these rows as XML, and that XML before and after them."""
    xml = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{sheet_data}</sheetData>{after}</worksheet>'
    return with_part(data, SHEET, xml)


def with_strings(data: bytes, items: str, attributes: str = "") -> bytes:
    """The package with a table of shared texts, given as its `<si>` elements."""
    relation = f'<Relationship Id="rIdTexts" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    related = replaced(data, WORKBOOK_RELATIONS, "</Relationships>", f"{relation}</Relationships>")
    return with_part(related, STRINGS, f'<sst xmlns="{_MAIN}" {attributes}>{items}</sst>')


def with_prefix(data: bytes, name: str, prefix: str) -> bytes:
    """The package with every element of one part under a namespace prefix, as some writers do."""

    def edit(content: bytes) -> bytes:
        start, end = f"<{prefix}:".encode(), f"</{prefix}:".encode()
        moved = content.replace(b"</", b"\0").replace(b"<", start).replace(b"\0", end)
        return moved.replace(b"xmlns=", f"xmlns:{prefix}=".encode(), 1)

    return edited(data, name, edit)


def with_wrong_results(data: bytes, value: int) -> bytes:
    """A package as openpyxl saves it, with this value cached beside every formula."""
    parts = unpacked(data)
    seeded = 0
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            text, count = re.subn(r"</f><v\s*(?:/>|></v>)", f"</f><v>{value}</v>", part.decode())
            parts[name] = text.encode()
            seeded += count
    assert seeded
    return packed(parts)


def with_duplicate(data: bytes, name: str) -> bytes:
    """The package with two entries of one name, which differ in case so that zip writers do not warn."""
    return with_part(data, name.upper(), b"<x/>")


def with_many_entries(data: bytes, count: int) -> bytes:
    """The package with that many further empty parts."""
    return packed({**unpacked(data), **{f"xl/media/{number}": b"" for number in range(count)}})


def with_stated_size(data: bytes, name: str, size: int) -> bytes:
    """The package whose zip tables state another unpacked size for one part."""
    return _patched_entry(data, name, offset=24, layout="<L", value=size)


def with_encryption_flag(data: bytes, name: str) -> bytes:
    """The package whose zip tables say that one part is encrypted."""
    return _patched_entry(data, name, offset=8, layout="<H", value=1)


def with_stated_name(data: bytes, name: str, start: str) -> bytes:
    """The package whose zip tables state another start of the name of one part."""
    return _patched_entry(data, name, offset=46, layout="<B", value=ord(start))


def with_compression(data: bytes, name: str, method: int) -> bytes:
    """The package whose zip tables name another compression method for one part."""
    return _patched_entry(data, name, offset=10, layout="<H", value=method)


def with_wrong_checksum(data: bytes, name: str) -> bytes:
    """The package with another checksum for one part."""
    return _patched_entry(data, name, offset=16, layout="<L", value=12345)


def cut(data: bytes, share: float) -> bytes:
    """The first `share` of the bytes, as after a broken download."""
    return data[: int(len(data) * share)]


def encrypted(data: bytes, password: str = "qcxl") -> bytes:
    """The workbook under a password for opening, as Excel saves it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    buffer = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()


def _patched_entry(data: bytes, name: str, *, offset: int, layout: str, value: int) -> bytes:
    """The package with one number in the central zip entry of a part overwritten."""
    start = data.index(_CENTRAL_ENTRY)
    while name.encode() != data[start + 46 : start + 46 + struct.unpack_from("<H", data, start + 28)[0]]:
        start = data.index(_CENTRAL_ENTRY, start + 1)
    patched = bytearray(data)
    struct.pack_into(layout, patched, start + offset, value)
    return bytes(patched)
