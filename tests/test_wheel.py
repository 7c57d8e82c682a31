"""The wheel alone is enough: built, installed into an empty environment and run far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.inbox import read_csv

ROOT = Path(__file__).resolve().parents[1]
DATA = ("workbooks", "templates", "macros")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    _run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(ROOT),
        folder=out,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with `qcxl` and `python` of an environment that has the wheel and its dependencies only."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)}, scheme="venv")
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    # Folders named in a .pth file are searched without their own .pth files: an editable qcxl is not found.
    (Path(paths["purelib"]) / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    python = str(next(Path(paths["scripts"]).glob("python*")))
    offline = ("--no-deps", "--no-index", "--disable-pip-version-check", "--quiet")
    _run(sys.executable, "-m", "pip", "--python", python, "install", *offline, str(wheel), folder=folder)
    return Path(paths["scripts"])


def _run(*command: str, folder: Path, codes: tuple[int, ...] = (0,)) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode in codes, done.stderr + done.stdout
    return done.stdout


def _shipped() -> Iterator[str]:
    for folder in DATA:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not path.name.startswith(("~$", ".")):
                yield path.relative_to(ROOT).as_posix()


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "qcxl").rglob("*.py")}

        assert {name for name in names if name.endswith(".py")} == modules
        assert {f"qcxl/_data/{name}" for name in _shipped()} <= names
        assert "qcxl/py.typed" in names
        assert {name.split("/")[0].split("-")[0] for name in names} == {"qcxl"}
        assert any(name.endswith("LICENSE") for name in names)
        for name in _shipped():
            assert archive.read(f"qcxl/_data/{name}") == (ROOT / name).read_bytes()


def test_the_installed_package_is_not_the_checkout(programs: Path, tmp_path: Path) -> None:
    program = "import qcxl.store.resources as found; print(found.PACKAGE, found.data_folder(), sep='\\n')"

    package, data = _run(str(next(programs.glob("python*"))), "-c", program, folder=tmp_path).splitlines()

    assert Path(package) != ROOT / "qcxl"
    assert Path(data) == Path(package) / "_data"


def test_the_demo_runs_from_the_wheel(programs: Path, tmp_path: Path) -> None:
    # Exit code 1: the made-up returns hold faults.
    out = _run(
        str(next(programs.glob("qcxl*"))),
        "demo",
        "演示",
        "-e",
        "chongqing-2019",
        folder=tmp_path,
        codes=(0, 1),
    )

    assert "【来件】" in out
    assert len(read_csv(tmp_path / "演示" / "out" / "rollup.csv")) > 100
    assert list((tmp_path / "演示" / "out").glob("单位/*/word/*.docx"))


def test_the_built_in_editions_are_found(programs: Path, tmp_path: Path) -> None:
    out = _run(str(next(programs.glob("qcxl*"))), "edition", "list", folder=tmp_path)

    assert [line.split()[0] for line in out.splitlines()] == ["chongqing-2019", "henan-2020"]
