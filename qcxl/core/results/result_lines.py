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
"""Codes that come of comparing workbooks: one that is checked alone keeps its reasons for them."""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of 校验结果: its texts by result placeholder, and its cell in the workbook that shows it.

    `sheet` is empty where that workbook has none such, `place` None where no cell is meant.
    """

    problem: Problem
    texts: Mapping[str, str]
    sheet: str = ""
    place: Place | None = None


def result_lines(
    problems: Iterable[Problem], submission: Submission, edition: Edition, placing: Placing
) -> tuple[ResultLine, ...]:
    """All problems in reading order where they are shown, then the reasons for what only a night finds."""
    places = ProblemPlaces(submission, edition)
    order = reading_order(edition)
    lines = []
    keys = set()
    for found in problems:
        subject, key = places.find(found), reason_key(found, places, edition)
        sheet, place = placing.where(found, subject)
        here = _moved(found, sheet, place)
        keys.add(key)
        texts = _texts(here, key, placing.remark(found))
        lines.append(ResultLine(here, texts, sheet if sheet in placing.sheets else "", place))
    lines.sort(key=lambda line: order(line.problem))
    return (*lines, *_kept(submission.explanations, keys))


def counts_text(problems: Iterable[Problem]) -> str:
    """How many problems of each kind there are: `必改 3 处，须说明 2 处，提示 1 处。`."""
    words = [_word(found) for found in problems]
    order = (Severity.ERROR.label, Severity.WARNING.label, EXPLAINED, Severity.INFO.label)
    counted = [f"{word} {count} 处" for word in order if (count := words.count(word))]
    return f"{'，'.join(counted)}。" if counted else "没有发现问题。"


def shown_severity(found: Problem) -> str:
    """The severity by word and sign, so that nobody needs the colour: `✗ 必改`."""
    sign = "✓ " if _word(found) == EXPLAINED else _SIGNS[found.severity]
    return sign + _word(found)


def _word(found: Problem) -> str:
    is_explained = found.explanation and found.severity is Severity.INFO
    return EXPLAINED if is_explained else found.severity.label


def _moved(found: Problem, sheet: str, place: Place | None) -> Problem:
    """The problem as it reads in the workbook that shows it, by its sheet and its cell there."""
    cell = address(place) if place else found.cell
    message = found.message
    if found.cell and (sheet, cell) != (found.sheet, found.cell):
        message = message.replace(f"{found.sheet}!{found.cell}", f"{sheet}!{cell}", 1)
    return replace(found, sheet=sheet, cell=cell, message=message)


def _texts(found: Problem, key: ReasonKey, remark: str = "") -> dict[str, str]:
    is_asked = found.severity is Severity.WARNING or found.explanation
    return {
        SEVERITY: shown_severity(found),
        SHEET: found.sheet,
        CELL: found.cell,
        FIELD: found.field,
        VALUE: shown_value(found.value),
        MESSAGE: found.message,
        REMEDY: found.remedy + remark,
        REASON: found.explanation if is_asked else NO_REASON_ASKED,
        CODE: key.code,
        ROW: key.row,
    }


def _kept(written: Mapping[ReasonKey, str], found: set[ReasonKey]) -> Iterator[ResultLine]:
    for key, reason in written.items():
        if key.code in _FOUND_LATER and key not in found:
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
    """The severity and the note of every cell with problems, by sheet of the fresh form.

    Several problems of a cell share one note, the worst first. It says in which rows of 校验结果 they stand:
    `first_row` is that of the first line (None: there is no such sheet).
    """
    grades = list(Severity)
    by_cell: dict[tuple[str, Place], list[tuple[int, Problem]]] = {}
    for at, line in enumerate(lines):
        if line.place is not None:
            by_cell.setdefault((line.sheet, line.place), []).append((at, line.problem))
    notes: dict[str, dict[Place, tuple[Severity, str]]] = {}
    for (sheet, place), here in by_cell.items():
        here.sort(key=lambda numbered: grades.index(numbered[1].severity))
        said = [f"〔{_word(found)}〕{found.message}{found.remedy}" for _, found in here]
        if first_row is not None:
            rows = "、".join(str(first_row + at) for at in sorted(at for at, _ in here))
            said.append(f"见“校验结果”第 {rows} 行。")
        notes.setdefault(sheet, {})[place] = here[0][1].severity, "\n".join(said)
    return notes
