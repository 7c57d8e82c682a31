"""A real headless LibreOffice for tests: it recalculates workbooks and turns documents into PDF."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., Any])

SERVER = Path(__file__).with_name("office_server.py")

# Bounds for what hangs; no test is judged by how long it takes.
SECONDS_TO_START = 600
SECONDS_PER_FILE = 120
FILTERS = {
    (".xlsx", "xlsx"): "Calc MS Excel 2007 XML",
    (".xlsx", "pdf"): "calc_pdf_Export",
    (".docx", "docx"): "MS Word 2007 XML",
    (".docx", "pdf"): "writer_pdf_Export",
}
"""What the office that stays open is asked for, by the ending of the source and of the target."""
POPPLER_PROGRAMS = ("pdftoppm", "pdfinfo", "pdftotext")
MISSING = (
    "needs LibreOffice, Poppler and a Chinese font: "
    "apt-get install libreoffice-calc libreoffice-writer poppler-utils fonts-noto-cjk"
)

# Without OOXMLRecalcMode 0 (always) LibreOffice keeps the cached values of a workbook that Excel wrote.
SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{recalc_mode}</value></prop>
</item>
</oor:items>
"""
ALWAYS, NEVER = 0, 1


class ConversionError(Exception):
    """LibreOffice or Poppler did not deliver; the message holds what it said."""


@cache
def soffice() -> str | None:
    """The path of the LibreOffice program, or None where there is none."""
    program_files = os.environ.get("PROGRAMFILES", "")
    usual_places = (
        shutil.which("soffice"),
        shutil.which("libreoffice"),
        str(Path(program_files, "LibreOffice", "program", "soffice.com")),
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    )
    return next((place for place in usual_places if place and Path(place).is_file()), None)


def requires_libreoffice(test: Test) -> Test:
    """`test` with the marker `libreoffice`, skipped where a program is missing."""
    missing = soffice() is None or not all(map(shutil.which, POPPLER_PROGRAMS))
    marked: Test = pytest.mark.libreoffice(pytest.mark.skipif(missing, reason=MISSING)(test))
    return marked


def write_profile(folder: Path, *, recalc_mode: int = ALWAYS) -> Path:
    """`folder`, made into the private profile of a LibreOffice that recalculates on load."""
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS.format(recalc_mode=recalc_mode), encoding="utf-8")
    return folder


@cache
def session_profile(user: str) -> Path:
    """The profile that all conversions of one kind share in this test process: a fresh one costs seconds."""
    folder = Path(tempfile.mkdtemp(prefix="qcxl-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_profile(folder / user)


def convert(path: Path, to: str, out_dir: Path, *, profile: Path | None = None) -> Path:
    """The file in `out_dir` that LibreOffice made from `path`; `to` is "pdf", "xlsx", "docx", ...

    A workbook converted to "xlsx" comes back recalculated, whatever cached values it held.
    """
    return convert_all([path], to, out_dir, profile=profile)[0]


def convert_all(paths: Iterable[Path], to: str, out_dir: Path, *, profile: Path | None = None) -> list[Path]:
    """The converted `paths` in their order, made by one LibreOffice, as each start costs seconds."""
    sources = [path.resolve() for path in paths]
    if not sources:
        return []
    targets = [out_dir.resolve() / f"{source.stem}.{to.partition(':')[0]}" for source in sources]
    if len(set(targets)) < len(targets) or set(targets) & set(sources):
        raise ValueError("a converted file would overwrite another one: use names of their own, or folders")
    out_dir.mkdir(parents=True, exist_ok=True)
    for target in targets:
        target.unlink(missing_ok=True)
    if profile is None and all((source.suffix, to) in FILTERS for source in sources) and python_with_uno():
        for source, target in zip(sources, targets, strict=True):
            _convert_in_open_office(source, target, FILTERS[source.suffix, to])
        return targets
    # Never the profile of the office that stays open: that one would do the work, and end with it.
    user_installation = (profile or session_profile("once")).resolve().as_uri()
    said = run(
        [
            soffice() or "soffice",
            f"-env:UserInstallation={user_installation}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(out_dir.resolve()),
            *map(str, sources),
        ],
        seconds=SECONDS_TO_START + SECONDS_PER_FILE * len(sources),
    )
    # LibreOffice says 0 even when it could not load a file.
    lost = [source.name for source, target in zip(sources, targets, strict=True) if not target.is_file()]
    if lost:
        raise ConversionError(f"not converted to {to}: {', '.join(lost)}\n{said}")
    return targets


class OfficeEndedError(Exception):
    """The office that stays open is gone; the message holds what it said."""


def _convert_in_open_office(source: Path, target: Path, to: str) -> None:
    try:
        open_office().convert(source, target, to)
    except OfficeEndedError:
        # Whatever ended it, it was not this file's fault until a fresh one ends with it, too.
        open_office.cache_clear()
        open_office().convert(source, target, to)


class OpenOffice:
    """A LibreOffice that stays open for all conversions of this test process: each start costs seconds."""

    def __init__(self, python: str) -> None:
        command = [python, str(SERVER), soffice() or "soffice", str(session_profile("open").resolve())]
        self._server = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=sys.platform != "win32",
        )
        atexit.register(self.close)

    def convert(self, source: Path, target: Path, to: str) -> None:
        """Make `target` of `source` with an export filter; ConversionError or OfficeEndedError otherwise."""
        asked = json.dumps({"source": str(source), "target": str(target), "filter": to})
        said = self._answer(asked)
        if said or not target.is_file():
            raise ConversionError(f"not converted to {target.suffix}: {source.name}\n{said}")

    def close(self) -> None:
        """End the office, by force where it does not go."""
        try:
            self._server.communicate(timeout=SECONDS_PER_FILE)
        except subprocess.TimeoutExpired:
            _end(self._server)

    def _answer(self, asked: str) -> str:
        """What the office says to a request; a hang ends it, and so does its own end."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        guard = Timer(SECONDS_TO_START, _end, [self._server])
        guard.start()
        try:
            self._server.stdin.write(f"{asked}\n")
            self._server.stdin.flush()
            answer = self._server.stdout.readline()
        except OSError as error:
            raise OfficeEndedError(str(error)) from error
        finally:
            guard.cancel()
        if not answer:
            raise OfficeEndedError(self._server.communicate()[1])
        return answer.strip()


@cache
def open_office() -> OpenOffice:
    """The one office of this test process; another one where it died."""
    return OpenOffice(python_with_uno() or "python3")


@cache
def python_with_uno() -> str | None:
    """A Python that can talk to LibreOffice: the system's, else the one that LibreOffice brings along."""
    beside = Path(soffice() or "").resolve().parent
    usual = (shutil.which("python3", path=os.defpath), str(beside / "python.exe"), str(beside / "python"))
    return next((python for python in usual if python and _has_uno(python)), None)


def _has_uno(python: str) -> bool:
    if not Path(python).is_file():
        return False
    return subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0


def _end(process: subprocess.Popen[Any]) -> None:
    # soffice is a script: ending only that would leave the office itself running
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def page_sizes(pdf: Path) -> list[tuple[int, int]]:
    """Width and height of every page in whole millimetres; A4 is (210, 297)."""
    said = run(["pdfinfo", "-f", "1", "-l", "100000", str(pdf)])
    points = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", said, re.MULTILINE)
    return [(round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)) for width, height in points]


def page_text(pdf: Path) -> str:
    """The text of `pdf` cell by cell, without white space, as table cells break lines where they like."""
    return "".join(run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"]).split())


def render_png(pdf: Path, out_dir: Path, dpi: int = 80) -> list[Path]:
    """One picture of every page of `pdf`, in order."""
    out_dir.mkdir(parents=True, exist_ok=True)
    run(["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(out_dir / pdf.stem)])
    picture = re.compile(re.escape(pdf.stem) + r"-\d+\.png")
    return sorted(path for path in out_dir.iterdir() if picture.fullmatch(path.name))


def run(command: list[str], seconds: float = 60) -> str:
    """What `command` printed; ends its whole process group when it takes too long."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}  # in a C locale Chinese file names get lost
    on_posix = sys.platform != "win32"
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=on_posix,
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise ConversionError(f"{Path(command[0]).name} took longer than {seconds} s") from error
    said = output.decode("utf-8", "replace")
    if process.returncode:
        raise ConversionError(f"{Path(command[0]).name} ended with {process.returncode}: {said}")
    return said
