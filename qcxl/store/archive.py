"""Zip files from strangers: their members one by one, never extracted, never trusted."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import IO

from qcxl.opc.zips import ZIP_FAULTS, is_encrypted, is_packed_plainly

LARGEST_FILE = 100 * 2**20
LARGEST_ARCHIVE = 2**30
LARGEST_CONTENT = 2 * 2**30
MOST_MEMBERS = 10_000
LARGEST_DIRECTORY = 4 * 2**20
SUSPICIOUS_RATIO = 100


class ArchiveError(Exception):
    """An archive or a member that cannot be used; `code` is the problem code that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its place in the directory, a name that is safe to show, and its fingerprint.

    `fault` is the problem code of a member that cannot be read, else empty. A member with a fault has an
    empty `sha256` and an empty `head` (the first bytes).
    """

    position: int
    name: str
    size: int
    sha256: str = ""
    head: bytes = b""
    fault: str = ""


def read_members(path: Path) -> tuple[Member, ...]:
    """The files of the zip at `path` in the order of its directory, folders left out.

    Raises ArchiveError with inbox_file_unreadable, inbox_zip_unreadable, inbox_zip_too_large or, where every
    file has a password, inbox_zip_encrypted.
    """
    with _opened(path) as archive:
        infos = [(at, info) for at, info in enumerate(archive.infolist()) if not _name(info).endswith("/")]
        _check_sizes(path.stat().st_size, [info for _, info in infos])
        if infos and all(is_encrypted(info) for _, info in infos):
            raise ArchiveError("inbox_zip_encrypted")
        above = {folder for _, info in infos for folder in _folders(_name(info))}
        return tuple(_member(archive, at, info, above) for at, info in infos)


def read_member(path: Path, position: int) -> bytes:
    """The bytes of the member at `position` of the zip's directory.

    Raises ArchiveError with inbox_file_unreadable, inbox_zip_unreadable or inbox_zip_too_large for the zip,
    and with inbox_zip_member_unreadable, inbox_zip_encrypted or inbox_file_too_large for the member.
    """
    with _opened(path) as archive:
        infos = archive.infolist()
        if position >= len(infos) or (fault := _fault(infos[position])):
            raise ArchiveError("inbox_zip_member_unreadable" if position >= len(infos) else fault)
        try:
            with archive.open(infos[position]) as stream:
                return b"".join(_blocks(stream))
        except ZIP_FAULTS as error:
            raise ArchiveError("inbox_zip_member_unreadable") from error


def fingerprint(stream: IO[bytes]) -> tuple[str, bytes]:
    """The SHA-256 of a stream in hexadecimal, and its first eight bytes."""
    digest = hashlib.sha256()
    head = b""
    for block in _blocks(stream):
        head = head or block[:8]
        digest.update(block)
    return digest.hexdigest(), head


def safe_name(name: str) -> str:
    """A name with slashes that can be printed and stays below its folder: no root, drive or .. in it."""
    # A byte of a file name that is no UTF-8 reaches Python as half a surrogate pair: most likely it is GBK.
    if any("\udc80" <= sign <= "\udcff" for sign in name):
        name = name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    kept = [part for part in parts if part.strip(" .") and not part.endswith(":")]
    printable = "".join(
        sign if sign.isprintable() or sign == "\u3000" else "\ufffd" for sign in "/".join(kept)
    )
    return printable or "未命名"


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: stream.read(2**20), b"")


class _Stream(io.BufferedReader):
    """A file that refuses to read a zip directory so large that it alone would fill the memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > LARGEST_DIRECTORY:
            raise ArchiveError("inbox_zip_too_large")
        return super().read(size)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        stream = _Stream(io.FileIO(path))
    except OSError as error:
        raise ArchiveError("inbox_file_unreadable") from error
    try:
        with stream, zipfile.ZipFile(stream) as archive:
            yield archive
    except ZIP_FAULTS as error:
        raise ArchiveError("inbox_zip_unreadable") from error


def _check_sizes(packed: int, infos: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    bloated = unpacked > LARGEST_FILE and unpacked > packed * SUSPICIOUS_RATIO
    if packed > LARGEST_ARCHIVE or unpacked > LARGEST_CONTENT or bloated or len(infos) > MOST_MEMBERS:
        raise ArchiveError("inbox_zip_too_large")


def _folders(name: str) -> Iterator[str]:
    """The folders above a member: `市` and `市/县` for `市/县/a.xlsx`."""
    return accumulate(name.split("/")[:-1], "{}/{}".format)


def _member(archive: zipfile.ZipFile, position: int, info: zipfile.ZipInfo, above: set[str]) -> Member:
    name = safe_name(_name(info))
    # Some programs pack a folder as an empty member without the slash at its end.
    is_folder = not info.file_size and _name(info) in above
    fault = "inbox_zip_folder" if is_folder else _fault(info)
    if not fault:
        try:
            with archive.open(info) as stream:
                sha256, head = fingerprint(stream)
            return Member(position, name, info.file_size, sha256, head)
        except ZIP_FAULTS:
            fault = "inbox_zip_member_unreadable"
    return Member(position, name, info.file_size, fault=fault)


def _fault(info: zipfile.ZipInfo) -> str:
    if is_encrypted(info):
        return "inbox_zip_encrypted"
    if info.file_size > LARGEST_FILE:
        return "inbox_file_too_large"
    if not is_packed_plainly(info):
        return "inbox_zip_member_unreadable"
    return ""


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member as it was meant, with slashes.

    A name without the mark of UTF-8 is GBK from Chinese Windows, or UTF-8 from an older Mac.
    """
    name = info.orig_filename
    if info.flag_bits & 0x800:
        return name.replace("\\", "/")
    raw = name.encode("cp437", "replace")
    text = _decoded(raw, "utf-8")
    # Pairs of GBK bytes may be valid UTF-8 by chance, but only for letters below U+0800: not Chinese.
    if text is None or (not text.isascii() and max(text) < "\u0800"):
        text = _decoded(raw, "gb18030") or name
    return text.replace("\\", "/")


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
