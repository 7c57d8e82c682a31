"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class FileInUseError(PermissionError):
    """A file that cannot be replaced, most likely because it is open in Excel; the message names the file."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`; the file that the block writes there replaces `path` in the end.

    Missing folders are made. Where the block fails, `path` stays as it was and nothing is left beside it. The
    temporary name is hidden and ends in .tmp, so that no reader of the folder takes it for a workbook. Raises
    FileInUseError where `path` is held by another program.
    """
    temporary = stage(path)
    try:
        yield temporary
        flush(temporary)
        publish(temporary, path)
    finally:
        discard(temporary)


def stage(path: Path) -> Path:
    """A temporary path beside `path`, to be written by this process or by another one.

    Missing folders are made. `publish` moves the file that was written there to `path`, `discard` deletes it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not tempfile.mkstemp: its files are readable by their owner alone and would stay so in a shared folder.
    return path.with_name(f".qcxl-{secrets.token_hex(8)}.tmp")


def discard(staged: Path) -> None:
    """Delete the file at a staged path, if there is one."""
    # Windows refuses to delete a file that a program still holds; an error that came before matters more.
    with suppress(OSError):
        staged.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step; raises as `replacing` does."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 in one step, line ends as they are; raises as `replacing` does."""
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def flush(path: Path) -> None:
    """Make sure that the content of a staged file is on the disk before the file is published."""
    # Without this a power cut may leave the new name with the old emptiness behind it.
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def publish(staged: Path, target: Path) -> None:
    """Move a staged file to `target`; raises FileInUseError where another program holds the target."""
    try:
        staged.replace(target)
    except PermissionError as error:
        raise FileInUseError(
            f"无法写入“{target}”：它可能正在 Excel 或 WPS 中打开，或者不允许改写。请关闭这个文件后再试一次。"
        ) from error
