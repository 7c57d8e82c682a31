"""Validate for texts written in Word: their length, and the chapters that the notice asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from qcxl.core.documents.document_checks import check_document, document_name, length_limits
from qcxl.core.documents.word_count import WordCount
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.problem import Problem, Severity
from qcxl.model.text import name_key
from qcxl.tasks.context.editions import Editions, UnusableError
from qcxl.tasks.context.progress import Progress, to_nobody

_SUFFIXES = frozenset((".docx", ".docm", ".dotx", ".doc", ".wps", ".wpt", ".rtf", ".odt"))


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """One text and all its problems.

    `name` is the notice's name for it; `count` is its length, None where the text could not be read; `least`
    and `most` are the numbers of 字 that it must and may have, None where the notice states no number.
    """

    file: str
    name: str
    count: WordCount | None
    least: int | None
    most: int | None
    problems: tuple[Problem, ...]

    unit_code: ClassVar[str] = ""
    """Empty, as a text does not state its unit in a fixed place."""

    @property
    def is_clean(self) -> bool:
        """True where no problem is an error or a warning: a text has no place for the reason of a warning."""
        return all(problem.severity is Severity.INFO for problem in self.problems)


def is_document(path: Path) -> bool:
    """True for a file whose name ends like that of a text, of Word or of a similar program."""
    return path.suffix.lower() in _SUFFIXES


def validate_documents(
    paths: Sequence[Path],
    editions: Editions,
    form_name: str | None,
    on_done: Progress = to_nobody,
) -> tuple[JudgedDocument, ...]:
    """The judgement of every text, in the order given, by the rules of one document of an edition.

    `form_name` is the annex, id or title of the document. Raises `UnusableError` where the document or the
    edition is not given or not known, and for a path that is no file or no text.
    """
    edition, form = _wanted(paths, editions, form_name)
    judged = []
    for path in paths:
        judged.append(_judge(path, edition, form))
        on_done(1)
    return tuple(judged)


def _judge(path: Path, edition: Edition, form: Form) -> JudgedDocument:
    from qcxl.word.document_text import read_document

    if path.is_dir():
        raise UnusableError(f"“{path}”是文件夹；请写要校验的 Word 文稿，例如 {path / '总结.docx'}。")
    try:
        read = read_document(path.read_bytes())
    except FileNotFoundError as error:
        raise UnusableError(f"找不到文件“{path}”，请核对路径。") from error
    least, most = length_limits(form, edition)
    if isinstance(read, Problem):
        return JudgedDocument(str(path), document_name(form), None, least, most, (read,))
    problems = check_document(read, form, edition)
    return JudgedDocument(str(path), document_name(form), read.count, least, most, problems)


def _wanted(paths: Sequence[Path], editions: Editions, form_name: str | None) -> tuple[Edition, Form]:
    edition = editions.own.edition if editions.own else None
    if edition and not edition.documents:
        raise UnusableError(f"年度版本 {edition.id} 没有登记要校验的文稿。")
    no_documents = [path for path in paths if not is_document(path) and not path.is_dir()]
    if form_name is None:
        first = next(path for path in paths if is_document(path))
        raise UnusableError(f"“{first}”是文稿，请加 --form 写明是哪一份，{_choices(edition)}。")
    if no_documents:
        raise UnusableError(
            f"“{no_documents[0]}”不是 Word 文稿；--form 只用于 Word 文稿，校验工作簿请不要写 --form。"
        )
    if edition is None:
        raise UnusableError(f"请加 --edition 写明年度版本，例如 --edition henan-2020 --form {form_name}。")
    return edition, _find(edition, form_name)


def _find(edition: Edition, name: str) -> Form:
    """The document with this annex, id or title, spaces and widths aside; `UnusableError` if not just one."""
    key = name_key(name)
    matching = [form for form in edition.documents if key in map(name_key, (form.id, form.annex, form.title))]
    if len(matching) > 1:
        ids = "、".join(form.id for form in matching)
        raise UnusableError(f"年度版本 {edition.id} 里叫“{name}”的文稿不止一份，请写代码：{ids}。")
    if not matching:
        raise UnusableError(f"年度版本 {edition.id} 没有“{name}”这份文稿，{_choices(edition)}。")
    return matching[0]


def _choices(edition: Edition | None) -> str:
    if edition is None:
        return "并加 --edition 写明年度版本，例如 --edition henan-2020 --form 附件4"
    return f"可用的有：{'、'.join(map(document_name, edition.documents))}"
