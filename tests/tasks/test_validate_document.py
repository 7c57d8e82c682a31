"""Documents judged by a shipped edition: every annex, every kind of file."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcxl.store import resources
from qcxl.tasks.context.editions import BUILT_IN, Editions, UnusableError, load_edition
from qcxl.tasks.validate_document import JudgedDocument, is_document, validate_documents
from tests.support import damage
from tests.support.documents import document, document_of, paragraph, text_box

HENAN = Editions(load_edition(resources.resource("workbooks", "editions", "henan-2020.xlsx")))
CHONGQING = Editions(load_edition(resources.resource("workbooks", "editions", "chongqing-2019.xlsx")))
CHAPTERS = ("一、基本情况", "二、推进经验和做法", "三、存在的问题及改进方向")
CHAPTER_CHARACTERS = sum(map(len, CHAPTERS))


def summary(length: int, chapters: tuple[str, ...] = CHAPTERS) -> bytes:
    """A document of so many 字, its chapters included."""
    rest = length - sum(map(len, chapters))
    return document(*chapters, "我" * (rest // 2), "们" * (rest - rest // 2))


def judge(
    folder: Path,
    data: bytes,
    form: str | None = "附件4",
    name: str = "总结.docx",
    edition: Editions = HENAN,
) -> JudgedDocument:
    path = folder / name
    path.write_bytes(data)
    (judged,) = validate_documents([path], edition, form)
    return judged


def codes(judged: JudgedDocument) -> list[str]:
    return [problem.code for problem in judged.problems]


@pytest.mark.parametrize(
    "form", ["附件4", "附件 4", "附件４", "qc_work_summary", "2020年质量管理小组活动总结要求", "附件7"]
)
def test_a_summary_of_three_thousand_characters_with_its_chapters_passes(tmp_path: Path, form: str) -> None:
    judged = judge(tmp_path, summary(3000), form)

    assert (codes(judged), judged.is_clean) == ([], True)
    assert judged.count is not None
    assert (judged.count.words, judged.least, judged.most) == (3000, 3000, None)
    assert (judged.file, judged.unit_code) == (str(tmp_path / "总结.docx"), "")


def test_one_character_less_is_too_short(tmp_path: Path) -> None:
    judged = judge(tmp_path, summary(2999))

    assert (codes(judged), judged.is_clean) == (["material_too_short"], False)


def test_text_boxes_count_towards_the_length_once(tmp_path: Path) -> None:
    heads = "".join(map(paragraph, CHAPTERS))
    box = paragraph("我" * 1000, text_box("们" * (2000 - CHAPTER_CHARACTERS)))

    assert codes(judge(tmp_path, document_of(heads + box))) == []
    assert codes(judge(tmp_path, document_of(heads + box.replace("们", "", 1)))) == ["material_too_short"]


def test_every_missing_chapter_is_named(tmp_path: Path) -> None:
    judged = judge(tmp_path, summary(3000, CHAPTERS[1:2]))

    assert [(problem.code, problem.field) for problem in judged.problems] == [
        ("chapter_missing", "一、基本情况"),
        ("chapter_missing", "三、存在的问题及改进方向"),
    ]


@pytest.mark.parametrize(("length", "expected"), [(5000, []), (5001, ["material_too_long"])])
def test_the_material_of_a_team_has_a_greatest_length(
    tmp_path: Path, length: int, expected: list[str]
) -> None:
    assert codes(judge(tmp_path, document("我" * length), "附件6")) == expected


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("总结.doc", damage.OLE_START + b"\0" * 600, "document_kind_unsupported"),
        ("总结.wps", damage.OLE_START + b"\0" * 600, "document_kind_unsupported"),
        ("总结.docx", damage.encrypted(document("甲")), "document_encrypted"),
        ("总结.docx", damage.cut(document("甲"), 0.5), "document_unreadable"),
        ("总结.docx", b"", "document_empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    judged = judge(tmp_path, data, name=name)

    assert (codes(judged), judged.count, judged.is_clean) == ([expected], None, False)


def test_documents_are_judged_in_the_order_given(tmp_path: Path) -> None:
    paths = [tmp_path / "乙.docx", tmp_path / "甲 (1).docx"]
    for path, length in zip(paths, (3000, 2999), strict=True):
        path.write_bytes(summary(length))
    advanced: list[int] = []

    judged = validate_documents(paths, HENAN, "附件4", advanced.append)

    assert [(Path(one.file).name, codes(one)) for one in judged] == [
        ("乙.docx", []),
        ("甲 (1).docx", ["material_too_short"]),
    ]
    assert sum(advanced) == 2


@pytest.mark.parametrize(
    ("edition", "form", "named"),
    [
        (HENAN, None, "附件4《"),
        (BUILT_IN, None, "--edition"),
        (BUILT_IN, "附件4", "--edition"),
        (HENAN, "附件5", "附件7《"),
        (HENAN, "", "附件7《"),
        (CHONGQING, "附件4", "chongqing-2019"),
    ],
)
def test_a_call_that_names_no_document_is_refused_and_names_them(
    tmp_path: Path, edition: Editions, form: str | None, named: str
) -> None:
    with pytest.raises(UnusableError, match=named):
        judge(tmp_path, summary(3000), form, edition=edition)


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip", "a"])
def test_a_file_that_is_no_document_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableError, match="--form"):
        judge(tmp_path, b"PK", name=name)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="文件夹"):
        validate_documents([tmp_path], HENAN, "附件4")
    with pytest.raises(UnusableError, match="找不到"):
        validate_documents([tmp_path / "总结.docx"], HENAN, "附件4")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("总结.docx", True),
        ("总结.DOCX", True),
        ("a.doc", True),
        ("a.wps", True),
        ("a.xlsx", False),
        ("a", False),
    ],
)
def test_a_document_is_known_by_its_name(name: str, expected: bool) -> None:
    assert is_document(Path(name)) is expected
