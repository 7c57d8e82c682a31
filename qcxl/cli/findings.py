"""The problems that validate found: for people as lines of text, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from qcxl.cli.report import judged_lines, problem_line, verdict
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate_document import JudgedDocument
from qcxl.tasks.writing.csv_tables import PROBLEM_COLUMNS, problem_cells


def findings_text(judged: Iterable[Judged | JudgedDocument]) -> Iterator[str]:
    """The lines about each workbook or document, in order."""
    for judgement in judged:
        yield from (
            document_lines(judgement) if isinstance(judgement, JudgedDocument) else judged_lines(judgement)
        )


def findings_json(judged: Iterable[Judged | JudgedDocument]) -> str:
    """One list of objects with the columns of problems.csv (contract 3.6)."""
    rows = [
        dict(
            zip(PROBLEM_COLUMNS, (judgement.file, judgement.unit_code, *problem_cells(problem)), strict=True)
        )
        for judgement in judged
        for problem in judgement.problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def document_lines(judged: JudgedDocument) -> Iterator[str]:
    """The lines about a text: its verdict, its length beside the length asked for, and every problem."""
    yield f"{judged.file}（{judged.name}）：{verdict(judged.problems)}"
    if judged.count is not None:
        count = judged.count
        yield (
            f"  字数 {count.words}{_wanted(judged, count.words)}；"
            f"字符数（不计空格）{count.characters}，字符数（计空格）{count.characters_with_spaces}。"
        )
    for problem in judged.problems:
        yield "  " + problem_line(problem)


def _wanted(judged: JudgedDocument, words: int) -> str:
    wanted = []
    if judged.least is not None:
        missing = judged.least - words
        wanted.append(f"要求不少于 {judged.least}，" + (f"还差 {missing}" if missing > 0 else "已够"))
    if judged.most is not None:
        excess = words - judged.most
        wanted.append(f"要求不超过 {judged.most}，" + (f"超出 {excess}" if excess > 0 else "没有超"))
    return f"（{'；'.join(wanted)}）" if wanted else ""
