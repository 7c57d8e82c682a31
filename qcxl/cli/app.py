"""The command groups, and the options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qcxl.cli.chinese import ChineseGroup

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
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="日期", help="按哪一天判断逾期，例如 2020-07-10；默认今天。"),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", "-w", metavar="个数", min=1, help="同时读几个文件；默认等于处理器个数。"),
]


@app.callback()
def _root() -> None:
    """Keep the group a group, whatever the number of commands."""
