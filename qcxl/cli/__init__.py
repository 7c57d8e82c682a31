"""The command line: arguments in, exit code out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from qcxl.cli.exits import EXIT_CALL, EXIT_FINE
from qcxl.store.import_path import forget_current_folder

SHOW_BUGS = "QCXL_SHOW_BUGS"
"""The environment variable with which a fault of the program shows its whole traceback."""
_INTERRUPTED = 130
"""The exit code that typer returns for Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a call: 0 fine, 1 errors or open warnings in the data, 2 call or machine failed."""
    forget_current_folder()
    from typer.exceptions import TyperException

    from qcxl.cli.chinese import usage_message
    from qcxl.cli.commands import app

    for stream in (sys.stdout, sys.stderr):
        # A console or pipe that lacks a character (GBK, ASCII) shows a substitute instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        result = app(None if arguments is None else list(arguments), prog_name="qcxl", standalone_mode=False)
    except TyperException as error:
        print(usage_message(error), file=sys.stderr)  # noqa: T201
        return EXIT_CALL
    except SystemExit:
        # typer leaves so when the reader of our output has gone (qcxl … | head).
        return EXIT_CALL
    except OSError as error:
        print(_machine_message(error), file=sys.stderr)  # noqa: T201
        return EXIT_CALL
    except Exception as error:  # the last resort: a clerk has no use for a traceback
        if _was_interrupted(error):
            result = _INTERRUPTED
        elif os.environ.get(SHOW_BUGS):
            raise
        else:
            print(_bug_message(error), file=sys.stderr)  # noqa: T201
            return EXIT_CALL
    if result == _INTERRUPTED:
        print("已中断；没有写完的文件不会留下。", file=sys.stderr)  # noqa: T201
        return EXIT_CALL
    return result if isinstance(result, int) else EXIT_FINE


def _was_interrupted(error: BaseException | None) -> bool:
    """True where Ctrl-C is behind an error: a file half-written at that moment may raise one of its own."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _bug_message(error: Exception) -> str:
    """One line for a fault of the program itself, with the facts that a maintainer needs first."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""  # noqa: PTH119
    return (
        f"程序内部出错（{type(error).__name__}: {error}，{place}）。交来的文件没有改动；"
        f"请把这一行和用的文件交给维护人（维护人可设 {SHOW_BUGS}=1 再运行一次）。"
    )


def _machine_message(error: OSError) -> str:
    """One Chinese line for an operation that the machine refused; our own errors are in Chinese already."""
    import errno

    if error.errno is None:
        return str(error)
    where = f"“{error.filename}”" if error.filename else "这一步"
    causes = {
        errno.ENOSPC: "磁盘已满，请腾出空间后再试",
        errno.EACCES: "没有权限，请换一个文件夹，或请管理员开放权限",
        errno.EPERM: "没有权限，请换一个文件夹，或请管理员开放权限",
        errno.EROFS: "这个位置只读，请换一个文件夹",
        errno.ENOENT: "找不到，请核对路径",
        errno.ENOTDIR: "路径里有一段是文件，不是文件夹，请换一个文件夹",
        errno.EEXIST: "已有同名文件，请换一个名字",
        errno.EISDIR: "这里已有同名文件夹，请换一个名字",
        errno.ENAMETOOLONG: "路径太长，请换一个短一些的文件夹",
    }
    refused = f"系统拒绝了这个操作（{error.strerror}）"
    return f"{where}：{causes.get(error.errno, refused)}。"
