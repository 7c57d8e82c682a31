"""Zip packages that are not trusted: what is wrong with an entry, and its content within bounds."""

from __future__ import annotations

import struct
import zlib
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_CENTRAL_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED_FLAG: Final = 0x1

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
"""What zipfile raises of damage: IndexError, for instance, is its word for an empty name."""


def entry_count(data: bytes) -> int:
    """How many entries the directory of a zip has at most, told before zipfile builds an object for each."""
    return data.count(_CENTRAL_ENTRY)


def part_key(name: str) -> str:
    """The name under which a part is found: part names know no case, and some writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def is_encrypted(entry: ZipInfo) -> bool:
    """True for an entry with a password."""
    return bool(entry.flag_bits & _ENCRYPTED_FLAG)


def is_packed_plainly(entry: ZipInfo) -> bool:
    """True for an entry that is stored or deflated, as ordinary programs do.

    bzip2 and lzma let a small entry claim gigabytes of working memory.
    """
    return entry.compress_type in {ZIP_STORED, ZIP_DEFLATED}


def read_entry(package: ZipFile, entry: ZipInfo) -> bytes:
    """The content of an entry, never more than its stated size; one of `ZIP_FAULTS` where it is damaged."""
    with package.open(entry) as part:
        # A size must be given: read() without one unpacks everything first and cuts to the stated size after.
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise BadZipFile("a part is shorter than stated")
    return content
