"""Zips: checks of an untrusted entry, its content within bounds, and zips of our own."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Final
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_CENTRAL_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED_FLAG: Final = 0x1
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_SYSTEM_AT: Final = 5
_LENGTHS_AT: Final = 28
_CENTRAL_SIZE: Final = 46

ZIP_FAULTS: Final = (
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
"""The errors that zipfile raises for damage, among them IndexError for an empty name."""


def entry_count(data: bytes) -> int:
    """The most entries that a zip can have, counted before zipfile builds an object for each entry."""
    return data.count(_CENTRAL_ENTRY)


def part_key(name: str) -> str:
    """The name under which a part is found: part names know no case.

    Some writers use backslashes, and some write `%20` where others write a space.
    """
    return unquote(name).replace("\\", "/").lstrip("/").lower()


def is_encrypted(entry: ZipInfo) -> bool:
    """True for an entry with a password."""
    return bool(entry.flag_bits & _ENCRYPTED_FLAG)


def is_packed_plainly(entry: ZipInfo) -> bool:
    """True for an entry that is stored or deflated, as ordinary programs do.

    bzip2 and lzma let a small entry claim gigabytes of working memory.
    """
    return entry.compress_type in {ZIP_STORED, ZIP_DEFLATED}


def read_entry(package: ZipFile, entry: ZipInfo) -> bytes:
    """The content of an entry, never more than its stated size; raises one of `ZIP_FAULTS` for damage."""
    with package.open(entry) as part:
        # A size must be given: read() without one unpacks everything first and cuts to the stated size after.
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise BadZipFile("a part is shorter than stated")
    return content


def zipped(parts: Mapping[str, bytes | str], onto: bytes = b"", *, packed: bool = True) -> bytes:
    """The bytes of a zip with these parts in order, behind the parts of the zip `onto`.

    The same parts give the same bytes on every system: no entry says when or where it was made.
    """
    out = BytesIO(onto)
    with ZipFile(out, "a" if onto else "w") as package:
        for name, content in parts.items():
            entry = ZipInfo(name, _EARLIEST)
            entry.create_system = 0
            package.writestr(entry, content, ZIP_DEFLATED if packed else ZIP_STORED)
    return out.getvalue()


def forget_system(package: IO[bytes]) -> None:
    """Clear the mark of the operating system in the entries of a zip, as `zipped` leaves it out, too."""
    with ZipFile(package) as archive:
        at = archive.start_dir
        count = len(archive.infolist())
    for _ in range(count):
        package.seek(at)
        entry = package.read(_CENTRAL_SIZE)
        package.seek(at + _SYSTEM_AT)
        package.write(b"\0")
        at += _CENTRAL_SIZE + sum(struct.unpack_from("<3H", entry, _LENGTHS_AT))
