"""`validate --results`: where the marked copies go, and that nobody's work is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcxl.tasks.receiving.reading import files_at
from qcxl.tasks.result_files import ResultFile, write_results
from qcxl.tasks.validate import judge_files
from tests.support.crews import INLINE
from tests.support.inbox import FAULTY, enterprise, put, returned, somebody_elses, zipped

GOOD = returned("411528", enterprise("息县示例机械有限公司"))
BAD = returned("411528", FAULTY)


def results(folder: Path, *paths: Path) -> list[ResultFile]:
    files = files_at(paths)
    return list(write_results(zip(files, judge_files(files, INLINE), strict=True), folder, INLINE))


def names(written: list[ResultFile]) -> list[str]:
    return [one.path.name for one in written if one.path]


def test_every_workbook_that_could_be_read_has_a_copy(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "息县 [终].xlsx", GOOD),
        put(tmp_path, "别的.xlsx", somebody_elses()),
        put(tmp_path, "坏.xlsx", b"<html></html>"),
        put(tmp_path, "兰考.xlsx", BAD),
    ]

    written = results(tmp_path / "out", *paths)

    assert [one.file for one in written] == [str(path) for path in paths]
    assert names(written) == ["息县 [终]_校验结果.xlsx", "兰考_校验结果.xlsx"]
    assert [one.reason.code for one in written if one.reason] == ["map_missing", "file_is_text"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names(written))


def test_members_of_a_zip_have_their_own_names(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({"县/息县.xlsx": GOOD, "兰考.xlsx": BAD}))

    assert set(names(results(tmp_path / "out", path))) == {"息县_校验结果.xlsx", "兰考_校验结果.xlsx"}


def test_files_of_one_name_get_numbers(tmp_path: Path) -> None:
    paths = [put(tmp_path / "甲", "a.xlsx", GOOD), put(tmp_path / "乙", "a.xlsx", BAD)]

    written = results(tmp_path / "out", *paths)

    assert names(written) == ["a_校验结果.xlsx", "a_校验结果_2.xlsx"]


def test_the_same_copy_is_written_once(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", BAD)

    first, second = (results(tmp_path / "out", path) for _ in range(2))

    assert first == second
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_copy_that_somebody_works_in_is_not_replaced(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", BAD)
    (first,) = results(tmp_path, path)
    assert first.path is not None
    first.path.write_bytes(GOOD)

    (second,) = results(tmp_path, path)

    assert first.path.read_bytes() == GOOD
    assert names([second]) == ["a_校验结果_2.xlsx"]


@pytest.mark.parametrize("name", ["a_校验结果.xlsx", "a.xlsx"])
def test_an_input_is_never_replaced(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a_校验结果.xlsx", GOOD)
    path = put(tmp_path, name, BAD)

    (written,) = results(tmp_path, path)

    assert path.read_bytes() == BAD
    assert names([written]) == ["a_校验结果_2.xlsx"]
