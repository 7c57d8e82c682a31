"""The commands on the workbook of one unit: validate, aggregate, word."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qcxl.cli.app import AsOfOption, OwnEditionOption, WorkersOption, app
from qcxl.cli.calls import day, editions_with, now, processors, reporting
from qcxl.cli.chinese import ChineseCommand
from qcxl.cli.exits import EXIT_DATA
from qcxl.cli.progress_bar import progress

if TYPE_CHECKING:
    from qcxl.store.inbox import InboxFile
    from qcxl.tasks.receiving.judging import Judged
    from qcxl.tasks.validate_document import JudgedDocument


class Format(StrEnum):
    """The format in which validate prints."""

    TEXT = "text"
    JSON = "json"


@app.command(cls=ChineseCommand)
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="交回的工作簿或文稿，可以写多个。")],
    format_: Annotated[
        Format, typer.Option("--format", metavar="text|json", help="文字或 JSON。")
    ] = Format.TEXT,
    edition: OwnEditionOption = None,
    form: Annotated[
        str | None,
        typer.Option("--form", "-f", metavar="表", help="校验 Word 文稿时写附件号，例如 附件4；还要写版本。"),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(
            "--results", metavar="文件夹", help="另写一份标注好的工作簿，问题逐条列在“校验结果”里。"
        ),
    ] = None,
    workers: WorkersOption = None,
) -> None:
    """校验交回的工作簿或 Word 文稿，逐条说明哪里、什么问题、怎么改。"""
    from qcxl.cli.findings import findings_json, findings_text
    from qcxl.cli.report import result_lines
    from qcxl.tasks.context.crew import hired
    from qcxl.tasks.context.editions import UnusableError
    from qcxl.tasks.receiving.reading import files_at
    from qcxl.tasks.result_files import write_results
    from qcxl.tasks.validate import judge_files
    from qcxl.tasks.validate_document import is_document, validate_documents

    with reporting():
        editions = editions_with(edition)
        judged: Sequence[Judged | JudgedDocument]
        workbooks: Sequence[tuple[InboxFile, Judged]] = ()
        with hired(workers or min(processors(), len(files))) as crew:
            with progress("校验", len(files)) as told:
                if form or any(map(is_document, files)):
                    if results:
                        raise UnusableError("Word 文稿没有标注好的工作簿，校验文稿时请去掉 --results。")
                    judged = validate_documents(files, editions, form, told[1])
                else:
                    given = files_at(files)
                    judged = read = judge_files(given, crew.telling(*told), editions)
                    workbooks = tuple(zip(given, read, strict=True))
            if format_ is Format.JSON:
                typer.echo(findings_json(judged))
            else:
                for line in findings_text(judged):
                    typer.echo(line)
            if results:
                with progress("标注", len(workbooks)) as told:
                    written = write_results(workbooks, results, crew.telling(*told), editions)
                for line in result_lines(written):
                    # Programs read the list from the output; people see these lines all the same.
                    typer.echo(line, err=format_ is Format.JSON)
        if not all(judgement.is_clean for judgement in judged):
            raise typer.Exit(EXIT_DATA)


@app.command(cls=ChineseCommand)
def aggregate(
    workbook: Annotated[Path, typer.Argument(metavar="工作簿", help="本单位自己的工作簿。")],
    folder: Annotated[
        Path, typer.Option("--from", "-f", metavar="文件夹", help="下级单位交回的工作簿和压缩包。")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="文件", help="写到哪里；不写就在原工作簿旁边写一个名字带时间的新文件。"
        ),
    ] = None,
    edition: OwnEditionOption = None,
    as_of: AsOfOption = None,
    workers: WorkersOption = None,
) -> None:
    """把下级单位的工作簿汇总进本单位的工作簿，并写出汇总分析；再汇总一次也保留本单位的选择。"""
    from qcxl.cli.aggregate_report import aggregation_lines, written_lines
    from qcxl.tasks.aggregate import aggregate_workbook
    from qcxl.tasks.aggregate_files import refuse_out, write_aggregation
    from qcxl.tasks.context.crew import hired

    with reporting():
        refuse_out(out)
        today = day(as_of)
        with hired(workers or processors()) as crew, progress("汇总") as told:
            done = aggregate_workbook(workbook, folder, today, crew.telling(*told), editions_with(edition))
        files = write_aggregation(done, workbook, out, now())
        for line in (*aggregation_lines(done), *written_lines(files)):
            typer.echo(line)
        if not done.is_clean:
            raise typer.Exit(EXIT_DATA)


@app.command(cls=ChineseCommand)
def word(
    workbook: Annotated[Path, typer.Argument(metavar="工作簿", help="填好的工作簿。")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="文件夹", help="Word 表写到哪里。")],
    edition: OwnEditionOption = None,
) -> None:
    """由填好的工作簿生成可以打印盖章的 Word 表；有必改的问题时不生成。"""
    from qcxl.cli.report import judged_lines
    from qcxl.model.problem import Severity
    from qcxl.tasks.context.crew import hired
    from qcxl.tasks.write_word import write_word

    with reporting():
        with hired(1) as crew:
            judged, written = write_word(workbook, out, crew, editions_with(edition))
        if judged.problems:
            for line in judged_lines(judged):
                typer.echo(line)
        for path in written:
            typer.echo(f"已写出 {path}")
        if not written and any(problem.severity is Severity.ERROR for problem in judged.problems):
            typer.echo("有必改的问题，没有生成 Word 表；请改好后再试。")
        elif not written:
            typer.echo("这个年度版本没有登记 Word 模板，没有生成 Word 表。")
        if not judged.is_clean:
            raise typer.Exit(EXIT_DATA)
