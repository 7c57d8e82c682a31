"""The problems of returned workbooks; workbooks of one edition are judged together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qcxl.core import validation
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.problems.reading_order import in_reading_order
from qcxl.core.reading.intake import FindEdition, TakenIn
from qcxl.core.results.reasons_given import explain
from qcxl.core.rollup.roll_up import RollUp
from qcxl.model.edition import Edition
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Identity, Submission

FindKnown = Callable[[Submission], KnownUnits]
FindProblems = Callable[[Identity], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One file as it was read, and all its problems in reading order."""

    file: str
    result: TakenIn | Problem
    problems: tuple[Problem, ...]

    @property
    def identity(self) -> Identity | None:
        """The identity that the file states, None where it could not be read."""
        return self.result.identity if isinstance(self.result, TakenIn) else None

    @property
    def unit_code(self) -> str:
        """The code of the unit that returned the file, empty where it could not be read."""
        return self.identity.unit_code if self.identity else ""

    @property
    def submission(self) -> Submission | None:
        """The entries typed into the file, None where the file could not be taken in."""
        return self.result.submission if isinstance(self.result, TakenIn) else None

    @property
    def accepted(self) -> Submission:
        """The submission of a file that counts; raises ValueError for a file that could not be taken in."""
        if self.submission is None:
            raise ValueError("an accepted workbook has a submission")
        return self.submission

    @property
    def is_clean(self) -> bool:
        """True where no problem is an error or an open warning."""
        return all(problem.severity is Severity.INFO for problem in self.problems)


def judge(
    files: Iterable[str],
    results: Iterable[TakenIn | Problem],
    find_edition: FindEdition,
    find_known: FindKnown,
    find_more: FindProblems = lambda _: (),
) -> tuple[Judged, ...]:
    """The judgement of every file, in the order given; `files` are their names, `results` what was read.

    `find_edition` gives the edition by whose rules and order of fields a workbook is judged, `find_known` the
    units that it may name, `find_more` the problems of the identity that it states. A warning for which a
    workbook gives a real reason is an info.
    """
    read = tuple(results)
    editions = [_edition(result, find_edition) for result in read]
    faults: dict[str, tuple[Problem, ...]] = {}
    for edition in {edition.id: edition for edition in editions if edition}.values():
        submissions = {
            str(at): result.submission
            for at, (result, own) in enumerate(zip(read, editions, strict=True))
            if own and own.id == edition.id and isinstance(result, TakenIn) and result.submission
        }
        known = {key: find_known(submission) for key, submission in submissions.items()}
        faults |= validation.validate(edition, submissions, known)
    return tuple(
        Judged(file, result, _in_order(result, edition, find_more, faults.get(str(at), ())))
        for at, (file, result, edition) in enumerate(zip(files, read, editions, strict=True))
    )


def explained(rollup: RollUp, edition: Edition, accepted: Mapping[str, Submission]) -> RollUp:
    """The roll-up whose warnings are infos where the unit's workbook gives a reason (contract 3.7)."""
    problems = {code: explain(found, accepted.get(code), edition) for code, found in rollup.problems.items()}
    return replace(rollup, problems=problems)


def _edition(result: TakenIn | Problem, find_edition: FindEdition) -> Edition | None:
    """The edition by which a workbook is judged, None where its identity or its edition is not known."""
    if isinstance(result, Problem) or result.identity is None:
        return None
    return find_edition(result.identity.edition)


def _in_order(
    result: TakenIn | Problem, edition: Edition | None, find_more: FindProblems, faults: Sequence[Problem]
) -> tuple[Problem, ...]:
    if isinstance(result, Problem):
        return (result,)
    more = find_more(result.identity) if result.identity else ()
    problems = (*more, *result.problems, *faults)
    if edition is None:
        return problems
    problems = validation.without_rows_of_no_entry(problems, edition)
    return in_reading_order(explain(problems, result.submission, edition), edition)
