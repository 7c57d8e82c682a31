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
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not tempfile.mkstemp: its files are readable by their owner alone and would stay so in a shared folder.
    temporary = path.with_name(f".qcxl-{secrets.token_hex(8)}.tmp")
    try:
        yield temporary
        _flush(temporary)
        _replace(temporary, path)
    finally:
        # Windows refuses to delete a file that the failed block still holds; its own error matters more.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step; raises as `replacing` does."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 in one step, line ends as they are; raises as `replacing` does."""
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def _flush(path: Path) -> None:
    # Without this a power cut may leave the new name with the old emptiness behind it.
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _replace(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except PermissionError as error:
        raise FileInUseError(
            f"无法写入“{target}”：它可能正在 Excel 或 WPS 中打开，或者不允许改写。请关闭这个文件后再试一次。"
        ) from error
