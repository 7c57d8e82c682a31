"""The files that come with the program, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcxl.store import resources

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_keeps_its_data_beside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "qcxl"
    package.mkdir()

    assert resources.data_folder(package) == tmp_path


def test_a_wheel_carries_its_data_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "qcxl"
    (package / "_data").mkdir(parents=True)

    assert resources.data_folder(package) == package / "_data"


def test_resources_of_this_checkout_are_found() -> None:
    assert resources.resource("workbooks") == ROOT / "workbooks"
    assert resources.template("henan-2020", "附件3.docx") == ROOT / "templates" / "henan-2020" / "附件3.docx"


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed program with two editions, one of them open in Excel."""
    folder = tmp_path / "workbooks" / "editions"
    folder.mkdir(parents=True)
    for name in ("shanxi-2018.xlsx", "henan-2020.xlsx", "~$henan-2020.xlsx", "readme.txt"):
        (folder / name).touch()
    (tmp_path / "workbooks" / "rosters").mkdir()
    (tmp_path / "workbooks" / "rosters" / "henan-2020.xlsx").touch()
    monkeypatch.setattr(resources, "data_folder", lambda: tmp_path)
    return tmp_path


def test_editions_and_rosters_are_workbooks_sorted_by_name(wheel: Path) -> None:
    assert [path.name for path in resources.editions()] == ["henan-2020.xlsx", "shanxi-2018.xlsx"]
    assert [path.name for path in resources.rosters()] == ["henan-2020.xlsx"]


def test_an_edition_is_found_by_its_id(wheel: Path) -> None:
    assert resources.find_edition("shanxi-2018") == wheel / "workbooks" / "editions" / "shanxi-2018.xlsx"


def test_an_edition_is_found_by_its_path(wheel: Path) -> None:
    own = wheel / "河南（试用） 2021.xlsx"
    own.touch()

    assert resources.find_edition(str(own)) == own
    assert resources.find_edition(own) == own


@pytest.mark.parametrize("unknown", ["henan-1920", "", ".", "../editions/henan-2020", "~$henan-2020"])
def test_what_is_neither_id_nor_file_is_no_edition(wheel: Path, unknown: str) -> None:
    assert resources.find_edition(unknown) is None
