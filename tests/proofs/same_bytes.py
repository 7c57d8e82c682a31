"""What two versions of the program leave of the same work: `python -m tests.proofs.same_bytes OLD NEW`.

OLD and NEW are the `qcxl` programs of two environments. Both hold the demo of every edition, validate, mark
and print each returned workbook, aggregate each unit with children twice, and show and check the editions.
Packages are compared part by part; the moments that a run states of itself are left out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

EDITIONS = ("henan-2020", "chongqing-2019")
AS_OF = "2020-07-11"
_STAMP = re.compile(rb"\d{8}-\d{6}")
_SAVED_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_SHA = re.compile(rb",[0-9a-f]{64},")
_MOST_CODES_OF_PARENTS = 4
"""Digits of the codes of cities and the like; counties have more, and no children."""


def record(program: str, folder: Path) -> None:
    """Leave in `folder` everything that a program writes and says."""
    for edition in EDITIONS:
        home = folder / edition
        home.mkdir(parents=True)
        for name, arguments in _work(edition, home):
            done = subprocess.run([program, *arguments], cwd=home, capture_output=True, check=False)
            said = home / "said" / f"{name}.txt"
            said.parent.mkdir(exist_ok=True)
            said.write_bytes(b"%d\n%s\n---\n%s" % (done.returncode, done.stdout, done.stderr))


def _work(edition: str, home: Path) -> Iterator[tuple[str, list[str]]]:
    """A name and the arguments of every call, made while what came before stands in `home`."""
    yield "demo", ["demo", "demo", "--edition", edition]
    yield "show", ["edition", "show", edition]
    yield "check", ["edition", "check", edition]
    files = sorted(path for path in (home / "demo" / "inbox").rglob("*") if path.is_file())
    names = [str(path.relative_to(home)) for path in files]
    yield "validate", ["validate", *names]
    yield "json", ["validate", *names, "--format", "json"]
    yield "results", ["validate", *names, "--results", "results"]
    for number, name in enumerate(names):
        if name.endswith(".xlsx"):
            yield f"word {number}", ["word", name, "--out", f"word/{number}"]
    for path in sorted((home / "demo" / "blank").glob("*.xlsx")):
        if len(path.name.partition("_")[0]) <= _MOST_CODES_OF_PARENTS:
            first, again = f"once/{path.name}", f"again/{path.name}"
            tail = ["--from", "demo/inbox", "--as-of", AS_OF, "--out"]
            yield f"once {path.stem}", ["aggregate", f"demo/blank/{path.name}", *tail, first]
            yield f"again {path.stem}", ["aggregate", first, *tail, again]


def differences(old: Path, new: Path) -> list[str]:
    """The files that only one of two folders has or that differ, by name."""
    left, right = _files(old), _files(new)
    common = left.keys() & right.keys()
    return sorted(left.keys() ^ right.keys()) + sorted(
        name for name in common if _content(left[name]) != _content(right[name])
    )


def _files(folder: Path) -> dict[str, Path]:
    return {
        _STAMP.sub(b"", path.relative_to(folder).as_posix().encode()).decode(): path
        for path in folder.rglob("*")
        if path.is_file()
    }


def _content(path: Path) -> object:
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04") and path.suffix != ".zip":
        return _parts(data)
    if path.name == "manifest.json":
        manifest = json.loads(data)
        return {**manifest, "finished_at": "", "outputs": list(manifest["outputs"])}
    if path.suffix == ".zip":
        with ZipFile(BytesIO(data)) as archive:
            return [(name, _parts(archive.read(name))) for name in archive.namelist()]
    # Files of the inbox state when they were saved, so that their checksums differ.
    return _STAMP.sub(b"", _SHA.sub(b",,", data))


def _parts(data: bytes) -> object:
    """The parts of a package in order, or the bytes of what is none, such as a broken download."""
    try:
        with ZipFile(BytesIO(data)) as package:
            return [(name, _SAVED_AT.sub(rb"\1", package.read(name))) for name in package.namelist()]
    except BadZipFile:
        return data


def main() -> int:
    """0 where both leave the same."""
    with TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        record(sys.argv[1], old)
        record(sys.argv[2], new)
        found = differences(old, new)
        sys.stdout.write(
            "".join(f"{name}\n" for name in found) + f"{len(found)} of {len(_files(old))} differ\n"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
