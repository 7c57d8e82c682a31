"""Check of an edition: all faults of its workbook and of its Word templates, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qcxl.model.edition import Edition
from qcxl.model.problem import Problem, Severity
from qcxl.tasks.context.editions import LoadedEdition, edition_bytes
from qcxl.tasks.write_word import check_word_forms


@dataclass(frozen=True, slots=True)
class CheckedEdition:
    """The edition of a workbook, None where its tables or drawings have errors, and all problems."""

    edition: Edition | None
    problems: tuple[Problem, ...]

    @property
    def is_usable(self) -> bool:
        """True where no problem is an error."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def check_edition_at(path: Path) -> CheckedEdition:
    """The edition in the workbook at `path`; raises `UnusableError` where there is no file to be read.

    Codes: edition_*.
    """
    from qcxl.excel.edition.edition_reader import read_edition

    data = edition_bytes(path)
    edition, problems = read_edition(data)
    templates = _template_faults(LoadedEdition(edition, path, data)) if edition else ()
    return CheckedEdition(edition, (*problems, *templates))


def _template_faults(loaded: LoadedEdition) -> Iterator[Problem]:
    """The faults of the Word templates, at the cells of 表单 that name the templates."""
    from qcxl.excel.edition.edition_reader import template_cells

    cells = template_cells(loaded.drawn)
    for fault in check_word_forms(loaded)[1]:
        yield replace(fault, cell=cells.get(fault.field, ""))
