"""The commands of operator and maintainer: editions, issue, nightly, and the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qcxl.cli.app import AsOfOption, EditionOption, RosterOption, WorkersOption, app, edition_app
from qcxl.cli.calls import day, processors, reporting
from qcxl.cli.chinese import ChineseCommand
from qcxl.cli.exits import EXIT_CALL, EXIT_DATA
from qcxl.cli.progress_bar import progress


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
    from qcxl.tasks.context.editions import load_edition

    with reporting():
        for path in resources.editions():
            edition = load_edition(path).edition
            typer.echo(f"{edition.id}  {edition.fact('document')}  {edition.fact('title')}")


@edition_app.command("show", cls=ChineseCommand)
def edition_show(
    edition: Annotated[str, typer.Argument(metavar="版本", help="年度版本代码或文件。")],
) -> None:
    """把一个年度版本的全部内容显示为文字（Markdown）。"""
    from qcxl.tasks.context.editions import edition_path, edition_text

    with reporting():
        typer.echo(edition_text(edition_path(edition)), nl=False)


@edition_app.command("check", cls=ChineseCommand)
def edition_check(file: Annotated[str, typer.Argument(metavar="文件", help="年度版本文件或代码。")]) -> None:
    """检查一个年度版本文件，一次列出全部问题，写明工作表和单元格。"""
    from qcxl.tasks.check_edition import check_edition_at
    from qcxl.tasks.context.editions import edition_path

    with reporting():
        checked = check_edition_at(edition_path(file))
        for problem in checked.problems:
            place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
            typer.echo(f"〔{problem.severity.label}〕{place}：{problem.message} → {problem.remedy}")
        if checked.edition is None or not checked.is_usable:
            raise typer.Exit(EXIT_DATA)
        typer.echo(f"{checked.edition.id}：可以使用。")


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
    from qcxl.tasks.context.editions import UnusableError, load_roster, named_edition
    from qcxl.tasks.issue import issue as issue_workbooks

    with reporting():
        loaded = named_edition(edition)
        units = load_roster(roster)
        wanted = []
        for code in unit or ():
            listed = units.find(code)
            if listed is None:
                raise UnusableError(f"单位名录里没有“{code}”这个单位，请写名录里的单位代码。")
            wanted.append(listed)
        chosen = wanted or list(units.units)
        with progress("下发", len(chosen)) as (_, advance):
            written = issue_workbooks(loaded, units, out, chosen, advance)
        typer.echo(f"已写出 {len(written)} 个空白工作簿：{out}")


@app.command(cls=ChineseCommand)
def nightly(
    inbox: Annotated[Path, typer.Argument(metavar="收件文件夹", help="交回的工作簿和压缩包。")],
    edition: EditionOption,
    roster: RosterOption,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="文件夹", help="结果写到哪里，不能在收件文件夹里。")
    ],
    as_of: AsOfOption = None,
    workers: WorkersOption = None,
) -> None:
    """夜间汇总：读收件文件夹，校验，逐级汇总，写出各单位的 Word 表。"""
    from qcxl.cli.report import night_lines, unwritten_lines
    from qcxl.tasks.context.crew import hired
    from qcxl.tasks.context.editions import load_roster, named_edition
    from qcxl.tasks.night.night import run_night
    from qcxl.tasks.night.outputs import write_night
    from qcxl.tasks.write_word import compile_word_forms

    with reporting():
        loaded = named_edition(edition)
        units = load_roster(roster)
        forms = compile_word_forms(loaded)
        today = day(as_of)
        with hired(workers or processors()) as crew:
            with progress("读取") as told:
                night = run_night(
                    inbox, out, loaded=loaded, roster=units, as_of=today, crew=crew.telling(*told)
                )
            with progress("写出") as told:
                written = write_night(night, out, forms, crew.telling(*told))
        for line in (*night_lines(night, out), *unwritten_lines(written)):
            typer.echo(line)
        if any(unwritten_lines(written)):
            raise typer.Exit(EXIT_CALL)
        if not night.is_clean:
            raise typer.Exit(EXIT_DATA)
