"""What aggregate says on the console."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.cli.report import first_lines, names, problem_line, table, unit_figures, verdict
from qcxl.core.acceptance import Outcome, Status
from qcxl.core.rollup.balance import balance_lines
from qcxl.model.problem import Severity
from qcxl.tasks.aggregate import Aggregation
from qcxl.tasks.aggregate_files import AggregateFiles


def aggregation_lines(done: Aggregation) -> Iterator[str]:
    """Who is in it and who is not, what became of the unit's own choices, its figures and what to mend."""
    children, counted = done.children, done.returns.accepted
    yield f"【汇总】{done.unit.name}：下级 {len(children)} 个，汇入 {len(counted)} 个"
    if done.missing:
        yield f"【没有收到的下级】{len(done.missing)} 个：{names(done.missing)}（没有汇入，没有数据不等于 0）"
    if done.faulty:
        yield f"【有错没有汇入的下级】{len(done.faulty)} 个：{names(done.faulty)}"
    yield from first_lines("有问题的来件", _faults(done))
    others = [one for one in done.returns.outcomes if _is_passed_over(one)]
    if others:
        yield f"【不是下级交来的】{len(others)} 个文件，没有汇入"
    yield from _rows(done)
    yield from _stayed(done)
    for form_id, field_id in sorted(done.aggregated.withdrawn):
        field = done.material.edition.form(form_id).field(field_id)
        yield f"【{field.label}】名单里有了下级的行，本级填的“{done.material.edition.yes(field)}”已经清掉"
    yield from first_lines("保留了本级的选择、和下级现在填的不同", _overruled(done))
    yield from first_lines("本级先前的选择没有对应的行了", _lost(done))
    yield from unit_figures(done.material.edition, done.material.rollup, done.unit)
    yield "【行数平衡】每一行只计入一处"
    yield from balance_lines(done.material.rollup.balance, done.material.edition)
    yield from first_lines(
        "核对",
        [
            "  " + problem_line(found)
            for problems in done.material.rollup.problems.values()
            for found in problems
            if found.severity is not Severity.INFO
        ],
    )
    yield f"【校验】{done.unit.name} 汇总后的工作簿：{verdict(done.judged.problems)}"
    yield from first_lines(
        "汇总后的工作簿里要处理的",
        ["  " + problem_line(found) for found in done.judged.problems if found.severity is not Severity.INFO],
    )


def written_lines(files: AggregateFiles) -> Iterator[str]:
    """Where the files are."""
    if files.copy:
        yield f"原来的文件留了一份：{files.copy}"
    yield f"已写出 {files.workbook}（报给上级的工作簿）"
    yield f"已写出 {files.analysis}（汇总分析）"


def _faults(done: Aggregation) -> list[str]:
    lines = []
    for outcome in done.returns.outcomes:
        first = next((one for one in outcome.received.problems if one.severity is Severity.ERROR), None)
        if first and outcome.status is not Status.SUPERSEDED:
            lines.append(f"  {outcome.status.label}  {outcome.received.file}：{first.message}")
    return lines


def _is_passed_over(outcome: Outcome) -> bool:
    return outcome.status is Status.IGNORED and bool(outcome.received.unit_code)


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
    """Children whose rows somebody typed into the workbook and whose own workbooks do not count."""
    stayed = [done.material.roster.unit(code) for code, by_list in done.aggregated.stayed.items() if by_list]
    if stayed:
        yield f"【本级代填的下级】{len(stayed)} 个：{names(stayed)}（没有它们合格的工作簿，原来填的行照旧）"


def _overruled(done: Aggregation) -> list[str]:
    return [
        f"  {one.sheet} {one.source} {'、'.join(one.names)}：“{one.field}”保留“{one.kept}”，"
        f"下级现在填“{one.now}”"
        for one in done.aggregated.overruled
    ]


def _lost(done: Aggregation) -> list[str]:
    return [
        f"  {one.sheet} {one.source} {'、'.join(one.names)}：“{one.field}”原来填“{one.value}”"
        for one in done.aggregated.lost
    ]
