"""The rows of the night's CSV files (contract 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qcxl.core.acceptance import Outcome
from qcxl.core.analysis.cells import amount_cell
from qcxl.core.rollup.roll_up import RollUp
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, FormKind, Method
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem, Severity
from qcxl.store.csv_files import Cell
from qcxl.store.inbox import InboxFile

ROLLUP_COLUMNS = {
    "unit_code": "单位代码",
    "unit_name": "单位",
    "level": "级别",
    "form": "统计表",
    "field": "栏目",
    "measure": "计量单位",
    "gross": "合计（扣除前）",
    "direct": "其中直报（扣除）",
    "net": "本级数（扣除后）",
    "numerator": "比率的分子",
    "denominator": "比率的分母",
}
"""The columns of rollup.csv with their labels."""
PROBLEM_COLUMNS = {
    "file": "文件",
    "unit_code": "单位代码",
    "severity": "严重度",
    "code": "问题代码",
    "sheet": "工作表",
    "cell": "单元格",
    "field": "栏目",
    "value": "填写的内容",
    "message": "问题",
    "remedy": "怎么改",
    "clause": "依据",
}
"""The columns of problems.csv with their labels."""
SUBMISSION_COLUMNS = {
    "file": "文件",
    "sha256": "文件指纹（SHA-256）",
    "unit_code": "单位代码",
    "unit_name": "单位",
    "edition": "年度版本",
    "received_at": "收到时间",
    "status": "处理结果",
    "errors": "必改条数",
    "warnings": "须说明条数",
    "reason": "原因",
}
"""The columns of submissions.csv with their labels."""
DEDUCTION_COLUMNS = {
    "county_code": "县区代码",
    "county_name": "县区",
    "city_code": "市代码",
    "city_name": "市",
    "direct_unit": "直报单位",
    "enterprise_name": "企业名称",
    "credit_code": "统一社会信用代码",
}
"""The columns of deductions.csv in front of the figures, with their labels."""

Line = tuple[Cell, ...]


def rollup_rows(edition: Edition, roster: Roster, rollup: RollUp) -> Iterator[Line]:
    """One row per unit, form and figure, in roster and edition order; units without figures have none."""
    for unit in roster.walk():
        for form in edition.statistics:
            for field in form.computed:
                figure = rollup.figures.get((unit.code, form.id, field.id))
                if figure is not None:
                    head = (unit.code, unit.name, unit.level.value, form.id, field.id, field.measure)
                    yield (*head, *shown_figure(figure, field, edition))


def problem_rows(judged: Iterable[tuple[str, str, Iterable[Problem]]]) -> Iterator[Line]:
    """One row per problem; an entry of `judged` is (file, unit code, problems)."""
    for file, unit_code, problems in judged:
        for problem in problems:
            yield (file, unit_code, *problem_cells(problem))


def problem_cells(problem: Problem) -> Line:
    """The columns of problems.csv that a problem itself fills: severity to clause."""
    return (
        problem.severity.value,
        problem.code,
        problem.sheet,
        problem.cell,
        problem.field,
        problem.value,
        problem.message,
        problem.remedy,
        problem.clause,
    )


def submission_rows(
    outcomes: Iterable[Outcome],
    files: Mapping[str, InboxFile],
    editions: Mapping[str, str],
    later: Mapping[str, Iterable[Problem]],
) -> Iterator[Line]:
    """One row per file of the inbox.

    `editions` are the ids of the editions that files state, `later` the problems that the roll-up found in
    them; both are by file.
    """
    for outcome in outcomes:
        received = outcome.received
        completed = replace(received, problems=(*received.problems, *later.get(received.file, ())))
        yield (
            completed.file,
            files[completed.file].sha256,
            completed.unit_code,
            completed.unit_name,
            editions.get(completed.file, ""),
            completed.received_at,
            outcome.status.value,
            completed.count(Severity.ERROR),
            completed.count(Severity.WARNING),
            outcome.reason.message if outcome.reason else "",
        )


def deduction_header(edition: Edition) -> tuple[str, ...]:
    """The header of deductions.csv: county, city, direct unit, enterprise, and the additive list fields."""
    return (*DEDUCTION_COLUMNS, *(field.id for field in deducted_fields(edition)))


def deduction_rows(edition: Edition, rollup: RollUp) -> Iterator[Line]:
    """One row per deducted enterprise; amounts in the measure of entry, as in the enterprise's own row."""
    fields = deducted_fields(edition)
    for deduction in rollup.deductions:
        yield (
            deduction.county.code if deduction.county else "",
            deduction.county.name if deduction.county else "",
            deduction.city.code if deduction.city else "",
            deduction.city.name if deduction.city else "",
            deduction.direct_unit.name,
            deduction.enterprise_name,
            deduction.credit_code,
            *(amount_cell(deduction.amounts.get(field.id), field.measure) for field in fields),
        )


def deducted_fields(edition: Edition) -> tuple[Field, ...]:
    """The additive columns of the lists that name direct units."""
    return tuple(
        field
        for form in edition.of_kind(FormKind.LIST)
        if form.field_of_kind(FieldKind.DIRECT_UNIT) is not None
        for field in form.fields
        if field.method is Method.SUM
    )
