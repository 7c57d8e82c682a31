"""What the child processes of the tests do; they import it by name."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from uuid import uuid4

HANG = "hang in "


class BadPickleError(Exception):
    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(f"{sheet}!{cell}")


def import_path(_: int) -> list[str]:
    return sys.path


def double(number: int) -> int:
    return number * 2


def misbehave(order: str) -> str:
    """Do what `order` says: abort, exit, hang, hog, raise ..., or give `order` back in capitals."""
    misdeeds = {
        "abort": os.abort,
        "exit": lambda: os._exit(0),
        "hog": hog,
        "wrapped hog": wrapped_hog,
        "raise": lambda: 1 // 0,
        "bad pickle": fail_with_two_arguments,
        "sys.exit": sys.exit,
    }
    if order in misdeeds:
        misdeeds[order]()
    if order.startswith(HANG):
        hang(Path(order.removeprefix(HANG)))
    return order.upper()


def hang(folder: Path) -> None:
    """Never come back; a file of its own in `folder` tells that it has begun."""
    (folder / uuid4().hex).touch()
    while True:
        time.sleep(60)


def hog() -> None:
    bytearray(2**40)


def wrapped_hog() -> None:
    try:
        hog()
    except MemoryError as error:
        raise ValueError("the parser failed") from error


def fail_with_two_arguments() -> None:
    raise BadPickleError("企业明细", "B7")


def unsendable(_order: str) -> object:
    return lambda: None


def crash_once(marker: str) -> str:
    """Kill the process the first time, as a system short of memory does to whom it likes."""
    path = Path(marker)
    if path.exists():
        return "survived"
    path.touch()
    os._exit(1)


def poisoned(order: str) -> str:
    """An item that only fails in a process that has handled a bad one before."""
    if order == "poison":
        os.environ["QCXL_TEST_POISON"] = "1"
    elif "QCXL_TEST_POISON" in os.environ:
        os.abort()
    return order


def own_pid(_: int) -> int:
    return os.getpid()


def take(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20)) // 2**20


def tell_environment(_order: str) -> tuple[str, int]:
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame({"a": np.ones((300, 300)).dot(np.ones(300))})
    return os.environ["OPENBLAS_NUM_THREADS"], int(frame["a"].sum())


def write_pid_and_sleep(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(3600)
