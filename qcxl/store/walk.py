"""Every file below a folder, links not followed, and the order in which people expect file names."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from qcxl.store.archive import safe_name

BEIJING_TIME = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JUNCTION = 0xA0000003  # a folder of Windows that is a link but does not say so


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """An entry below a folder: no folder, unless it is one that cannot be listed.

    `name` is the path of the entry below the folder, safe to print; `status` is None where the entry
    vanished, may not be asked for its status, or is a folder that cannot be listed.
    """

    path: Path
    name: str
    status: os.stat_result | None

    @property
    def size(self) -> int:
        """The size in bytes, 0 where it is unknown."""
        return self.status.st_size if self.status else 0

    @property
    def changed_at(self) -> datetime:
        """The time of the last change, in Beijing; the current time where the status is unknown."""
        if self.status is None:
            return datetime.now(BEIJING_TIME)
        # Not fromtimestamp: on Windows it refuses times before 1970.
        return (_EPOCH + timedelta(microseconds=self.status.st_mtime_ns // 1000)).astimezone(BEIJING_TIME)

    @property
    def is_regular(self) -> bool:
        """True for an entry that holds bytes: no link, no device, no pipe (which keeps a reader waiting)."""
        return self.status is not None and stat.S_ISREG(self.status.st_mode)


def walk(root: Path) -> Iterator[FolderEntry]:
    """The entries below `root` in no order; a folder that cannot be listed is an entry without status."""
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            paths = list(folder.iterdir())
        except OSError:
            yield FolderEntry(folder, _name_below(root, folder), None)
            continue
        for path in paths:
            status = _status(path)
            if status and stat.S_ISDIR(status.st_mode) and not _is_junction(status):
                folders.append(path)
            else:
                yield FolderEntry(path, _name_below(root, path), status)


def natural_key(name: str) -> tuple[object, ...]:
    """The sort key under which 2.xlsx stands before 10.xlsx and a folder's files stand together.

    Any two keys can be compared, also those of a path and of a path that begins with it.
    """
    parts = tuple(
        tuple(_number_key(piece) for piece in re.split(r"([0-9]+)", part)) for part in name.split("/")
    )
    return (parts, name)


def _number_key(piece: str) -> tuple[int, str]:
    # By length, then by digits: the order of numbers without int(), which refuses thousands of digits.
    digits = piece.lstrip("0")
    return (len(digits), digits) if piece.isdecimal() else (0, piece)


def _name_below(root: Path, path: Path) -> str:
    return safe_name(path.relative_to(root).as_posix())


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def _is_junction(status: os.stat_result) -> bool:
    return getattr(status, "st_reparse_tag", 0) == _JUNCTION
