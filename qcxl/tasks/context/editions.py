"""Finding and loading editions and rosters; faults in them stop the work with one exception."""

from __future__ import annotations

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


def edition_path(id_or_path: str) -> Path:
    """The workbook of a built-in edition or of a path; raises `UnusableError`."""
    from qcxl.store import resources

    path = resources.find_edition(id_or_path)
    if path is None:
        known = "、".join(path.stem for path in resources.editions())
        raise UnusableError(f"没有年度版本“{id_or_path}”。可用的有：{known}；也可以写年度版本文件的路径。")
    return path


@cache
def load_edition(path: Path) -> Edition:
    """The edition in a workbook; raises `UnusableError` with every fault in it."""
    from qcxl.excel.edition import edition_reader

    try:
        return edition_reader.load_edition(path)
    except edition_reader.EditionError as error:
        faults = tuple(found for found in error.problems if found.severity is Severity.ERROR)
        raise UnusableError(
            f"年度版本 {path.name} 有 {len(faults)} 处要改，请先用 qcxl edition check 查看。", faults
        ) from error


def edition_text(path: Path) -> str:
    """The whole edition workbook as Markdown; raises `UnusableError` for a file that is no workbook."""
    from qcxl.excel.edition.edition_reader import EditionError
    from qcxl.excel.edition.markdown import edition_as_markdown

    try:
        return edition_as_markdown(path)
    except EditionError as error:
        raise UnusableError(f"年度版本 {path.name} 显示不出来。", error.problems) from error


def find_edition(id_: str, extra: Path | None = None) -> Edition | None:
    """The edition with this id: the one at `extra`, else a built-in one, else None."""
    from qcxl.store import resources

    if extra is not None and load_edition(extra).id == id_:
        return load_edition(extra)
    path = next((path for path in resources.editions() if path.stem == id_), None)
    return load_edition(path) if path else None


def path_of_edition(id_: str, extra: Path | None) -> Path:
    """The workbook of the edition with this id: `extra` only where it is that one; raises `UnusableError`."""
    if extra is not None and load_edition(extra).id == id_:
        return extra
    return edition_path(id_)


def load_roster(path: Path) -> Roster:
    """The roster in a workbook; raises `UnusableError` with every fault in it."""
    from qcxl.excel.roster.roster_reader import read_roster

    if not path.is_file():
        raise UnusableError(f"找不到单位名录“{path}”，请核对路径。")
    roster, problems = read_roster(path)
    if roster is None:
        raise UnusableError(f"单位名录 {path.name} 有 {len(problems)} 处要改。", problems)
    return roster
