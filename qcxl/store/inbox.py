"""The inbox: every file that arrived, its kind, and its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import count
from pathlib import Path

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem, Severity
from qcxl.store.archive import (
    LARGEST_ARCHIVE,
    LARGEST_FILE,
    ArchiveError,
    Member,
    fingerprint,
    read_member,
    read_members,
    safe_name,
)
from qcxl.store.filetypes import is_workbook, is_zip, name_fault
from qcxl.store.mails import mail_fault
from qcxl.store.walk import FolderEntry, natural_key, walk


class Kind(StrEnum):
    """The treatment of a file: read as a workbook, ignored, or set aside as unreadable."""

    WORKBOOK = "workbook"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One file of the inbox, or one member of a zip in the inbox.

    `name` is the path below the inbox with slashes (`市/a.zip!县/b.xlsx` for a member); no two files of a
    scan share a name. `sha256` is empty for a file that could not be read or is too large. `received_at` is
    the time of the last change of the file, for a member that of its zip. `reason` is set unless `kind` is
    workbook. `position` is the place of a member in the zip at `path`. `data` are the bytes of the file,
    where a job carries them (`with_bytes`).
    """

    name: str
    kind: Kind
    sha256: str
    size: int
    received_at: datetime
    reason: Problem | None
    path: Path
    position: int | None = None
    data: bytes | None = field(default=None, repr=False, compare=False)


def scan(inbox: Path) -> tuple[InboxFile, ...]:
    """Every file below the folder `inbox`, each once, in natural order of their names; nothing is changed.

    Zips are opened one level. Links are not followed. Raises OSError where the folder itself cannot be read.
    """
    root = inbox.resolve(strict=True)
    next(root.iterdir(), None)
    files = [file for entry in walk(root) for file in _examine(entry)]
    return _with_own_names(
        sorted(files, key=lambda file: (natural_key(file.name), str(file.path), file.position or 0))
    )


def examine(path: Path) -> tuple[InboxFile, ...]:
    """The file at `path` as `scan` would show it: a zip by its members; a link is followed.

    Raises OSError where there is no such file.
    """
    target = path.resolve(strict=True)
    return _with_own_names(_examine(FolderEntry(target, safe_name(path.name), target.stat())))


def with_bytes(file: InboxFile) -> InboxFile:
    """The file with its bytes, for a worker that cannot read its path; unchanged if it is unreadable."""
    data = read_bytes(file)
    return file if isinstance(data, Problem) else replace(file, data=data)


def read_bytes(file: InboxFile) -> bytes | Problem:
    """The bytes of a workbook as they were when the inbox was scanned.

    Problems: inbox_file_unreadable, inbox_file_changed, and the codes of `read_member`.
    """
    if file.data is not None:
        return file.data
    try:
        if file.position is not None:
            data = read_member(file.path, file.position)
        else:
            with file.path.open("rb") as stream:
                data = stream.read(LARGEST_FILE + 1)
    except ArchiveError as error:
        return _reason(error.code, file.name, file.size)
    except OSError:
        return _reason("inbox_file_unreadable", file.name, file.size)
    # A file that is still being copied may grow between the scan and this moment.
    if file.sha256 != hashlib.sha256(data).hexdigest():
        return _reason("inbox_file_changed", file.name, file.size)
    return data


def refuse_nested(inbox: Path, out: Path) -> Problem | None:
    """The problem inbox_and_output_nested where two folders are one or one lies within the other, else None.

    Links are resolved and existing folders compared by identity, so that neither a link nor, where the file
    system ignores it, the case of a letter hides the nesting.
    """
    inner, outer = inbox.resolve(), out.resolve()
    chains = ((inner, (outer, *outer.parents)), (outer, (inner, *inner.parents)))
    if any(_is_same(folder, around) for folder, folders in chains for around in folders):
        return problem("inbox_and_output_nested", inbox=inbox, out=out)
    return None


def _examine(entry: FolderEntry) -> tuple[InboxFile, ...]:
    if entry.status is None:
        return (_file(entry, "inbox_file_unreadable"),)
    if not entry.is_regular:
        return (_file(entry, "inbox_not_a_regular_file"),)
    code = name_fault(entry.name)
    if is_zip(entry.name) and not code:
        return _examine_zip(entry)
    if code == "inbox_mail" and entry.size <= LARGEST_FILE:
        return (_examine_mail(entry),)
    return (_examine_content(entry, code, LARGEST_FILE),)


def _examine_content(entry: FolderEntry, code: str, limit: int) -> InboxFile:
    if entry.size > limit:
        return _file(entry, code or "inbox_file_too_large")
    try:
        with entry.path.open("rb") as stream:
            sha256, head = fingerprint(stream)
    except OSError:
        return _file(entry, code or "inbox_file_unreadable")
    return _file(entry, code or _content_fault(entry.name, head), sha256=sha256)


def _examine_mail(entry: FolderEntry) -> InboxFile:
    try:
        data = entry.path.read_bytes()
    except OSError:
        return _file(entry, "inbox_file_unreadable")
    return _file(entry, *mail_fault(entry.name, data), sha256=hashlib.sha256(data).hexdigest())


def _examine_zip(entry: FolderEntry) -> tuple[InboxFile, ...]:
    try:
        members = read_members(entry.path)
    except ArchiveError as error:
        return (_examine_content(entry, error.code, LARGEST_ARCHIVE),)
    if any(member.name == "[Content_Types].xml" for member in members):
        # An Office document that was renamed to .zip: the reader says what it is.
        return (_examine_content(entry, "", LARGEST_FILE),)
    files = tuple(_member_file(entry, member) for member in members)
    if all(file.kind is Kind.IGNORED for file in files):
        return (_examine_content(entry, "inbox_zip_without_workbook", LARGEST_ARCHIVE),)
    return files


def _member_file(entry: FolderEntry, member: Member) -> InboxFile:
    if (code := member.fault) != "inbox_zip_folder":
        code = name_fault(member.name) or ("inbox_zip_nested" if is_zip(member.name) else code)
    code = code or _content_fault(member.name, member.head)
    attached = ""
    if code == "inbox_mail" and not member.fault:
        try:
            code, attached = mail_fault(member.name, read_member(entry.path, member.position))
        except ArchiveError as error:
            code = error.code
    whole = _file(entry, code, sha256=member.sha256)
    name = f"{entry.name}!{member.name}"
    reason = _reason(code, name, member.size, attached) if code else None
    return replace(whole, name=name, size=member.size, reason=reason, position=member.position)


def _content_fault(name: str, head: bytes) -> str:
    return "" if is_workbook(name, head) else "inbox_not_a_workbook"


def _file(entry: FolderEntry, code: str, attached: str = "", *, sha256: str = "") -> InboxFile:
    reason = _reason(code, entry.name, entry.size, attached) if code else None
    return InboxFile(
        name=entry.name,
        kind=_kind(reason),
        sha256=sha256,
        size=entry.size,
        received_at=entry.changed_at,
        reason=reason,
        path=entry.path,
    )


def _kind(reason: Problem | None) -> Kind:
    if reason is None:
        return Kind.WORKBOOK
    # 提示 means that nothing has to be done: a file with such a reason is ignored.
    return Kind.IGNORED if reason.severity is Severity.INFO else Kind.QUARANTINED


def _reason(code: str, name: str, size: int, attached: str = "") -> Problem:
    megabytes = 2**20
    return problem(
        code, value=name, size=-(-size // megabytes), limit=LARGEST_FILE // megabytes, attached=attached
    )


def _with_own_names(files: Iterable[InboxFile]) -> tuple[InboxFile, ...]:
    """The files, one of them renamed where two would show the same name, as a zip may hold one name twice."""
    taken: set[str] = set()
    named = []
    for file in files:
        candidates = (file.name if n == 1 else f"{file.name} ({n})" for n in count(1))
        name = next(name for name in candidates if name not in taken)
        taken.add(name)
        named.append(replace(file, name=name))
    return tuple(named)


def _is_same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return first == second
