"""The lines that aggregate prints on the console."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.cli.report import first_lines, lost_rows, names, problem_line, table, unit_figures, verdict
from qcxl.core.acceptance import Status
from qcxl.core.rollup.balance import balance_lines
from qcxl.model.problem import Severity
from qcxl.tasks.aggregate import Aggregation
from qcxl.tasks.aggregate_files import AggregateFiles

_REST = "，见汇总分析的“报送情况”"
_CHANGES = "，见汇总分析的“选择变动”"


def aggregation_lines(done: Aggregation) -> Iterator[str]:
    """The lines about an aggregation, in the order in which its unit needs them.

    The children that count and those that do not, what became of the unit's own choices, its figures, and
    what it has to mend.
    """
    children, counted = done.children, done.returns.accepted
    yield f"【汇总】{done.unit.name}：下级 {len(children)} 个，汇入 {len(counted)} 个"
    stayed = {code for code, by_list in done.aggregated.stayed.items() if by_list}
    missing = [unit for unit in done.missing if unit.code not in stayed]
    faulty = [unit for unit in done.faulty if unit.code not in stayed]
    if missing:
        yield f"【没有收到的下级】{len(missing)} 个：{names(missing)}（没有汇入，没有数据不等于 0）"
    if faulty:
        yield f"【有错没有汇入的下级】{len(faulty)} 个：{names(faulty)}"
    yield from first_lines("有问题的来件", list(_faults(done)), _REST)
    yield from lost_rows(done.returns.outcomes)
    yield from first_lines("不是下级交来的，没有汇入", list(_passed_over(done)), _REST)
    yield from _rows(done)
    yield from _stayed(done)
    yield from _replaced(done)
    for form_id, field_id in sorted(done.aggregated.withdrawn):
        field = done.material.edition.form(form_id).field(field_id)
        yield f"【{field.label}】名单里有了下级的行，本级填的“{done.material.edition.yes(field)}”已经清掉"
    yield from first_lines("保留了本级的选择、和下级现在填的不同", list(_overruled(done)), _CHANGES)
    yield from first_lines("没有对应的行、没有带过来的选择", list(_lost(done)), _CHANGES)
    yield from unit_figures(done.material.edition, done.material.rollup, done.unit)
    yield "【行数平衡】每一行只计入一处"
    yield from balance_lines(done.material.rollup.balance, done.material.edition)
    yield f"【校验】{done.unit.name} 汇总后的工作簿：{verdict((*done.judged.problems, *done.compared))}"
    yield from first_lines("汇总后的工作簿里要处理的", list(_to_mend(done)), "，见它的“校验结果”")


def written_lines(files: AggregateFiles) -> Iterator[str]:
    """The lines that say where the files are."""
    for copy in files.copies:
        yield f"原来的文件留了一份：{copy}"
    yield f"已写出 {files.workbook}（报给上级的工作簿）"
    yield f"已写出 {files.analysis}（汇总分析）"


def _to_mend(done: Aggregation) -> Iterator[str]:
    """The lines of errors, then of open warnings, in the filled workbook and from comparing workbooks."""
    for severity in (Severity.ERROR, Severity.WARNING):
        for problem in (*done.judged.problems, *done.compared):
            if problem.severity is severity:
                yield "  " + problem_line(problem)


def _faults(done: Aggregation) -> Iterator[str]:
    """The line of every faulty file: its first error, else its first open warning and the number of these."""
    for outcome in done.returns.outcomes:
        problems = outcome.received.problems
        if outcome.status in (Status.SUPERSEDED, Status.IGNORED):
            continue
        first = next((problem for problem in problems if problem.severity is Severity.ERROR), None)
        open_ = [problem for problem in problems if problem.severity is Severity.WARNING]
        if first or open_:
            more = f"（共 {len(open_)} 处须说明）" if not first and len(open_) > 1 else ""
            yield f"  {outcome.status.label}  {outcome.received.file}：{(first or open_[0]).message}{more}"


def _passed_over(done: Aggregation) -> Iterator[str]:
    """The lines of ignored workbooks of other units, workbooks that should have counted first.

    The own workbook of the unit among the files is no surprise and has no line.
    """
    ignored = [
        (outcome.received.file, outcome.received.problems[0])
        for outcome in done.returns.outcomes
        if outcome.status is Status.IGNORED and outcome.received.unit_code not in ("", done.unit.code)
    ]
    for file, problem in sorted(ignored, key=lambda entry: entry[1].severity is not Severity.ERROR):
        yield f"  {file}：{problem.message}{problem.remedy if problem.severity is Severity.ERROR else ''}"


def _rows(done: Aggregation) -> Iterator[str]:
    edition = done.material.edition
    rows = [("  名单", "本级", "下级", "共")]
    for form_id, list_ in done.aggregated.submission.tables.items():
        of_children = (*done.aggregated.brought.values(), *done.aggregated.stayed.values())
        brought = sum(by_list.get(form_id, 0) for by_list in of_children)
        total = len(list_.rows)
        rows.append(
            (f"  {edition.form(form_id).sheet}", f"{total - brought} 行", f"{brought} 行", f"{total} 行")
        )
    yield "【行数】"
    yield from table(rows, right=(1, 2, 3))


def _stayed(done: Aggregation) -> Iterator[str]:
    """The line of the children whose rows stay as they were, as their workbooks do not count this time."""
    stayed = [done.material.roster.unit(code) for code, by_list in done.aggregated.stayed.items() if by_list]
    if stayed:
        yield (
            f"【沿用原有的行】{len(stayed)} 个下级：{names(stayed)}"
            "（这次没有它们合格的工作簿，工作簿里原有的行照旧；确实不要的，请删掉这些行再汇总）"
        )


def _replaced(done: Aggregation) -> Iterator[str]:
    """The lines of the children whose rows, typed here before, gave way to those of their own workbooks."""
    for code, count in done.replaced.items():
        now = sum(done.aggregated.brought.get(code, {}).values())
        name = done.material.roster.unit(code).name
        yield f"【换成下级自己交的】{name}：工作簿里原来填的 {count} 行，换成它交来的 {now} 行"


def _overruled(done: Aggregation) -> Iterator[str]:
    for choice in done.aggregated.overruled:
        row = f"{choice.sheet} {choice.source} {'、'.join(choice.names)}"
        yield f"  {row}：“{choice.field}”保留“{choice.kept}”，下级现在填“{choice.now}”"


def _lost(done: Aggregation) -> Iterator[str]:
    for lost in done.aggregated.lost:
        yield f"  {lost.sheet} {lost.source} {'、'.join(lost.names)}：“{lost.field}”原来填“{lost.value}”"
