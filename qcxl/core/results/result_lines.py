"""The sheet 校验结果: every problem of a workbook as one line, with the reasons given so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from qcxl.core.problems.reading_order import reading_order
from qcxl.core.reading.explanations import CODE, FIELD, REASON, ROW, VALUE
from qcxl.core.results.placing import Placing
from qcxl.core.results.problem_places import ProblemPlaces
from qcxl.core.results.reasons_given import reason_key, shown_value
from qcxl.model.catalogue.rollup_codes import ROLLUP
from qcxl.model.edition import Edition
from qcxl.model.grid import Place, address
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import ReasonKey, Submission

SEVERITY, SHEET, CELL, MESSAGE, REMEDY = (
    "result.severity",
    "result.sheet",
    "result.cell",
    "result.message",
    "result.remedy",
)
NO_REASON_ASKED = "—"
EXPLAINED = "已说明"
_SIGNS = {Severity.ERROR: "✗ ", Severity.WARNING: "！", Severity.INFO: "· "}
_FOUND_LATER = frozenset((*ROLLUP, "unit_renamed"))
"""The codes that come of comparing workbooks; a workbook checked alone keeps its reasons for these codes."""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of 校验结果: its texts by result placeholder, and its cell in the workbook that shows it.

    `sheet` is empty where that workbook lacks the sheet, `place` None for a problem without a cell.
    """

    problem: Problem
    texts: Mapping[str, str]
    sheet: str = ""
    place: Place | None = None


def result_lines(
    problems: Iterable[Problem], submission: Submission, edition: Edition, placing: Placing
) -> tuple[ResultLine, ...]:
    """The lines of all problems in reading order, then of kept reasons for problems that a roll-up finds."""
    places = ProblemPlaces(submission, edition)
    order = reading_order(edition)
    lines = []
    keys = set()
    for problem in problems:
        subject, key = places.find(problem), reason_key(problem, places, edition)
        sheet, place = placing.where(problem, subject)
        placed = _moved(problem, sheet, place)
        keys.add(key)
        texts = _texts(placed, key, placing.remark(problem))
        lines.append(ResultLine(placed, texts, sheet if sheet in placing.sheets else "", place))
    lines.sort(key=lambda line: order(line.problem))
    return (*lines, *_kept(submission.explanations, keys))


def counts_text(problems: Iterable[Problem]) -> str:
    """The number of problems of each kind in words: `必改 3 处，须说明 2 处，提示 1 处。`."""
    words = [_word(problem) for problem in problems]
    order = (Severity.ERROR.label, Severity.WARNING.label, EXPLAINED, Severity.INFO.label)
    counted = [f"{word} {count} 处" for word in order if (count := words.count(word))]
    return f"{'，'.join(counted)}。" if counted else "没有发现问题。"


def shown_severity(problem: Problem) -> str:
    """The severity of a problem by sign and word, to be read without colours: `✗ 必改`."""
    sign = "✓ " if _word(problem) == EXPLAINED else _SIGNS[problem.severity]
    return sign + _word(problem)


def _word(problem: Problem) -> str:
    is_explained = problem.explanation and problem.severity is Severity.INFO
    return EXPLAINED if is_explained else problem.severity.label


def _moved(problem: Problem, sheet: str, place: Place | None) -> Problem:
    """The problem with the sheet and the cell of the workbook that shows it, in its message too."""
    cell = address(place) if place else problem.cell
    message = problem.message
    if problem.cell and (sheet, cell) != (problem.sheet, problem.cell):
        message = message.replace(f"{problem.sheet}!{problem.cell}", f"{sheet}!{cell}", 1)
    return replace(problem, sheet=sheet, cell=cell, message=message)


def _texts(problem: Problem, key: ReasonKey, remark: str = "") -> dict[str, str]:
    is_asked = problem.severity is Severity.WARNING or problem.explanation
    return {
        SEVERITY: shown_severity(problem),
        SHEET: problem.sheet,
        CELL: problem.cell,
        FIELD: problem.field,
        VALUE: shown_value(problem.value),
        MESSAGE: problem.message,
        REMEDY: problem.remedy + remark,
        REASON: problem.explanation if is_asked else NO_REASON_ASKED,
        CODE: key.code,
        ROW: key.row,
    }


def _kept(written: Mapping[ReasonKey, str], keys: set[ReasonKey]) -> Iterator[ResultLine]:
    for key, reason in written.items():
        if key.code in _FOUND_LATER and key not in keys:
            kept = Problem(
                code=key.code,
                severity=Severity.INFO,
                message="这是汇总以后才看得到的问题，先前写的说明保留在这里。",
                remedy="不用处理。",
                field=key.field,
                value=key.value,
                explanation=reason,
            )
            yield ResultLine(kept, _texts(kept, key))


def cell_notes(
    lines: Iterable[ResultLine], first_row: int | None
) -> dict[str, dict[Place, tuple[Severity, str]]]:
    """The severity and the note of every cell with problems, by sheet and place in the fresh form.

    Several problems of a cell share one note and the worst severity, the worst problem first. The note names
    the rows of 校验结果 with these problems: `first_row` is the row of the first line (None: no such sheet).
    """
    grades = list(Severity)
    by_cell: dict[tuple[str, Place], list[tuple[int, Problem]]] = {}
    for index, line in enumerate(lines):
        if line.place is not None:
            by_cell.setdefault((line.sheet, line.place), []).append((index, line.problem))
    notes: dict[str, dict[Place, tuple[Severity, str]]] = {}
    for (sheet, place), problems in by_cell.items():
        problems.sort(key=lambda numbered: grades.index(numbered[1].severity))
        sentences = [f"〔{_word(problem)}〕{problem.message}{problem.remedy}" for _, problem in problems]
        if first_row is not None:
            rows = "、".join(str(first_row + index) for index in sorted(index for index, _ in problems))
            sentences.append(f"见“校验结果”第 {rows} 行。")
        notes.setdefault(sheet, {})[place] = problems[0][1].severity, "\n".join(sentences)
    return notes
