"""A workbook of the largest size in which nothing is wrong is judged without a word."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qcxl.core.figures.recommended import recommended_rows
from qcxl.model.submission import Submission
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate import validate_files
from tests.support import workbooks
from tests.support.crews import INLINE
from tests.support.large import ROWS, large

WITHOUT_TEAM_QUOTA = "HY01"
UNITS = {
    "city with counties": "4115",
    "county without quota": "411521",
    "direct unit": "HY12",
    "direct unit without quota for teams": WITHOUT_TEAM_QUOTA,
    "others, whose quota has no tiers": "QT01",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The workbook of each unit as we write it."""
    folder = tmp_path_factory.mktemp("correct")
    paths = {name: folder / f"{code}.xlsx" for name, code in UNITS.items()}
    for name, path in paths.items():
        path.write_bytes(large(UNITS[name]))
    return paths


@pytest.fixture(scope="module")
def judged(written: Mapping[str, Path]) -> Mapping[str, Judged]:
    return judge(written)


def judge(paths: Mapping[str, Path]) -> Mapping[str, Judged]:
    return dict(zip(paths, validate_files(list(paths.values()), INLINE), strict=True))


def said(judged: Judged) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.sheet, problem.cell) for problem in judged.problems]


@pytest.mark.parametrize("unit", UNITS)
def test_a_correct_workbook_is_judged_without_a_word(judged: Mapping[str, Judged], unit: str) -> None:
    remarks = [("quota_not_given", "附件9-3", "B7")] if UNITS[unit] == WITHOUT_TEAM_QUOTA else []

    assert said(judged[unit]) == remarks


def test_the_workbooks_are_no_trivial_ones(judged: Mapping[str, Judged]) -> None:
    city = judged["city with counties"].accepted
    quotas = {"qc_groups": 12, "teams": 2}

    assert {id_: len(table.rows) for id_, table in city.tables.items()} == ROWS
    assert {id_: recommended(city, id_) for id_ in quotas} == quotas
    assert recommended(judged["county without quota"].accepted, "qc_groups") == ROWS["qc_groups"]
    assert sum(1 for row in city.tables["enterprises"].rows if row.text("direct_unit")) > 50
    assert sum(1 for row in city.tables["enterprises"].rows if row.amount("team_count")) > 100


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert large("411521", 7) == large("411521", 7) != large("411521", 8)


def recommended(submission: Submission, form_id: str) -> int:
    edition = workbooks.edition()
    return len(list(recommended_rows(submission.tables[form_id], edition.form(form_id), edition)))
