"""Chinese words for what the command-line library says by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer.exceptions import TyperException

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
)


def in_chinese(help_text: str) -> str:
    """A help page with the library's own words in Chinese."""
    for pattern, word in _WORDS:
        help_text = re.sub(pattern, word, help_text, flags=re.MULTILINE)
    return help_text


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return in_chinese(super().get_help(ctx))


def usage_message(error: TyperException) -> str:
    """One Chinese line for a wrong call: what was wrong and where help stands."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "qcxl"
    return f"{_fault(error)}用 {command} --help 查看用法。"


def _fault(error: TyperException) -> str:
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = getattr(parameter, "human_readable_name", "") or getattr(error, "param_hint", "") or ""
    if kind == "NoSuchOption":
        return f"没有“{getattr(error, 'option_name', '')}”这个选项。"
    if kind == "MissingParameter":
        return f"缺少“{name}”。"
    if kind == "BadParameter":
        return f"“{name}”的值不对：{error.message}。".replace("。。", "。")
    return "没有写命令。" if kind == "NoArgsIsHelpError" else _fault_in_words(error.message)


def _fault_in_words(message: str) -> str:
    unknown = re.search(r"No such command '([^']*)'", message)
    if unknown:
        return f"没有“{unknown[1]}”这个命令。"
    extra = re.search(r"unexpected extra arguments? \(([^)]*)\)", message)
    if extra:
        return f"多写了“{extra[1]}”。"
    return "命令写得不对。"
