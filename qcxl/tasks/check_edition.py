"""Check of an edition: all faults of its workbook and of its Word templates, in one pass."""

from __future__ import annotations

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
    from qcxl.excel.edition.edition_reader import read_draft

    data = edition_bytes(path)
    draft = read_draft(data)
    # Templates are compared with the declared forms, also where the tables have faults of their own.
    forms = check_word_forms(LoadedEdition(draft.content, path, data))[1] if draft.content else ()
    templates = (replace(fault, cell=draft.template_cells.get(fault.field, "")) for fault in forms)
    return CheckedEdition(draft.edition, (*draft.problems, *templates))
