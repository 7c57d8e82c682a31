"""The text of handed-in documents: what Word counts, nothing twice, and nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.documents.document_checks import DocumentText
from qcxl.model.problem import Problem
from qcxl.word.document_kind import DocumentLimits
from qcxl.word.document_text import read_document
from tests.support import damage
from tests.support.documents import (
    MAIN,
    document,
    document_of,
    old_text_box,
    paragraph,
    reference,
    run,
    saved,
    text_box,
    with_notes,
    zip_of,
)
from tests.support.libreoffice import convert_all, requires_libreoffice

GOOD = document("一、基本情况", "全年注册小组 320 个。")


def text(data: bytes) -> DocumentText:
    read = read_document(data)
    assert isinstance(read, DocumentText), read
    return read


def code(data: bytes, limits: DocumentLimits | None = None) -> str:
    read = read_document(data, limits) if limits else read_document(data)
    assert isinstance(read, Problem), read
    return read.code


def body_of(*runs: str) -> str:
    """The text of a single paragraph."""
    (found,) = text(document_of(paragraph(*runs))).body
    return found


def a_workbook() -> bytes:
    buffer = BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def test_paragraphs_come_in_order_and_runs_are_joined() -> None:
    assert text(GOOD).body == ("一、基本情况", "全年注册小组 320 个。")
    assert body_of("质量", "管", "理") == "质量管理"


def test_tables_are_part_of_the_body_cell_by_cell() -> None:
    made = docx.Document()
    made.add_paragraph("前")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "甲"
    table.cell(0, 1).text = "乙"
    table.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "内"
    made.add_paragraph("后")

    assert [each for each in text(saved(made)).body if each] == ["前", "甲", "乙", "内", "后"]


def test_a_text_box_counts_once_though_it_is_written_twice() -> None:
    data = document_of(paragraph("前", text_box("框一", "框二"), "后") + paragraph("末"))

    assert text(data).body == ("前后", "框一", "框二", "末")


@pytest.mark.parametrize(
    "around", ["{}", "<mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"]
)
def test_an_old_text_box_counts_too(around: str) -> None:
    picture = f"<w:r>{around.format(old_text_box('框'))}</w:r>"

    assert text(document_of(paragraph("前", picture))).body == ("前", "框")


def test_footnotes_and_endnotes_count_and_their_marks_do_not() -> None:
    data = document_of(paragraph("正文", reference("footnotes", 1), reference("endnotes", 1)))
    data = with_notes(with_notes(data, "footnotes", ["脚注一"]), "endnotes", ["尾注一", "尾注二"])

    found = text(data)

    assert found.body == ("正文",)
    assert [each for each in found.footnotes if each] == ["脚注一"]
    assert [each for each in found.endnotes if each] == ["尾注一", "尾注二"]
    assert found.count.words == 2 + 3 + 6


def test_headers_footers_and_comments_do_not_count() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.sections[0].footer.paragraphs[0].text = "页脚"
    made.add_comment(made.add_paragraph("正文").runs, text="批注")

    assert text(saved(made)).body == ("正文",)


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (("前", f'<w:ins w:id="1" w:author="甲">{run("增")}</w:ins>'), "前增"),
        (("前", '<w:del w:id="1" w:author="甲"><w:r><w:delText>删</w:delText><w:tab/></w:r></w:del>'), "前"),
        (
            (
                f'<w:moveFrom w:id="1" w:author="甲">{run("移")}</w:moveFrom>',
                f'<w:moveTo w:id="2" w:author="甲">{run("移")}</w:moveTo>',
            ),
            "移",
        ),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>",
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                "12",
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            ),
            "12",
        ),
        ((f'<w:fldSimple w:instr="DATE">{run("2020-07-10")}</w:fldSimple>',), "2020-07-10"),
        ((run("藏", "<w:vanish/>"), "见"), "见"),
        ((run("藏", '<w:vanish w:val="1"/>'), "见"), "见"),
        ((run("不藏", '<w:vanish w:val="0"/>'), "见"), "不藏见"),
        ((run("网页里藏", "<w:webHidden/>"),), "网页里藏"),
        (("甲", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "乙"), "甲■乙"),
        (("甲", "<w:r><w:tab/></w:r>", "乙", "<w:r><w:br/></w:r>", "丙"), "甲\t乙\n丙"),
        (("QC", "<w:r><w:noBreakHyphen/></w:r>", "1"), "QC-1"),
        (
            (f"<w:hyperlink>{run('链接')}</w:hyperlink>", f"<w:smartTag>{run('标记')}</w:smartTag>"),
            "链接标记",
        ),
        ((f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>",), "控件"),
        (
            (f"<w:r><w:ruby><w:rt>{run('zhì')}</w:rt><w:rubyBase>{run('质')}</w:rubyBase></w:ruby></w:r>",),
            "质",
        ),
        (("前", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "前"),
        (("前<!--注-->后",), "前后"),
    ],
    ids=[
        "inserted",
        "deleted",
        "moved",
        "field",
        "simple field",
        "hidden",
        "hidden by 1",
        "not hidden",
        "hidden on the web",
        "symbol",
        "tab and break",
        "hyphen",
        "inline elements",
        "content control",
        "pinyin",
        "formula",
        "comment",
    ],
)
def test_what_is_text_in_a_paragraph(runs: tuple[str, ...], shown: str) -> None:
    assert body_of(*runs) == shown


def test_an_automatic_number_is_not_in_the_text() -> None:
    made = docx.Document()
    made.add_paragraph("基本情况", style="List Number")

    assert text(saved(made)).body == ("基本情况",)


def test_a_document_saved_as_strict_open_xml_is_read_too() -> None:
    data = document_of(paragraph("甲", run("藏", "<w:vanish/>")))
    strict = damage.edited(
        data,
        MAIN,
        lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )

    assert text(strict).body == ("甲",)


@pytest.mark.parametrize("path", ["/word/document.xml", "word\\document.xml", "./word/document.xml"])
def test_the_main_part_is_found_however_it_is_pointed_at(path: str) -> None:
    data = damage.replaced(GOOD, "_rels/.rels", "word/document.xml", path)

    if "\\" in path:
        data = damage.packed({name.replace("/", "\\"): part for name, part in damage.unpacked(data).items()})
    assert text(data).body[0] == "一、基本情况"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (lambda: b"", "document_empty"),
        (lambda: b"%PDF-1.7", "document_kind_unsupported"),
        (lambda: b"{\\rtf1}", "document_kind_unsupported"),
        ("总结".encode, "document_kind_unsupported"),
        (lambda: b"<html><body>x</body></html>", "document_kind_unsupported"),
        (lambda: damage.OLE_START + b"\0" * 600, "document_kind_unsupported"),
        (lambda: damage.encrypted(GOOD), "document_encrypted"),
        (lambda: b"\0\1\2\3", "document_unreadable"),
        (lambda: damage.cut(GOOD, 0.5), "document_unreadable"),
        (lambda: zip_of({"a.txt": "x"}), "document_kind_unsupported"),
        (
            lambda: zip_of({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "document_kind_unsupported",
        ),
        (a_workbook, "document_kind_unsupported"),
        (lambda: damage.without_part(GOOD, MAIN), "document_unreadable"),
        (lambda: damage.with_part(GOOD, MAIN, "<w:document>"), "document_unreadable"),
        (lambda: damage.with_wrong_checksum(GOOD, MAIN), "document_unreadable"),
        (lambda: damage.with_compression(GOOD, MAIN, 14), "document_unreadable"),
        (lambda: damage.with_encryption_flag(GOOD, MAIN), "document_encrypted"),
        (lambda: damage.with_stated_size(GOOD, MAIN, 2**31), "document_too_large"),
        (lambda: damage.with_many_entries(GOOD, 10_001), "document_unreadable"),
        (lambda: document_of("<w:sdt>" * 300 + "</w:sdt>" * 300), "document_unreadable"),
    ],
    ids=[
        "empty",
        "pdf",
        "rtf",
        "text",
        "web page",
        "old document",
        "password",
        "noise",
        "cut",
        "zip",
        "odt",
        "workbook",
        "no main part",
        "broken xml",
        "checksum",
        "compression",
        "encrypted part",
        "too large",
        "many entries",
        "too deep",
    ],
)
def test_a_file_that_is_no_whole_document_is_a_problem(made: Callable[[], bytes], expected: str) -> None:
    assert code(made()) == expected


def test_a_large_file_and_a_large_part_are_refused() -> None:
    assert code(GOOD, DocumentLimits(file_bytes=len(GOOD) - 1)) == "document_too_large"
    assert code(GOOD, DocumentLimits(part_bytes=500)) == "document_too_large"


def test_pictures_are_no_matter_of_size() -> None:
    data = damage.with_part(GOOD, "word/media/image1.png", b"\0" * 40 * 2**20)

    assert text(data).body[0] == "一、基本情况"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE d [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "file:///nowhere">',
    ],
)
def test_a_document_with_entities_is_refused(doctype: str) -> None:
    xml = damage.unpacked(document_of(paragraph("甲")))[MAIN].decode()

    assert code(damage.with_part(GOOD, MAIN, doctype + xml)) == "document_unreadable"


@given(st.binary(max_size=200), st.floats(0, 1))
def test_no_bytes_raise(noise: bytes, at: float) -> None:
    place = int(len(GOOD) * at)

    assert isinstance(
        read_document(GOOD[:place] + noise + GOOD[place + len(noise) :]), DocumentText | Problem
    )


@given(st.lists(st.text("甲乙QC 1,。"), max_size=5))
def test_what_was_written_is_read(paragraphs: list[str]) -> None:
    assert text(document(*paragraphs)).body == tuple(paragraphs)


def samples() -> dict[str, bytes]:
    """Documents whose characters LibreOffice counts, too."""
    return {
        "plain": document(
            "一、基本情况", "2020年注册QC小组320个，比上年增长12.5%，普及率98%。", "hello world"
        ),
        "box": document_of(paragraph("前文", text_box("框内文字", "第二段")) + paragraph("后文")),
        "notes": with_notes(
            with_notes(
                document_of(paragraph("正文", reference("footnotes", 1), "后", reference("endnotes", 1))),
                "footnotes",
                ["脚注文字"],
            ),
            "endnotes",
            ["尾注文字"],
        ),
        "hidden": document_of(paragraph("前", run("藏起来", "<w:vanish/>"), "后")),
    }


MARKS = {"notes": 2}
"""LibreOffice counts the marks of notes in the text, Word does not."""


@requires_libreoffice
def test_libreoffice_counts_the_same(tmp_path: Path) -> None:
    """字数 and 字符数; not of signs that all fonts have, which it counts with the words beside them."""
    made = samples()
    paths = [tmp_path / f"{name}.docx" for name in made]
    for path, data in zip(paths, made.values(), strict=True):
        path.write_bytes(data)

    converted = convert_all(paths, "odt", tmp_path / "odt")

    for path, (name, data) in zip(converted, made.items(), strict=True):
        meta = ZipFile(path).read("meta.xml").decode()
        counted = [
            int(re.findall(rf'meta:{figure}="(\d+)"', meta)[0]) - MARKS.get(name, 0)
            for figure in ("word-count", "non-whitespace-character-count", "character-count")
        ]
        count = text(data).count
        assert (name, [count.words, count.characters, count.characters_with_spaces]) == (name, counted)
