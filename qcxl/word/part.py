"""One XML part of a Word document, cut at its placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # lxml has no public name for it

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_UNTOUCHABLE: Final = "\ufffc"  # stands for a break, tab or picture: no placeholder reaches across it
_PLACEHOLDER: Final = re.compile(
    r"\{\{(?P<name>\w+(?:\.\w+)*)(?:=\s*(?P<option>[^{}\s\u3000\ufffc][^{}\ufffc]*))?\}\}", re.ASCII
)
# The text between a pair of double braces, or a little of the text beside double braces without partner.
_BROKEN: Final = re.compile(r"\{\{.*?\}\}|\{\{.{0,40}|[^{}]{0,40}\}\}", re.DOTALL)
_SLOT: Final = re.compile(rb"<\?slot (\d+)\?>")

_TICKED, _UNTICKED = "☑", "□"
_OPTION_SEPARATOR: Final = "、"
_NEXT_TEXT: Final = '<w:t xml:space="preserve">'
_ESCAPES: Final[dict[int, str | None]] = {
    **dict.fromkeys((*range(0x20), 0xFFFE, 0xFFFF)),  # not allowed in XML: dropped
    ord("\t"): f"</w:t><w:tab/>{_NEXT_TEXT}",
    ord("\n"): f"</w:t><w:br/>{_NEXT_TEXT}",
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}


class TemplateError(Exception):
    """A template that is broken or was given too few values: a fault of the edition, not of the data."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill: with the value of `name` or, where there is an `option`, with its choice mark."""

    name: str
    option: str | None = None

    def fill(self, value: str) -> bytes:
        """The XML that `value` becomes inside of a `w:t` element."""
        if self.option is not None:
            chosen = {value.strip(), *(part.strip() for part in value.split(_OPTION_SEPARATOR))}
            value = _TICKED if self.option in chosen else _UNTICKED
        text = value.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)
        return text.encode("utf-8", "ignore")  # "ignore" drops lone surrogates, which no file can hold


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part, cut at its slots: `pieces` has one entry more than `slots`."""

    path: str
    pieces: tuple[bytes, ...]
    slots: tuple[Slot, ...]

    def render(self, values: Mapping[str, str]) -> bytes:
        """The XML of this part with every slot filled from `values`."""
        rest = zip(self.slots, self.pieces[1:], strict=True)
        return self.pieces[0] + b"".join(slot.fill(values[slot.name]) + piece for slot, piece in rest)


def compile_part(path: str, xml: bytes) -> Part:
    """The part at `path` of a package, cut at its placeholders; raises `TemplateError` naming bad ones."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"模板的 {path} 已损坏：{error}") from error
    if root.nsmap.get("w") != _W:  # Strict Open XML, or a program with habits of its own
        raise TemplateError(f"模板的 {path} 不是常用的 Word 格式，请用 Word 另存为 .docx")

    slots: list[Slot] = []
    broken: list[str] = []
    for paragraph in root.iter(f"{{{_W}}}p"):
        texts = _texts(paragraph)
        _join_placeholders(texts)
        broken += _broken_braces(texts)
        for text in texts:
            if text is not None:
                slots += _cut_slots(text, first_index=len(slots))
    if broken:
        raise TemplateError(f"模板里的占位符写错了：{'；'.join(broken)}（正确写法如 {{{{qc_contact}}}}）")
    cut = _SLOT.split(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    # split() hands back piece, index, piece, index, ... piece
    return Part(path, pieces=tuple(cut[::2]), slots=tuple(slots[int(index)] for index in cut[1::2]))


def _texts(paragraph: Element) -> list[Element | None]:
    """The `w:t` elements of `paragraph` in order; None for anything that separates them."""
    own: list[Element | None] = []
    for run in paragraph.iter(f"{{{_W}}}r"):
        # A text box is a paragraph inside of a run of this paragraph; its runs are taken with that paragraph.
        if next(run.iterancestors(f"{{{_W}}}p")) is not paragraph:
            continue
        for child in run:
            if child.tag == f"{{{_W}}}t":
                own.append(child)
            elif child.tag not in (f"{{{_W}}}rPr", f"{{{_W}}}lastRenderedPageBreak"):
                own.append(None)
    return own


def _joined(texts: list[Element | None]) -> str:
    return "".join(_UNTOUCHABLE if text is None else text.text or "" for text in texts)


def _join_placeholders(texts: list[Element | None]) -> None:
    """Move every split placeholder as a whole into the text in which it begins."""
    for match in reversed(list(_PLACEHOLDER.finditer(_joined(texts)))):
        start = 0
        first: Element | None = None
        for text in texts:
            if text is None:
                start += len(_UNTOUCHABLE)
                continue
            content = text.text or ""
            low, high = max(match.start() - start, 0), min(match.end() - start, len(content))
            start += len(content)
            if low >= high:
                continue
            replacement = "" if first is not None else match.group()
            text.text = content[:low] + replacement + content[high:]
            first = text if first is None else first


def _broken_braces(texts: list[Element | None]) -> list[str]:
    rest = _PLACEHOLDER.sub(_UNTOUCHABLE, _joined(texts))
    return [match.group().strip(_UNTOUCHABLE + " ") for match in _BROKEN.finditer(rest)]


def _cut_slots(text: Element, *, first_index: int) -> list[Slot]:
    """The slots of `text`, whose placeholders become processing instructions numbered from `first_index`.

    Literal text cannot look like a processing instruction, so cutting the serialised part at them is safe.
    """
    from lxml import etree

    content = text.text or ""
    matches = list(_PLACEHOLDER.finditer(content))
    if not matches:
        return []
    ends = [match.start() for match in matches[1:]] + [len(content)]
    text.text = content[: matches[0].start()]
    text.set(_XML_SPACE, "preserve")
    for index, (match, end) in enumerate(zip(matches, ends, strict=True), start=first_index):
        instruction = etree.ProcessingInstruction("slot", str(index))
        instruction.tail = content[match.end() : end]
        text.append(instruction)
    return [Slot(match["name"], match["option"] and match["option"].strip()) for match in matches]
