"""Files that a crew makes appear once they are whole, and never late."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem
from qcxl.store import atomic
from qcxl.store.workers import Workers
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.writing.made_files import made_files
from tests.support.crews import INLINE, InlineExecutor


@dataclass(frozen=True)
class Text:
    """A file with this text; a blank one is refused, and "bug" is one."""

    target: Path
    text: str

    def write(self, path: Path) -> Problem | None:
        if self.text == "bug":
            raise LookupError("made up")
        if not self.text:
            return problem("file_empty")
        path.write_text(self.text, encoding="utf-8")
        return None

    def with_bytes(self) -> Text:
        return self


CREWS = {"here": INLINE, "by bytes": Crew(Workers(1, InlineExecutor()), sends_bytes=True)}


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_every_file_stands_at_its_target_and_nothing_beside_it(tmp_path: Path, crew: Crew) -> None:
    jobs = [
        Text(tmp_path / "a" / "1.txt", "甲"),
        Text(tmp_path / "2.txt", ""),
        Text(tmp_path / "3.txt", "丙"),
    ]

    made = list(made_files(crew, jobs))

    assert [(done.number, done.reason and done.reason.code) for done in made] == [
        (0, None),
        (1, "file_empty"),
        (2, None),
    ]
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["1.txt", "3.txt"]


def test_what_stood_there_stays_where_the_new_one_fails(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("earlier", encoding="utf-8")

    list(made_files(INLINE, [Text(tmp_path / "1.txt", "")]))

    assert (tmp_path / "1.txt").read_text(encoding="utf-8") == "earlier"


def test_a_bug_leaves_what_is_done_and_nothing_half_done(tmp_path: Path) -> None:
    jobs = [Text(tmp_path / "1.txt", "甲"), Text(tmp_path / "2.txt", "bug"), Text(tmp_path / "3.txt", "丙")]

    with pytest.raises(LookupError):
        list(made_files(INLINE, jobs, chunk=1))

    assert [path.name for path in tmp_path.iterdir()] == ["1.txt"]


def test_a_target_that_is_open_in_excel_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(staged: Path, target: Path) -> None:
        raise atomic.FileInUseError(str(target))

    monkeypatch.setattr(atomic, "publish", refuse)

    with pytest.raises(atomic.FileInUseError):
        list(made_files(INLINE, [Text(tmp_path / "1.txt", "甲"), Text(tmp_path / "2.txt", "乙")]))

    assert list(tmp_path.iterdir()) == []
