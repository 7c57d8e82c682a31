"""The commands of contract 3.1; each imports what it needs when it runs, so that help comes at once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qcxl.cli.calls import day, processors, reporting
from qcxl.cli.chinese import ChineseCommand, ChineseGroup
from qcxl.cli.exits import EXIT_DATA
from qcxl.cli.progress import progress

if TYPE_CHECKING:
    from qcxl.store.inbox import InboxFile
    from qcxl.tasks.judging import Judged
    from qcxl.tasks.validate_document import JudgedDocument

_SETTINGS = {"help_option_names": ["--help", "-h"]}

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=_SETTINGS,
    help="qcxl：质量协会年报助手。下发、校验、汇总、出表。",
)
edition_app = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=_SETTINGS,
    help="年度版本：列出、查看、检查。",
)
app.add_typer(edition_app, name="edition")

EditionOption = Annotated[str, typer.Option("--edition", "-e", metavar="版本", help="年度版本代码或文件。")]
OwnEditionOption = Annotated[
    str | None, typer.Option("--edition", "-e", metavar="版本", help="不是内置的年度版本时，写它的文件。")
]
RosterOption = Annotated[Path, typer.Option("--roster", "-r", metavar="名录", help="单位名录（.xlsx）。")]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", "-w", metavar="个数", min=1, help="同时读几个文件；默认等于处理器个数。"),
]


class Format(StrEnum):
    """How validate prints."""

    TEXT = "text"
    JSON = "json"


@app.callback()
def _root() -> None:
    """Keep the group a group, whatever the number of commands."""


@app.command(cls=ChineseCommand)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="写到哪里。")] = Path("qcxl-demo"),
    edition: EditionOption = "henan-2020",
) -> None:
    """用编造的数据演示全过程：下发、填报、汇总、出表。"""
    from qcxl.cli.report import night_lines
    from qcxl.demo import run_demo

    with reporting():
        with progress("演示") as (start, advance):
            done = run_demo(folder, edition, start, advance)
        typer.echo(f"【下发】给 {done.issued_count} 个单位各发一个空白工作簿：{done.blank}")
        typer.echo(f"【填报】编造了 {done.returned_count} 个交回的文件，其中有各种常见错误：{done.inbox}")
        for line in night_lines(done.night, done.out):
            typer.echo(line)


@edition_app.command("list", cls=ChineseCommand)
def edition_list() -> None:
    """列出内置的年度版本。"""
    from qcxl.store import resources
    from qcxl.tasks.editions import load_edition

    with reporting():
        for path in resources.editions():
            edition = load_edition(path)
            typer.echo(f"{edition.id}  {edition.fact('document')}  {edition.fact('title')}")


@edition_app.command("show", cls=ChineseCommand)
def edition_show(
    edition: Annotated[str, typer.Argument(metavar="版本", help="年度版本代码或文件。")],
) -> None:
    """把一个年度版本的全部内容显示为文字（Markdown）。"""
    from qcxl.tasks.editions import edition_path, edition_text

    with reporting():
        typer.echo(edition_text(edition_path(edition)), nl=False)


@edition_app.command("check", cls=ChineseCommand)
def edition_check(file: Annotated[str, typer.Argument(metavar="文件", help="年度版本文件或代码。")]) -> None:
    """检查一个年度版本文件，一次列出全部问题，写明工作表和单元格。"""
    from qcxl.excel.edition.reader import read_edition
    from qcxl.tasks.editions import UnusableError, edition_path
    from qcxl.tasks.write_word import compile_word_forms

    with reporting():
        edition, problems = read_edition(edition_path(file))
        for found in problems:
            place = f"{found.sheet}!{found.cell}" if found.cell else found.sheet
            typer.echo(f"〔{found.severity.label}〕{place}：{found.message} → {found.remedy}")
        if edition is None:
            raise typer.Exit(EXIT_DATA)
        try:
            compile_word_forms(edition, edition_path(file))
        except UnusableError as error:
            typer.echo(str(error))
            raise typer.Exit(EXIT_DATA) from error
        typer.echo(f"{edition.id}：可以使用。")


@app.command(cls=ChineseCommand)
def issue(
    edition: Annotated[str, typer.Argument(metavar="版本", help="年度版本代码或文件。")],
    roster: RosterOption,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="文件夹", help="空白工作簿写到哪里。")],
    unit: Annotated[
        list[str] | None, typer.Option("--unit", "-u", metavar="代码", help="只发这些单位。")
    ] = None,
) -> None:
    """给名录里的每个单位发一个空白工作簿。"""
    from qcxl.tasks.editions import UnusableError, edition_path, load_edition, load_roster
    from qcxl.tasks.issue import issue as issue_workbooks

    with reporting():
        path = edition_path(edition)
        units = load_roster(roster)
        wanted = []
        for code in unit or ():
            found = units.find(code)
            if found is None:
                raise UnusableError(f"单位名录里没有“{code}”这个单位，请写名录里的单位代码。")
            wanted.append(found)
        chosen = wanted or list(units.units)
        with progress("下发", len(chosen)) as (_, advance):
            written = issue_workbooks(load_edition(path), path, units, out, chosen, advance)
        typer.echo(f"已写出 {len(written)} 个空白工作簿：{out}")


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
    from qcxl.tasks.editions import UnusableError, edition_path
    from qcxl.tasks.result_files import write_results
    from qcxl.tasks.validate import files_at, judge_files
    from qcxl.tasks.validate_document import is_document, validate_documents

    with reporting():
        own = edition_path(edition) if edition else None
        judged: Sequence[Judged | JudgedDocument]
        workbooks: Sequence[tuple[InboxFile, Judged]] = ()
        at_once = workers or min(processors(), len(files))
        with progress("校验", len(files)) as (_, advance):
            if form or any(map(is_document, files)):
                if results:
                    raise UnusableError("Word 文稿没有标注好的工作簿，校验文稿时请去掉 --results。")
                judged = validate_documents(files, own, form, advance)
            else:
                given = files_at(files)
                judged = read = judge_files(given, at_once, advance, own)
                workbooks = tuple(zip(given, read, strict=True))
        if format_ is Format.JSON:
            typer.echo(findings_json(judged))
        else:
            for line in findings_text(judged):
                typer.echo(line)
        if results:
            with progress("标注", len(workbooks)) as (_, advance):
                written = write_results(workbooks, results, at_once, advance, own)
            for line in result_lines(written):
                # Programs read the list from the output; people see these lines all the same.
                typer.echo(line, err=format_ is Format.JSON)
        if not all(one.is_clean for one in judged):
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
    from qcxl.tasks.editions import edition_path
    from qcxl.tasks.write_word import write_word

    with reporting():
        judged, written = write_word(workbook, out, edition_path(edition) if edition else None)
        if judged.problems:
            for line in judged_lines(judged):
                typer.echo(line)
        for path in written:
            typer.echo(f"已写出 {path}")
        if not written and any(found.severity is Severity.ERROR for found in judged.problems):
            typer.echo("有必改的问题，没有生成 Word 表；请改好后再试。")
        elif not written:
            typer.echo("这个年度版本没有登记 Word 模板，没有生成 Word 表。")
        if not judged.is_clean:
            raise typer.Exit(EXIT_DATA)


@app.command(cls=ChineseCommand)
def nightly(
    inbox: Annotated[Path, typer.Argument(metavar="收件文件夹", help="交回的工作簿和压缩包。")],
    edition: EditionOption,
    roster: RosterOption,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="文件夹", help="结果写到哪里，不能在收件文件夹里。")
    ],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="日期", help="按哪一天判断逾期，例如 2020-07-10；默认今天。"),
    ] = None,
    workers: WorkersOption = None,
) -> None:
    """夜间汇总：读收件文件夹，校验，逐级汇总，写出各单位的 Word 表。"""
    from qcxl.cli.report import night_lines
    from qcxl.tasks.editions import edition_path, load_edition, load_roster
    from qcxl.tasks.night_outputs import write_night
    from qcxl.tasks.nightly import run_night
    from qcxl.tasks.write_word import compile_word_forms

    with reporting():
        path = edition_path(edition)
        units = load_roster(roster)
        forms = compile_word_forms(load_edition(path), path)
        today = day(as_of)
        with progress("读取") as (start, advance):
            night = run_night(
                inbox,
                out,
                edition=load_edition(path),
                edition_path=path,
                roster=units,
                as_of=today,
                workers=workers or processors(),
                on_files=start,
                on_done=advance,
            )
        with progress("写出") as (_, advance):
            write_night(night, out, forms, advance, workers or processors())
        for line in night_lines(night, out):
            typer.echo(line)
        if not night.is_clean:
            raise typer.Exit(EXIT_DATA)
