"""The lines that people read on the console: plain Chinese, which reads well in a pipe, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from qcxl.core.acceptance import Outcome, Status
from qcxl.core.rollup.balance import balance_lines
from qcxl.core.rollup.reconciliation import KINDS
from qcxl.core.rollup.roll_up import Figure, RollUp
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.edition import Edition
from qcxl.model.form import Field
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem, Severity
from qcxl.model.quantity import plain
from qcxl.tasks.night.night import Night
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.result_files import ResultFile
from qcxl.tasks.writing import column_notes
from qcxl.tasks.writing.file_names import UNITS_FOLDER

_SHOWN_UNITS = 12
_SHOWN_PROBLEMS = 12
_MORE = "，见 submissions.csv 和 problems.csv"


def table(rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Lines with aligned columns (a Chinese character is two wide); `right` are those set flush right."""
    from rich.cells import cell_len

    lines = [list(row) for row in rows]
    widths = [max(cell_len(row[column]) for row in lines) for column in range(len(lines[0]))] if lines else []
    for row in lines:
        cells = []
        for column, (text, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - cell_len(text))
            cells.append(gap + text if column in right else text + gap)
        yield "  ".join(cells).rstrip()


def problem_line(problem: Problem) -> str:
    """The line of a problem: `〔必改〕企业明细!E7 … → …`."""
    return f"〔{problem.severity.label}〕{problem.message} → {problem.remedy}"


def judged_lines(judged: Judged) -> Iterator[str]:
    """The lines about one workbook that validate judged."""
    who = f"（{judged.identity.unit_code} {judged.identity.unit_name}）" if judged.identity else ""
    yield f"{judged.file}{who}：{verdict(judged.problems)}"
    for problem in judged.problems:
        yield "  " + problem_line(problem)


def verdict(problems: Sequence[Problem]) -> str:
    """The verdict on a file with these problems: `必改 2 处，提示 1 处。`."""
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    told = [f"{severity.label} {count} 处" for severity, count in counts.items() if count]
    return ("，".join(told) if told else "通过，没有发现问题") + "。"


def result_lines(written: Iterable[ResultFile]) -> Iterator[str]:
    """The lines that say where the marked copies are, and which files have none."""
    for result in written:
        if result.path:
            yield f"已写出 {result.path}"
        else:
            why = f"：{result.reason.message}" if result.reason else "。"
            yield f"{result.file} 没有写出标注的工作簿{why}"


def night_lines(night: Night, out: Path) -> Iterator[str]:
    """The lines about a night: files that came in, faults, the root's figures, and where to look."""
    yield f"【来件】共 {len(night.returns.outcomes)} 个文件，截至 {night.as_of.isoformat()}"
    yield from table(
        [("  " + status.label, f"{len(night.returns.with_status(status))} 个") for status in Status],
        right=(1,),
    )
    late = sum(
        problem.code == "submitted_late"
        for outcome in night.returns.outcomes
        for problem in outcome.received.problems
    )
    if late:
        yield f"【逾期】{late} 个文件在截止日期以后收到，照常计入并作了标记"
    yield from _missing(night)
    yield from _faults(night)
    yield from _in_force(night)
    yield from lost_rows(night.returns.outcomes)
    yield from first_lines("直报单位还没有合格的报送", list(_awaited(night)), _MORE)
    own = [night.roster.unit(code) for code in night.without_own_rows]
    if own:
        yield f"【只有下级数的上级工作簿】{len(own)} 个：{names(own)}（自己交的有错退回，不要直接报给上级）"
    yield from first_lines(
        "没有标注的来件（填的内容找不到，请直接回复来件单位）",
        [f"  {file}" for file in night.without_copy],
        _MORE,
    )
    yield from unit_figures(night.edition, night.rollup, night.roster.root)
    yield "【行数平衡】每一行只计入一处"
    yield from balance_lines(night.rollup.balance, night.edition)
    yield from _reconciled(night)
    yield "【去哪里看】"
    yield from table(
        [
            ("  汇总数", str(out / "rollup.csv")),
            ("  逐条问题", str(out / "problems.csv")),
            ("  每个文件的处理结果", str(out / "submissions.csv")),
            ("  扣除的直报企业", str(out / "deductions.csv")),
            ("  全部名单合在一起", str(out / "merged")),
            ("  各上级单位的工作簿和汇总分析", str(out / UNITS_FOLDER / "代码_名称")),
            ("  各推荐单位的 Word 表", str(out / UNITS_FOLDER / "代码_名称" / "word")),
            ("  各文件每一栏的含义", str(out / column_notes.FILE)),
            ("  要退回的工作簿（已标注）", str(out / "return")),
            ("  读不了的文件及原因", str(out / "quarantine")),
        ]
    )


def unwritten_lines(written: Iterable[Path]) -> Iterator[str]:
    """The lines that name the texts standing in place of workbooks which could not be made."""
    failed = [path for path in written if path.suffix == ".txt" and path.parent.name != "quarantine"]
    yield from first_lines("没有写成的工作簿（原因见这些文件）", [f"  {path}" for path in failed])


def _reconciled(night: Night) -> Iterator[str]:
    """The line with the numbers of enterprises that count twice or nowhere, by kind of discrepancy."""
    codes = Counter(discrepancy.code for discrepancy in night.rollup.reconciliation.discrepancies)
    told = [f"{label} {codes[code]} 家" for code, label in KINDS.items() if codes[code]]
    if told:
        yield f"【对账】有出入的企业：{'，'.join(told)}（逐家见 problems.csv 和省汇总工作簿的“对账”表）"


def _missing(night: Night) -> Iterator[str]:
    silent = night.silent
    faulty = [unit for unit in night.missing if unit not in silent]
    if silent:
        yield f"【没有收到的单位】{len(silent)} 个：{names(silent)}（没有数据不等于 0）"
    if faulty:
        yield f"【交了但没有计入的单位】{len(faulty)} 个：{names(faulty)}"


def names(units: Sequence[Unit]) -> str:
    """The names of the first units, followed by the number of all units where there are more."""
    more = f" 等 {len(units)} 个" if len(units) > _SHOWN_UNITS else ""
    return "、".join(unit.name for unit in units[:_SHOWN_UNITS]) + more


def _faults(night: Night) -> Iterator[str]:
    lines = []
    for outcome in night.returns.outcomes:
        if outcome.status in (Status.RETURNED, Status.QUARANTINED):
            first = next(
                (problem for problem in outcome.received.problems if problem.severity is Severity.ERROR), None
            )
            if first:
                lines.append(f"  {outcome.status.label}  {outcome.received.file}：{first.message}")
    yield from first_lines("有问题的来件", lines, _MORE)


def _in_force(night: Night) -> Iterator[str]:
    """Units that count by an earlier file because their latest is faulty (contract 3.7)."""
    lines = [
        f"  {outcome.received.file}：{outcome.reason.message}"
        for outcome in night.returns.outcomes
        if outcome.reason and outcome.reason.code == "earlier_stays_in_force"
    ]
    yield from first_lines("仍按先前一份计入的单位", lines, _MORE)


def lost_rows(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """The lines that name every row which a file that counts no longer has."""
    lines = [
        f"  {outcome.received.file}：{problem.message}"
        for outcome in outcomes
        for problem in outcome.received.problems
        if problem.code == "rows_vanished"
    ]
    if lines:
        # All of them: what is not named here is lost.
        yield f"【重新报送的比上一份少了】{len(lines)} 处"
        yield from lines


def _awaited(night: Night) -> Iterator[str]:
    for problems in night.rollup.problems.values():
        for problem in problems:
            if problem.code == "direct_unit_not_returned":
                yield f"  〔{problem.severity.label}〕{problem.message}"


def first_lines(title: str, lines: Sequence[str], more: str = "") -> Iterator[str]:
    """A title with the number of lines, and the first lines; `more` says where the other lines are."""
    if lines:
        yield f"【{title}】{len(lines)} 个"
        yield from lines[:_SHOWN_PROBLEMS]
    if len(lines) > _SHOWN_PROBLEMS:
        yield f"  ……还有 {len(lines) - _SHOWN_PROBLEMS} 个{more}"


def unit_figures(edition: Edition, rollup: RollUp, unit: Unit) -> Iterator[str]:
    """The lines of the statistics forms of a unit, with gross, deducted and net figures side by side."""
    for form in edition.statistics:
        yield f"【{unit.name} {form.annex} {form.title}】{edition.fact('period')}"
        rows = [("  统计项目", "单位", "合计（含直报企业）", "扣除直报", "净数", "底数")]
        for field in form.computed:
            figure = rollup.figures.get((unit.code, form.id, field.id))
            rows.append((f"  {field.label}", field.measure, *_figure_texts(figure, field, edition)))
        yield from table(rows, right=(2, 3, 4))


def _figure_texts(figure: Figure | None, field: Field, edition: Edition) -> tuple[str, str, str, str]:
    if figure is None:
        return ("没有数据", "", "", "")
    gross, direct, net, above, below = shown_figure(figure, field, edition)
    bases = "" if above is None or below is None else f"{plain(above)}/{plain(below)}"
    return (_text(gross), _text(direct), _text(net), bases)


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else plain(amount)
