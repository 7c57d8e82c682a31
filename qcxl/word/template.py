"""A Word document with placeholders, compiled once and filled many times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zipfile import BadZipFile

from qcxl.opc.package import Package
from qcxl.opc.zips import zipped
from qcxl.word.part import Part, TemplateError, compile_part

__all__ = ["Template", "TemplateError", "compile_template"]

_FILLED_PART: Final = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled document: `fields` names every value that `render` wants."""

    fields: frozenset[str]
    _parts: tuple[Part, ...]
    _package: bytes  # a zip of all the other parts, compressed once

    def render(self, values: Mapping[str, str]) -> bytes:
        """The bytes of a .docx in which every placeholder is replaced by its value.

        Line breaks and tabs stay what they are, characters that XML forbids are dropped, and a value that
        looks like a placeholder is mere text. Values of other names are ignored. The same values give the
        same bytes. Raises `TemplateError` when a field has no value.
        """
        missing = self.fields - values.keys()
        if missing:
            raise TemplateError(f"模板需要的字段没有给值：{'、'.join(sorted(missing))}")
        return zipped({part.path: part.render(values) for part in self._parts}, onto=self._package)


def compile_template(docx_bytes: bytes) -> Template:
    """The template of a .docx that holds `{{name}}` and `{{name=option}}` in its text.

    Names are made of Latin letters, digits, `_` and `.`. A placeholder that Word has split over several
    runs counts as one and keeps the format of its first run. `{{name=option}}` gives ☑ when the value is
    the option, or names it among others separated by 、, and □ when not. Body, headers and footers are
    searched, text boxes too. Raises `TemplateError` naming every brace pair that is no placeholder.
    """
    try:
        package = Package(docx_bytes)
    except BadZipFile as error:
        raise TemplateError("模板不是 .docx 文件") from error
    contents = {name: package.content(name) for name in package.names()}
    if "word/document.xml" not in contents:
        raise TemplateError("模板里没有 word/document.xml，不是 Word 文档")

    parts = tuple(compile_part(path, xml) for path, xml in contents.items() if _FILLED_PART.fullmatch(path))
    filled = {part.path for part in parts if part.slots}
    return Template(
        fields=frozenset(slot.name for part in parts for slot in part.slots),
        _parts=tuple(part for part in parts if part.slots),
        _package=zipped({path: content for path, content in contents.items() if path not in filled}),
    )
