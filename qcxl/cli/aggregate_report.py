"""What aggregate says on the console."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.cli.report import first_lines, names, problem_line, table, unit_figures, verdict
from qcxl.core.acceptance import Status
from qcxl.core.rollup.balance import balance_lines
from qcxl.model.problem import Severity
from qcxl.tasks.aggregate import Aggregation
from qcxl.tasks.aggregate_files import AggregateFiles

_REST = "，见汇总分析的“报送情况”"
_CHANGES = "，见汇总分析的“选择变动”"


def aggregation_lines(done: Aggregation) -> Iterator[str]:
    """Who is in it and who is not, what became of the unit's own choices, its figures and what to mend."""
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
    """Where the files are."""
    for copy in files.copies:
        yield f"原来的文件留了一份：{copy}"
    yield f"已写出 {files.workbook}（报给上级的工作簿）"
    yield f"已写出 {files.analysis}（汇总分析）"


def _to_mend(done: Aggregation) -> Iterator[str]:
    """The errors, then the open warnings: in the workbook, and by comparing it with others."""
    for severity in (Severity.ERROR, Severity.WARNING):
        for found in (*done.judged.problems, *done.compared):
            if found.severity is severity:
                yield "  " + problem_line(found)


def _faults(done: Aggregation) -> Iterator[str]:
    """The first error of each file, or how many warnings of a file nobody explained."""
    for outcome in done.returns.outcomes:
        problems = outcome.received.problems
        if outcome.status in (Status.SUPERSEDED, Status.IGNORED):
            continue
        first = next((one for one in problems if one.severity is Severity.ERROR), None)
        open_ = [one for one in problems if one.severity is Severity.WARNING]
        if first or open_:
            more = f"（共 {len(open_)} 处须说明）" if not first and len(open_) > 1 else ""
            yield f"  {outcome.status.label}  {outcome.received.file}：{(first or open_[0]).message}{more}"


def _passed_over(done: Aggregation) -> Iterator[str]:
    """The workbooks of other units, first those that should have counted; the unit's own is no surprise."""
    found = [
        (outcome.received.file, outcome.received.problems[0])
        for outcome in done.returns.outcomes
        if outcome.status is Status.IGNORED and outcome.received.unit_code not in ("", done.unit.code)
    ]
    for file, one in sorted(found, key=lambda each: each[1].severity is not Severity.ERROR):
        yield f"  {file}：{one.message}{one.remedy if one.severity is Severity.ERROR else ''}"


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
    """Children whose rows the workbook had already and whose own workbooks do not count this time."""
    stayed = [done.material.roster.unit(code) for code, by_list in done.aggregated.stayed.items() if by_list]
    if stayed:
        yield (
            f"【沿用原有的行】{len(stayed)} 个下级：{names(stayed)}"
            "（这次没有它们合格的工作簿，工作簿里原有的行照旧；确实不要的，请删掉这些行再汇总）"
        )


def _replaced(done: Aggregation) -> Iterator[str]:
    """Children for which somebody had typed rows, in whose place their own workbooks came."""
    for code, count in done.replaced.items():
        now = sum(done.aggregated.brought.get(code, {}).values())
        name = done.material.roster.unit(code).name
        yield f"【换成下级自己交的】{name}：工作簿里原来填的 {count} 行，换成它交来的 {now} 行"


def _overruled(done: Aggregation) -> Iterator[str]:
    for one in done.aggregated.overruled:
        row = f"{one.sheet} {one.source} {'、'.join(one.names)}"
        yield f"  {row}：“{one.field}”保留“{one.kept}”，下级现在填“{one.now}”"


def _lost(done: Aggregation) -> Iterator[str]:
    for one in done.aggregated.lost:
        yield f"  {one.sheet} {one.source} {'、'.join(one.names)}：“{one.field}”原来填“{one.value}”"
