"""A real headless LibreOffice for tests: it recalculates workbooks and turns documents into PDF."""

from __future__ import annotations

import atexit
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
from typing import Any, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., Any])

SECONDS_TO_START = 60
SECONDS_PER_FILE = 30
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
def session_profile() -> Path:
    """The one profile that all conversions of this test process share: a fresh one costs seconds."""
    folder = Path(tempfile.mkdtemp(prefix="qcxl-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_profile(folder / "profile")


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
    user_installation = (profile or session_profile()).resolve().as_uri()
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
            # soffice is a script: ending only that would leave the office itself running
            if on_posix:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise ConversionError(f"{Path(command[0]).name} took longer than {seconds} s") from error
    said = output.decode("utf-8", "replace")
    if process.returncode:
        raise ConversionError(f"{Path(command[0]).name} ended with {process.returncode}: {said}")
    return said
