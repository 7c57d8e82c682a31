"""字段说明.csv: each column of a night's files with its label, measure and form."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcxl.model.quantity import MEASURES
from qcxl.tasks.writing import column_notes
from tests.support import workbooks
from tests.support.inbox import enterprise, fill, hold_night, read_csv, returned
from tests.support.submissions import CHONGQING, HENAN


def notes(id_: str = HENAN) -> list[dict[str, str]]:
    """The lines of an edition by column name."""
    lines = column_notes.rows(workbooks.edition(id_))
    return [dict(zip(column_notes.COLUMNS, map(str, line), strict=True)) for line in lines]


def note(file: str, id_: str, form: str = "") -> dict[str, str]:
    """The line of one column."""
    (found,) = (line for line in notes() if (line["file"], line["id"], line["form"]) == (file, id_, form))
    return found


def test_a_night_explains_each_column_of_each_of_its_files(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "in", {"息县.xlsx": returned("411528", enterprise("息县示例机械有限公司"))})

    out = hold_night(inbox, tmp_path / "out").folder

    explained = {(line["file"], line["id"]) for line in read_csv(out / column_notes.FILE)}
    files = [path for path in out.rglob("*.csv") if path.name != column_notes.FILE]
    assert len(files) > 4
    for path in files:
        header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        name = path.relative_to(out).as_posix()
        assert [id_ for id_ in header if (name, id_) not in explained] == []
    named = {("rollup.csv", row["field"]) for row in read_csv(out / "rollup.csv")}
    assert named - explained == set()


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
def test_every_line_has_a_label_and_no_line_stands_twice(id_: str) -> None:
    lines = notes(id_)

    assert [line for line in lines if not line["label"] or line["label"].isascii()] == []
    keys = [(line["file"], line["id"], line["form"]) for line in lines]
    assert len(set(keys)) == len(keys)
    assert {line["measure"] for line in lines} <= {"", *MEASURES}


def test_figures_are_in_the_measure_of_their_file() -> None:
    assert note("rollup.csv", "qc_groups_registered", "qc_statistics")["measure"] == "万个"
    assert note("deductions.csv", "qc_groups_registered", "enterprises")["measure"] == "个"
    assert note("merged/enterprises.csv", "qc_benefit", "enterprises")["measure"] == "万元"


@pytest.mark.parametrize(
    ("form", "personal"),
    [
        ("enterprises", []),
        ("qc_groups", ["members", "contact", "mobile"]),
        ("teams", ["contact", "mobile", "phone", "leader", "judge"]),
        ("qc_judges", ["judge_name", "employer", "certificate_number", "mobile"]),
    ],
)
def test_what_is_about_a_person_is_marked(form: str, personal: list[str]) -> None:
    found = [line for line in notes() if line["file"] == f"merged/{form}.csv"]

    assert [line["id"] for line in found if line["personal"] == "是"] == personal
