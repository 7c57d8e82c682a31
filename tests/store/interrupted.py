"""A program for test_workers to interrupt: `python -m tests.store.interrupted FOLDER`."""

from __future__ import annotations

import signal
import sys

from qcxl.store.workers import Workers
from tests.store.jobs import write_pid_and_sleep

if __name__ == "__main__":
    # Who is started in the background by a shell ignores Ctrl-C from birth.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Workers(2) as workers:
        list(workers.run(write_pid_and_sleep, [sys.argv[1]] * 2))
