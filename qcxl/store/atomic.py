"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class FileInUseError(PermissionError):
    """A file cannot be replaced, most likely because it is open in Excel; the message says which."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`; what the block writes there replaces `path` when it ends well.

    Missing folders are made. Where the block fails, `path` stays as it was and nothing is left beside it.
    The temporary name is hidden and ends in .tmp, so that no reader of the folder takes it for a workbook.
    Raises FileInUseError where `path` is held by another program.
    """
    temporary = stage(path)
    try:
        yield temporary
        flush(temporary)
        publish(temporary, path)
    finally:
        discard(temporary)


def stage(path: Path) -> Path:
    """A temporary path beside `path` for somebody to write, who may be another process.

    Missing folders are made. `publish` lets what stands there appear at `path`, `discard` takes it away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not tempfile.mkstemp: its files are readable by their owner alone and would stay so in a shared folder.
    return path.with_name(f".qcxl-{secrets.token_hex(8)}.tmp")


def discard(staged: Path) -> None:
    """Take away what stands at a staged path, if anything does."""
    # Windows refuses to delete a file that somebody still holds; whatever failed before matters more.
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
    """Make sure that what was written to a staged path is on the disk before it appears."""
    # Without this a power cut may leave the new name with the old emptiness behind it.
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def publish(staged: Path, target: Path) -> None:
    """Let a staged file appear at `target`; FileInUseError where another program holds that."""
    try:
        staged.replace(target)
    except PermissionError as error:
        raise FileInUseError(
            f"无法写入“{target}”：它可能正在 Excel 或 WPS 中打开，或者不允许改写。请关闭这个文件后再试一次。"
        ) from error
