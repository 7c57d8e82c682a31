"""Cell formats of a workbook, and the variants of them that marks, links and odd values ask for."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from qcxl.excel.filled.sheet_xml import MAIN, MAIN_NAMESPACE, TRUE
from qcxl.excel.filled.values import DATE, DURATION, GENERAL, TIME
from qcxl.model.problem import Severity
from qcxl.opc.package import parsed

if TYPE_CHECKING:
    from qcxl.opc.package import Element

_FILLS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
_FILL = (
    f'<fill xmlns="{MAIN_NAMESPACE}"><patternFill patternType="solid"><fgColor rgb="{{}}"/>'
    '<bgColor indexed="64"/></patternFill></fill>'
)
_LINK_COLOUR = f'<color xmlns="{MAIN_NAMESPACE}" rgb="FF0563C1"/>'
_UNDERLINE = f'<u xmlns="{MAIN_NAMESPACE}"/>'
# A Chinese Excel has date and time formats of its own: 27 to 36 and 50 to 58.
_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), DATE),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47, 55, 56), TIME),
    46: DURATION,
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|General', re.IGNORECASE)


class Styles:
    """The formats of a styles part by index, and variants of these formats, which are added to the part."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._formats = self._table("cellXfs")
        self._known: dict[str, dict[bytes, int]] = {}
        self._variants: dict[tuple[int, object], int] = {}
        self._sizes: dict[int, float] = {}
        self._codes = {
            int(entry.get("numFmtId", "")): entry.get("formatCode", "")
            for entry in root.iter(f"{MAIN}numFmt")
        }

    def marked(self, style: int, severity: Severity) -> int:
        """The index of the format `style` on the colour of a severity."""
        if (style, severity) not in self._variants:
            fill = self._added("fills", parsed(_FILL.format(_FILLS[severity]).encode()))
            self._variants[style, severity] = self._variant(style, fillId=fill, applyFill=1)
        return self._variants[style, severity]

    def linked(self, style: int) -> int:
        """The index of the format `style` in blue and underlined, as people know links."""
        if (style, "link") not in self._variants:
            fonts = self._table("fonts")
            font = deepcopy(fonts[int(self._formats[style].get("fontId", "0"))])
            for name in ("u", "color"):
                for former in font.findall(f"{MAIN}{name}"):
                    font.remove(former)
            font.append(parsed(_UNDERLINE.encode()))
            font.append(parsed(_LINK_COLOUR.encode()))
            self._variants[style, "link"] = self._variant(
                style, fontId=self._added("fonts", font), applyFont=1
            )
        return self._variants[style, "link"]

    def showing(self, style: int, number_format: int) -> int:
        """The index of the format `style` in a variant that shows values as `number_format` does.

        The format itself where its own number format shows the same kind of value.
        """
        if (style, number_format) not in self._variants:
            own = self._kind(int(self._formats[style].get("numFmtId", "0")))
            same = own == self._kind(number_format)
            self._variants[style, number_format] = (
                style if same else self._variant(style, numFmtId=number_format, applyNumberFormat=1)
            )
        return self._variants[style, number_format]

    def wrapped_size(self, style: int) -> float:
        """The size in points of the letters in a format that breaks lines, 0 for any other format."""
        if style not in self._sizes:
            form = self._formats[style]
            wraps = any(alignment.get("wrapText") in TRUE for alignment in form.iter(f"{MAIN}alignment"))
            size = self._table("fonts")[int(form.get("fontId", "0"))].find(f"{MAIN}sz")
            self._sizes[style] = float(size.get("val", "0")) if wraps and size is not None else 0.0
        return self._sizes[style]

    def _kind(self, number_format: int) -> int:
        """The kind of value that a number format shows: GENERAL, DATE, TIME or DURATION."""
        if number_format not in self._codes:
            return _BUILT_IN.get(number_format, GENERAL)
        code = _LITERAL.sub("", self._codes[number_format]).lower()
        if "[" in code:
            return DURATION
        if set(code) & set("yd"):
            return DATE
        if set(code) & set("hs"):
            return TIME
        return DATE if "m" in code else GENERAL

    def _variant(self, style: int, **changes: int) -> int:
        variant = deepcopy(self._formats[style])
        for name, value in changes.items():
            variant.set(name, str(value))
        return self._added("cellXfs", variant)

    def _added(self, table: str, element: Element) -> int:
        """The index of an entry in a table of the part; an entry without an equal is added."""
        from lxml import etree

        entries = self._table(table)
        if table not in self._known:
            self._known[table] = {etree.tostring(entry): index for index, entry in enumerate(entries)}
        known = self._known[table]
        index = known.setdefault(etree.tostring(element), len(entries))
        if index == len(entries):
            entries.append(element)
            entries.set("count", str(len(entries)))
        return index

    def _table(self, name: str) -> Element:
        return next(self._root.iter(f"{MAIN}{name}"))
