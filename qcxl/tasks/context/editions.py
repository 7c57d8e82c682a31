"""Finding and loading editions and rosters; faults in them stop the work with one exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem, Severity


class UnusableError(Exception):
    """A call that cannot be carried out: one Chinese line, and `problems` where a file has faults."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class LoadedEdition:
    """An edition with the workbook that declares and draws it.

    `drawn` are the bytes of that workbook, so that a job may travel to a machine without its file; `path` is
    where the file stands, with its Word templates around it. Loaded editions are equal when the bytes of
    their workbooks are.
    """

    edition: Edition = field(compare=False, repr=False)
    path: Path = field(compare=False)
    drawn: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """The id of the edition."""
        return self.edition.id


@dataclass(frozen=True, slots=True)
class Editions:
    """The editions by which a workbook may be judged: the built-in ones and `own`, which goes before them."""

    own: LoadedEdition | None = None

    def loaded(self, id_: str) -> LoadedEdition | None:
        """The edition with the id `id_` and its workbook, None where there is no such edition.

        Raises `UnusableError` for an edition with faults.
        """
        from qcxl.store import resources

        if self.own is not None and self.own.id == id_:
            return self.own
        path = next((path for path in resources.editions() if path.stem == id_), None)
        return load_edition(path) if path else None

    def find(self, id_: str) -> Edition | None:
        """The edition with the id `id_`, None without one; raises `UnusableError` if it is faulty."""
        loaded = self.loaded(id_)
        return loaded.edition if loaded else None

    def needed(self, id_: str) -> LoadedEdition:
        """The edition with the id `id_` and its workbook; raises `UnusableError` if missing or faulty."""
        loaded = self.loaded(id_)
        if loaded is None:
            raise UnusableError(_no_edition(id_))
        return loaded


BUILT_IN = Editions()
"""The editions that come with the program, and no others."""


def edition_path(id_or_path: str) -> Path:
    """The workbook that a built-in id or a path names; raises `UnusableError` where neither exists."""
    from qcxl.store import resources

    path = resources.find_edition(id_or_path)
    if path is None:
        raise UnusableError(_no_edition(id_or_path))
    return path


def named_edition(id_or_path: str) -> LoadedEdition:
    """The edition that a built-in id or a path names; raises `UnusableError` if it is missing or faulty."""
    return load_edition(edition_path(id_or_path))


@cache
def load_edition(path: Path) -> LoadedEdition:
    """The edition in a workbook; raises `UnusableError` with every fault in it."""
    from qcxl.excel.edition.edition_reader import read_edition

    data = edition_bytes(path)
    edition, problems = read_edition(data)
    if edition is None:
        faults = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
        raise UnusableError(
            f"年度版本 {path.name} 有 {len(faults)} 处要改，请先用 qcxl edition check 查看。", faults
        )
    return LoadedEdition(edition, path, data)


def edition_bytes(path: Path) -> bytes:
    """The bytes of an edition workbook; raises `UnusableError` where the file cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnusableError(f"年度版本 {path.name} 读不出来：它不存在，或者没有权限读取。") from error


def edition_text(path: Path) -> str:
    """The whole edition workbook as Markdown; raises `UnusableError` for a file that is no workbook."""
    from qcxl.excel.edition.markdown import edition_as_markdown

    text = edition_as_markdown(path.stem, edition_bytes(path))
    if isinstance(text, Problem):
        raise UnusableError(f"年度版本 {path.name} 显示不出来。", (text,))
    return text


def load_roster(path: Path) -> Roster:
    """The roster in a workbook; raises `UnusableError` with every fault in it."""
    from qcxl.excel.roster.roster_reader import read_roster

    if not path.is_file():
        raise UnusableError(f"找不到单位名录“{path}”，请核对路径。")
    roster, problems = read_roster(path)
    if roster is None:
        raise UnusableError(f"单位名录 {path.name} 有 {len(problems)} 处要改。", problems)
    return roster


def _no_edition(id_or_path: str) -> str:
    from qcxl.store import resources

    known = "、".join(path.stem for path in resources.editions())
    return f"没有年度版本“{id_or_path}”。可用的有：{known}；也可以写年度版本文件的路径。"
