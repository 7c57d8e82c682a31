"""The program as people and scripts run it: real processes, pipes, consoles and signals."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.inbox import FAULTY, enterprise, fill, put, returned, write_roster

ROOT = Path(__file__).resolve().parents[2]
HANG = 300
"""Seconds after which a call that hangs is given up; no test is judged by how long it takes."""
QCXL = (sys.executable, "-m", "qcxl")
GOOD = returned("411528", enterprise("息县示例机械有限公司"))
BAD = returned("411528", FAULTY)
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal and signals")


def environment(**changed: str) -> dict[str, str]:
    """This process's environment with our checkout on the path."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "TERM": "xterm", **changed}


def run(folder: Path, *arguments: str, **changed: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*QCXL, *arguments],
        cwd=folder,
        env=environment(**changed),
        capture_output=True,
        check=False,
        timeout=HANG,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["validate", "坏（2）𬭎.xlsx", "--format", "json"], 1),
        (["validate", "没有 [1].xlsx"], 2),
    ],
)
@pytest.mark.parametrize(
    "locale",
    [
        {"PYTHONUTF8": "1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "gbk"},
    ],
    ids=["utf-8", "ascii", "C", "gbk"],
)
def test_every_console_gets_an_exit_code_and_no_traceback(
    tmp_path: Path, arguments: list[str], code: int, locale: Mapping[str, str]
) -> None:
    put(tmp_path, "坏（2）𬭎.xlsx", BAD)

    done = run(tmp_path, *arguments, **locale)

    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (1 if code == 2 else 0)
    assert bool(done.stdout) is (code != 2)


def test_a_pipe_gets_no_progress_bar(tmp_path: Path) -> None:
    write_roster(tmp_path / "名录.xlsx")
    fill(tmp_path / "in", {"a.xlsx": GOOD})

    done = run(tmp_path, "nightly", "in", "-e", "henan-2020", "-r", "名录.xlsx", "-o", "out", PYTHONUTF8="1")

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout


@posix
@pytest.mark.parametrize("command", ["issue", "nightly", "validate"])
def test_a_terminal_gets_a_progress_bar_and_then_only_the_result(tmp_path: Path, command: str) -> None:
    write_roster(tmp_path / "名录.xlsx")
    fill(tmp_path / "in", {"a.xlsx": GOOD})
    arguments = {
        "issue": ["issue", "henan-2020", "-r", "名录.xlsx", "-o", "空白"],
        "nightly": ["nightly", "in", "-e", "henan-2020", "-r", "名录.xlsx", "-o", "out"],
        "validate": ["validate", "in/a.xlsx"],
    }[command]

    code, shown = on_a_terminal(tmp_path, *arguments)

    assert code == 0
    assert "━" in shown
    assert re.search(r"\d/\d", shown)
    assert "Traceback" not in shown


def on_a_terminal(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and everything that a terminal would have shown."""
    import pty

    master, slave = pty.openpty()
    with subprocess.Popen(
        [*QCXL, *arguments], cwd=folder, env=environment(PYTHONUTF8="1"), stdout=slave, stderr=slave
    ) as program:
        os.close(slave)
        shown = bytearray()
        # Linux ends a terminal whose other side has gone with an error, not with an empty read.
        while True:
            try:
                block = os.read(master, 65536)
            except OSError:
                break
            if not block:
                break
            shown += block
        os.close(master)
        return program.wait(timeout=HANG), shown.decode()


@posix
@pytest.mark.parametrize("arguments", [["validate", "a.xlsx"], ["edition", "show", "henan-2020"], ["--help"]])
def test_a_reader_that_has_gone_is_no_traceback(tmp_path: Path, arguments: list[str]) -> None:
    put(tmp_path, "a.xlsx", BAD)
    reading, writing = os.pipe()
    os.close(reading)

    with subprocess.Popen(
        [*QCXL, *arguments], cwd=tmp_path, env=environment(), stdout=writing, stderr=subprocess.PIPE
    ) as program:
        os.close(writing)
        _, stderr = program.communicate(timeout=HANG)

    assert stderr == b""
    assert program.returncode == 2


@posix
def test_head_gets_its_line_and_nobody_complains(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", BAD)

    done = subprocess.run(
        f"{sys.executable} -m qcxl validate {'a.xlsx ' * 40} | head -1",
        shell=True,
        cwd=tmp_path,
        env=environment(PYTHONUTF8="1"),
        capture_output=True,
        check=True,
        timeout=HANG,
    )

    assert done.stdout.decode().startswith("a.xlsx（411528 息县）：必改 1 处")
    assert done.stderr == b""


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_finds_no_room_is_one_line(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", GOOD)

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*QCXL, "validate", "a.xlsx"],
            cwd=tmp_path,
            env=environment(PYTHONUTF8="1"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=HANG,
        )

    assert done.returncode == 2
    assert "磁盘已满" in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


INTERRUPTED = """
import os, signal, sys
from qcxl.cli import main
from qcxl.store import atomic

# Who is started in the background by a shell ignores Ctrl-C from birth.
signal.signal(signal.SIGINT, signal.default_int_handler)
publish, written = atomic.publish, []

def publish_until_ctrl_c(staged, target):
    written.append(target)
    if len(written) == 5:
        os.kill(os.getpid(), signal.SIGINT)
    publish(staged, target)

atomic.publish = publish_until_ctrl_c
sys.exit(main(sys.argv[1:]))
"""
"""The command line, pressed Ctrl-C while its fifth file is written but does not stand in its place yet."""


@posix
def test_ctrl_c_ends_the_call_in_one_line_and_leaves_no_half_files(tmp_path: Path) -> None:
    arguments = ["issue", "henan-2020", "-r", str(ROOT / "workbooks/rosters/henan.xlsx"), "-o", "out"]

    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *arguments],
        cwd=tmp_path,
        env=environment(PYTHONUTF8="1"),
        capture_output=True,
        check=False,
        timeout=HANG,
    )

    assert (done.returncode, done.stdout) == (2, b"")
    assert "已中断" in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1
    assert len(list(tmp_path.glob("out/*.xlsx"))) == 4
    assert not list(tmp_path.glob("out/.*"))


def test_help_comes_at_once(tmp_path: Path) -> None:
    heavy = ("pandas", "pandera", "openpyxl", "docx", "lxml", "python_calamine", "numpy", "rich")
    program = "import sys; from qcxl.cli import main; main(['--help']); print(*sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(PYTHONUTF8="1"),
        capture_output=True,
        check=True,
        timeout=HANG,
    )

    assert set(done.stdout.decode().split()).isdisjoint(heavy)
