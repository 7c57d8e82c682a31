"""Files that appear whole or not at all."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from qcxl.store.atomic import FileInUseError, replacing, write_bytes, write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    target = tmp_path / "411500_信阳市" / "word (1)" / "附件5.docx"

    write_bytes(target, b"\x00\x01")

    assert target.read_bytes() == b"\x00\x01"
    assert names(target.parent) == ["附件5.docx"]


def test_text_keeps_its_line_ends_and_survives_half_a_surrogate_pair(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"

    write_text(target, "原因\r\n\udcff\n")

    assert target.read_bytes() == "原因\r\n\\udcff\n".encode()


def test_a_file_is_replaced_only_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "rollup.csv"
    target.write_text("old", encoding="utf-8")

    with replacing(target) as temporary:
        temporary.write_text("new", encoding="utf-8")
        during = target.read_text(encoding="utf-8")

    assert (during, target.read_text(encoding="utf-8")) == ("old", "new")
    assert names(tmp_path) == ["rollup.csv"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failed_block_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "rollup.csv"
    target.write_text("old", encoding="utf-8")

    def fail_half_way() -> None:
        with replacing(target) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise error

    with pytest.raises(error):
        fail_half_way()

    assert target.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["rollup.csv"]


def test_the_temporary_name_is_no_workbook_s_and_stays_short(tmp_path: Path) -> None:
    target = tmp_path / ("长" * 80 + ".xlsx")

    with replacing(target) as temporary:
        temporary.touch()

    assert temporary.parent == tmp_path
    assert temporary.name.startswith(".")
    assert temporary.suffix == ".tmp"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()

    write_bytes(tmp_path / "ours", b"")

    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "ours")}
    assert len(modes) == 1


if sys.platform == "win32":  # nothing else locks open files

    def test_a_file_open_in_another_program_is_named(tmp_path: Path) -> None:
        target = tmp_path / "汇总.xlsx"
        target.touch()

        with target.open("rb"), pytest.raises(FileInUseError, match="汇总"):
            write_bytes(target, b"new")

        assert names(tmp_path) == ["汇总.xlsx"]


def test_a_refused_replacement_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Linux refuses nothing of the kind to root, so the refusal of Windows is played here.
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(FileInUseError, match=r"汇总\.xlsx"):
        write_bytes(tmp_path / "汇总.xlsx", b"new")

    assert names(tmp_path) == []
