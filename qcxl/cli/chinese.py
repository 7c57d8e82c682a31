"""Chinese words for the texts that the command-line library has in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_FAULTS = (
    (r"No such command '(.*)'", r"没有“\1”这个命令。"),
    (r"unexpected extra argument\(s\) \((.*)\)", r"多写了“\1”。"),
    (r"Option '(.*)' requires an argument", r"“\1”后面要写内容。"),
    (r"Option '(.*)' does not take a value", r"“\1”后面不写内容。"),
    (r"(.*)：.* is not one of (.*?)\.?$", r"“\1”只能写 \2 其中的一个。"),
    (r"(.*)：Input should be greater than or equal to (.*)", r"“\1”不能小于 \2。"),
    (r"(.*)：Input should be a valid integer", r"“\1”要写整数。"),
    (r"(.*)：", r"“\1”的值不对。"),
)

_WORDS = (
    (r"^Usage: ", "用法："),
    (r"^Arguments:", "参数："),
    (r"^Options:", "选项："),
    (r"^Commands:", "命令："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"Show this message and exit\.", "显示这个说明。"),
    (r"\[default: ([^\]]*)\]", r"［默认：\1］"),
    (r"\s*\[required\]", "［必填］"),
    (r"\[x>=(\d+)\]", r"［不小于 \1］"),
    (r" <[\w\[\]]+>", ""),
    (r"\{([^}]*)\}", r"\1"),
)


def in_chinese(help_text: str) -> str:
    """A help page with the library's own words in Chinese."""
    for pattern, word in _WORDS:
        help_text = re.sub(pattern, word, help_text, flags=re.MULTILINE)
    return help_text


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help page in Chinese."""
        return in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help page in Chinese."""
        return in_chinese(super().get_help(ctx))


def usage_message(error: TyperException) -> str:
    """One Chinese line for a wrong call: the fault, and the place of the help."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "qcxl"
    return f"{_fault(error)}用 {command} --help 查看用法。"


def _fault(error: TyperException) -> str:
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        return f"没有“{getattr(error, 'option_name', '')}”这个选项。"
    if kind == "MissingParameter":
        return f"缺少“{_name(parameter)}”。"
    if kind == "NoArgsIsHelpError":
        return "没有写命令。"
    message = f"{_name(parameter)}：{error.message}" if parameter else error.message
    for pattern, words in _FAULTS:
        match = re.search(pattern, message)
        if match:
            return match.expand(words)
    return "命令写得不对。"


def _name(parameter: Any) -> str:
    """An option as people type it (`--out`), an argument as the help page calls it (`工作簿`)."""
    typed = [name for name in parameter.opts if name.startswith("--")]
    return str(typed[0] if typed else parameter.metavar or parameter.name)
