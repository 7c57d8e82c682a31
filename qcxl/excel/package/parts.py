"""The parts of a zip package, every one of them unpacked within bounds and checked against its checksum."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from qcxl.excel.package.limits import Limits, RefusedError
from qcxl.model.catalogue import problem

_CENTRAL_ENTRY = b"PK\x01\x02"
_ENCRYPTED_FLAG = 0x1
# zipfile says so of damage in many ways; IndexError, for instance, is its word for an empty name.
_ZIP_FAULTS = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    LookupError,
    ValueError,
    OverflowError,
)


def part_key(name: str) -> str:
    """The name under which a part is found: part names know no case, and some writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def unpack(data: bytes, limits: Limits) -> Mapping[str, bytes]:
    """The content of every part by its `part_key`.

    Codes: workbook_too_large, file_structure_unsafe, file_is_encrypted, file_damaged.
    """
    # Counted before zipfile builds an object for each of them.
    if data.count(_CENTRAL_ENTRY) > limits.entries:
        raise RefusedError(problem("workbook_too_large"))
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _refuse_unfit(entries, len(data), limits)
            return {part_key(entry.filename): _content(package, entry) for entry in entries}
    except _ZIP_FAULTS as error:
        raise RefusedError(problem("file_damaged")) from error


def _refuse_unfit(entries: list[ZipInfo], packed_size: int, limits: Limits) -> None:
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise RefusedError(problem("file_is_encrypted"))
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise RefusedError(problem("file_structure_unsafe"))
    if len({part_key(entry.filename) for entry in entries}) < len(entries):
        raise RefusedError(problem("file_structure_unsafe"))
    unpacked_size = sum(entry.file_size for entry in entries)
    if unpacked_size > min(limits.unpacked_bytes, limits.unpacked_ratio * packed_size):
        raise RefusedError(problem("workbook_too_large"))


def _content(package: ZipFile, entry: ZipInfo) -> bytes:
    with package.open(entry) as part:
        # A size must be given: read() without one unpacks everything first and cuts to the stated size after.
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise BadZipFile("a part is shorter than stated")
    return content
