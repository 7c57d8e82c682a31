import io
import zipfile
from collections.abc import Sequence

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from qcxl.word.template import Template, TemplateError, compile_template

# What XML 1.0 can hold besides line breaks and tabs, which the examples below have of their own.
printable_text = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))


def packed(document: DocumentObject) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_of(*paragraphs: str | Sequence[str]) -> bytes:
    """A document of one paragraph each; a sequence gives the texts of its runs, the first of them bold."""
    document = Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text in [runs] if isinstance(runs, str) else runs:
            paragraph.add_run(text)
        paragraph.runs[0].bold = True
    return packed(document)


def opened(docx_bytes: bytes) -> DocumentObject:
    return Document(io.BytesIO(docx_bytes))


def rendered_text(template: Template, **values: str) -> str:
    return "\n".join(paragraph.text for paragraph in opened(template.render(values)).paragraphs)


def test_fields_are_the_names_of_all_placeholders() -> None:
    template = compile_template(docx_of("{{unit.name}}：{{qc_contact}}、{{qc_contact}}", "{{held=是}}是"))

    assert template.fields == {"unit.name", "qc_contact", "held"}


@pytest.mark.parametrize(
    "runs",
    [
        ("联系人：{{qc_contact}}。",),
        ("联系人：", "{{qc_contact}}", "。"),
        ("联系人：{", "{qc_", "contact", "}", "}。"),
        ("联系人：{{qc_con", "", "tact}}。"),
    ],
)
def test_a_placeholder_may_be_split_over_runs(runs: tuple[str, ...]) -> None:
    template = compile_template(docx_of(runs))

    assert rendered_text(template, qc_contact="欧阳示例") == "联系人：欧阳示例。"


def test_a_split_placeholder_keeps_the_format_of_its_first_run() -> None:
    template = compile_template(docx_of(("{{qc_", "contact}}后")))

    first, second = opened(template.render({"qc_contact": "甲"})).paragraphs[0].runs

    assert (first.text, first.bold) == ("甲", True)
    assert (second.text, second.bold) == ("后", None)


def test_neighbouring_placeholders_may_share_a_run() -> None:
    template = compile_template(docx_of(("{{a}", "}{{b}}{", "{a}} 止")))

    assert rendered_text(template, a="1", b="2") == "121 止"


@pytest.mark.parametrize(
    "value",
    [
        "研发 & 质量 <一> \"二\" '三' ]]>",
        "&amp; 不是实体",
        "{{qc_contact}} {{unknown}} }} {{",
        "<?slot 0?>",
        " 前后  有空格 ",
        "第一行\n第二行\n\n第四行",
        "人数\t时数",
        "𠮷 为四字节汉字",
        "",
    ],
)
def test_a_value_comes_out_as_it_is(value: str) -> None:
    template = compile_template(docx_of("{{qc_contact}}"))

    assert rendered_text(template, qc_contact=value) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [("甲\r\n乙\r丙", "甲\n乙\n丙"), ("甲\x00乙\x0b丙\ufffe丁", "甲乙丙丁"), ("甲\ud800乙", "甲乙")],
)
def test_what_a_document_cannot_hold_is_dropped(value: str, shown: str) -> None:
    template = compile_template(docx_of("{{qc_contact}}"))

    assert rendered_text(template, qc_contact=value) == shown


@given(value=printable_text, other=printable_text)
def test_any_printable_text_is_read_back_unchanged(value: str, other: str) -> None:
    template = compile_template(docx_of(("甲{{val", "ue}}乙", "{{other}}")))

    assert rendered_text(template, value=value, other=other) == f"甲{value}乙{other}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", "□交流评审 □现场评审 □与 QC 小组合开"),
        ("现场评审", "□交流评审 ☑现场评审 □与 QC 小组合开"),
        ("交流评审、与 QC 小组合开", "☑交流评审 □现场评审 ☑与 QC 小组合开"),
        (" 交流评审 、 现场评审 ", "☑交流评审 ☑现场评审 □与 QC 小组合开"),
        ("不是现场评审", "□交流评审 □现场评审 □与 QC 小组合开"),
    ],
)
def test_choice_marks_tick_the_chosen_options(value: str, shown: str) -> None:
    template = compile_template(
        docx_of("{{way=交流评审}}交流评审 {{way=现场评审}}现场评审 {{way=与 QC 小组合开}}与 QC 小组合开")
    )

    assert rendered_text(template, way=value) == shown


def test_headers_footers_tables_and_text_boxes_are_filled() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{head}}"
    document.sections[0].footer.paragraphs[0].text = "{{foot}}"
    document.add_table(1, 1).cell(0, 0).text = "{{cell}}"
    box = parse_xml(
        f"<w:pict {nsdecls('w')}><w:txbxContent>"
        "<w:p><w:r><w:t>{{box}}</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict>"
    )
    paragraph = document.add_paragraph("前{{be")
    paragraph.add_run()._r.append(box)
    paragraph.add_run("后")

    with pytest.raises(TemplateError, match="be"):
        compile_template(packed(document))
    paragraph.runs[0].text = "前{{before}}"
    filled = opened(
        compile_template(packed(document)).render(
            {"head": "眉", "foot": "脚", "cell": "格", "box": "框", "before": "文"}
        )
    )

    assert filled.sections[0].header.paragraphs[0].text == "眉"
    assert filled.sections[0].footer.paragraphs[0].text == "脚"
    assert filled.tables[0].cell(0, 0).text == "格"
    assert filled.paragraphs[0].text == "前文后"
    assert '<w:t xml:space="preserve">框</w:t>' in filled.element.xml


@pytest.mark.parametrize(
    ("runs", "named"),
    [
        ("{{ qc contact }}", "{{ qc contact }}"),
        ("{{联系人}}", "{{联系人}}"),
        ("{{a..b}}", "{{a..b}}"),
        ("{{held=}}", "{{held=}}"),
        ("{{held= }}", "{{held= }}"),
        ("{{held=交流\n评审}}", "{{held=交流"),
        ("{{}}", "{{}}"),
        ("{{a", "{{a"),
        ("{{" + "长" * 100, "{{长长"),
        ("长" * 100 + "}}", "长长}}"),
        ("b}}", "b}}"),
        ("好的 {{a}}，坏的 {{b c}}", "{{b c}}"),
        (("{{qc_\n", "contact}}"), "{{qc_"),
    ],
)
def test_braces_that_are_no_placeholder_are_named(runs: str | tuple[str, ...], named: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(docx_of(runs))

    assert named in str(caught.value)


def test_single_braces_are_text() -> None:
    template = compile_template(docx_of("集合 {a} 与 {{b}}，{{{b}}{、{{{b}}}"))

    assert rendered_text(template, b="乙") == "集合 {a} 与 乙，{乙{、{乙}"


def test_fields_without_a_value_are_named() -> None:
    template = compile_template(docx_of("{{unit.name}}{{qc_contact}}{{qc_mobile}}"))

    with pytest.raises(TemplateError) as caught:
        template.render({"qc_contact": "甲", "unrelated": "乙"})

    assert "qc_mobile、unit.name" in str(caught.value)


def zip_of(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "docx_bytes",
    [
        b"no zip",
        zip_of(),
        zip_of(**{"word/document.xml": "<w:document"}),
        zip_of(
            **{"word/document.xml": '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}
        ),
    ],
    ids=["no zip", "empty", "broken xml", "strict"],
)
def test_a_file_that_is_no_word_document_is_refused(docx_bytes: bytes) -> None:
    with pytest.raises(TemplateError):
        compile_template(docx_bytes)


def test_external_entities_are_not_read() -> None:
    xml = (
        '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        f"<w:document {nsdecls('w')}><w:body>"
        "<w:p><w:r><w:t>{{a}}&secret;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    template = compile_template(zip_of(**{"word/document.xml": xml}))

    with zipfile.ZipFile(io.BytesIO(template.render({"a": "甲"}))) as package:
        assert b"&secret;" in package.read("word/document.xml")


def test_other_parts_and_their_order_survive_and_bytes_are_deterministic() -> None:
    source = docx_of("{{a}}")
    template = compile_template(source)

    first, second = template.render({"a": "甲"}), template.render({"a": "甲"})

    assert first == second == compile_template(source).render({"a": "甲"})
    with (
        zipfile.ZipFile(io.BytesIO(source)) as before,
        zipfile.ZipFile(io.BytesIO(first)) as after,
    ):
        assert after.testzip() is None
        assert after.namelist()[0] == "[Content_Types].xml"
        assert sorted(after.namelist()) == sorted(before.namelist())
        unchanged = set(after.namelist()) - {"word/document.xml"}
        assert all(after.read(name) == before.read(name) for name in unchanged)
        assert {entry.date_time[0] for entry in after.infolist()} == {1980}
