"""The parts of a workbook's package, every one unpacked within bounds and checked against its checksum."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from qcxl.excel.reading.limits import Limits
from qcxl.model.catalogue import problem
from qcxl.opc.refusal import RefusedError
from qcxl.opc.zips import (
    ZIP_FAULTS,
    entry_count,
    is_encrypted,
    is_packed_plainly,
    part_key,
    read_entry,
)

_UTF8_FLAG = 0x800


def unpack(data: bytes, limits: Limits) -> Mapping[str, bytes]:
    """The content of every part by its `part_key`.

    Codes: workbook_too_large, file_structure_unsafe, file_is_encrypted, file_damaged.
    """
    if entry_count(data) > limits.entries:
        raise RefusedError(problem("workbook_too_large"))
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _refuse_unfit(entries, len(data), limits)
            return {part_key(_name(entry)): read_entry(package, entry) for entry in entries}
    except ZIP_FAULTS as error:
        raise RefusedError(problem("file_damaged")) from error


def _refuse_unfit(entries: list[ZipInfo], packed_size: int, limits: Limits) -> None:
    if any(map(is_encrypted, entries)):
        raise RefusedError(problem("file_is_encrypted"))
    if not all(map(is_packed_plainly, entries)):
        raise RefusedError(problem("file_structure_unsafe"))
    if len({part_key(_name(entry)) for entry in entries}) < len(entries):
        raise RefusedError(problem("file_structure_unsafe"))
    unpacked_size = sum(entry.file_size for entry in entries)
    if unpacked_size > min(limits.unpacked_bytes, limits.unpacked_ratio * packed_size):
        raise RefusedError(problem("workbook_too_large"))


def _name(entry: ZipInfo) -> str:
    """The name of an entry; a name without the mark of UTF-8 may be UTF-8 all the same."""
    if entry.filename.isascii() or entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
