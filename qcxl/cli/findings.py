"""What validate found: for people as lines of text, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from qcxl.cli.report import judged_lines, problem_line, verdict
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate_document import JudgedDocument
from qcxl.tasks.writing.csv_tables import PROBLEMS_HEADER, problem_cells


def findings_text(judged: Iterable[Judged | JudgedDocument]) -> Iterator[str]:
    """The lines about each workbook or document, in order."""
    for one in judged:
        yield from document_lines(one) if isinstance(one, JudgedDocument) else judged_lines(one)


def findings_json(judged: Iterable[Judged | JudgedDocument]) -> str:
    """One list of objects with the columns of problems.csv (contract 3.6)."""
    rows = [
        dict(zip(PROBLEMS_HEADER, (one.file, one.unit_code, *problem_cells(found)), strict=True))
        for one in judged
        for found in one.problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def document_lines(judged: JudgedDocument) -> Iterator[str]:
    """How a text fared, how long it is beside what is asked for, and every problem."""
    yield f"{judged.file}（{judged.name}）：{verdict(judged.problems)}"
    if judged.count is not None:
        count = judged.count
        yield (
            f"  字数 {count.words}{_wanted(judged, count.words)}；"
            f"字符数（不计空格）{count.characters}，字符数（计空格）{count.characters_with_spaces}。"
        )
    for found in judged.problems:
        yield "  " + problem_line(found)


def _wanted(judged: JudgedDocument, words: int) -> str:
    wanted = []
    if judged.least is not None:
        missing = judged.least - words
        wanted.append(f"要求不少于 {judged.least}，" + (f"还差 {missing}" if missing > 0 else "已够"))
    if judged.most is not None:
        excess = words - judged.most
        wanted.append(f"要求不超过 {judged.most}，" + (f"超出 {excess}" if excess > 0 else "没有超"))
    return f"（{'；'.join(wanted)}）" if wanted else ""
