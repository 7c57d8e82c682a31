"""Word: a unit's official forms, ready to print and stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qcxl.core.figures import known_units
from qcxl.core.figures.computed import Amount, compute
from qcxl.core.figures.form_values import form_values
from qcxl.core.sheets import placeholders
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.problem import Severity
from qcxl.model.submission import Submission
from qcxl.tasks.context.editions import UnusableError, load_edition, path_of_edition
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.validate import validate_files

if TYPE_CHECKING:
    from qcxl.word.template import Template


@dataclass(frozen=True, slots=True)
class WordForms:
    """The compiled Word forms of an edition, by form id."""

    edition: Edition
    templates: Mapping[str, Template]

    def render(
        self,
        unit: Mapping[str, str],
        figures: Mapping[str, Mapping[str, Amount]],
        submission: Submission | None,
    ) -> Iterator[tuple[str, bytes]]:
        """File name and bytes of every form; `figures` by form id, `submission` for the unit's entries."""
        for form_id, template in self.templates.items():
            form = self.edition.form(form_id)
            card = submission.cards.get(form_id) if submission else None
            values = form_values(form, self.edition, unit, figures.get(form_id, {}), card)
            yield word_file_name(form), template.render(values)


def compile_word_forms(edition: Edition, path: Path) -> WordForms:
    """The Word forms of the edition whose workbook stands at `path`.

    Raises `UnusableError` when a template that the edition names is missing, broken or asks for a field that
    its form does not have.
    """
    from qcxl.word.template import TemplateError

    templates = {}
    for form in edition.statistics:
        if not form.template:
            continue
        found = _template_path(edition, path, form)
        try:
            templates[form.id] = _template(found)
        except TemplateError as error:
            raise UnusableError(f"Word 模板 {found} 用不了：{error}") from error
        unknown = sorted(
            templates[form.id].fields - set(form_values(form, edition, {}, {}, None)) - set(placeholders.UNIT)
        )
        if unknown:
            raise UnusableError(
                f"Word 模板 {found} 里的 {{{{{unknown[0]}}}}} 不是表单“{form.id}”的字段；"
                "请改成已登记的字段代码。"
            )
    return WordForms(edition, templates)


@cache
def _template(path: Path) -> Template:
    from qcxl.word.template import compile_template

    return compile_template(path.read_bytes())


def _template_path(edition: Edition, path: Path, form: Form) -> Path:
    """The template beside the edition (`templates/<id>/` there or at its root), else the built-in one."""
    from qcxl.store import resources

    folders = (path.parent / "templates", path.parent.parent.parent / "templates")
    candidates = [folder / edition.id / form.template for folder in folders]
    candidates.append(resources.template(edition.id, form.template))
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise UnusableError(
        f"年度版本 {edition.id} 缺少 Word 模板“{form.template}”；请放到 {candidates[0].parent} 里，"
        "或在“表单”表里清空“Word模板”。"
    )


def word_file_name(form: Form) -> str:
    """`附件5_质量管理小组活动统计表.docx`."""
    from pathvalidate import sanitize_filename

    return str(sanitize_filename(f"{form.annex}_{form.title}.docx", platform="universal"))


def unit_texts(unit: Unit, roster: Roster) -> dict[str, str]:
    """What a form prints about a unit."""
    parent = roster.parent(unit.code)
    return placeholders.unit_texts(unit.name, unit.code, unit.level.label, parent.name if parent else "")


def write_word(
    workbook: Path, out: Path, edition_file: Path | None = None
) -> tuple[Judged, tuple[Path, ...]]:
    """The judgement of a workbook and the Word forms written from it: none when it has errors.

    `edition_file` is an edition that is not built in. Raises `UnusableError` for a path that is no file and
    for a zip of several.
    """
    from qcxl.store import atomic

    judged, *others = validate_files([workbook], edition_file=edition_file)
    if others:
        raise UnusableError(f"“{workbook}”是压缩包，里面不止一个文件；请解压后写其中的一个工作簿。")
    submission = judged.submission
    if submission is None or any(found.severity is Severity.ERROR for found in judged.problems):
        return judged, ()
    path = path_of_edition(submission.identity.edition, edition_file)
    edition = load_edition(path)
    known = known_units.from_lists(submission)
    figures = {form.id: compute(form, submission, edition, known).counted for form in edition.statistics}
    identity = submission.identity
    level = Level(identity.level).label if identity.level in set(Level) else identity.level
    unit = placeholders.unit_texts(identity.unit_name, identity.unit_code, level, identity.parent_name)
    written = []
    for name, data in compile_word_forms(edition, path).render(unit, figures, submission):
        atomic.write_bytes(out / name, data)
        written.append(out / name)
    return judged, tuple(written)
