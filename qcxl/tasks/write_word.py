"""Word: a unit's official forms, ready to print and stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcxl.core.figures import known_units
from qcxl.core.figures.computed import Amount, compute
from qcxl.core.figures.form_values import form_values
from qcxl.core.sheets import placeholders
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.organisation import Level
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import BUILT_IN, Editions, LoadedEdition, UnusableError
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
        """The file name and bytes of every form; `figures` are by form id, `submission` has the entries."""
        for form_id, template in self.templates.items():
            form = self.edition.form(form_id)
            card = submission.cards.get(form_id) if submission else None
            values = form_values(form, self.edition, unit, figures.get(form_id, {}), card)
            yield word_file_name(form), template.render(values)


def compile_word_forms(loaded: LoadedEdition) -> WordForms:
    """The Word forms of an edition; raises `UnusableError` with every fault in its templates."""
    forms, faults = check_word_forms(loaded)
    if faults:
        raise UnusableError(
            f"年度版本 {loaded.id} 的 Word 模板有 {len(faults)} 处要改，请先用 qcxl edition check 查看。",
            faults,
        )
    return forms


def check_word_forms(loaded: LoadedEdition) -> tuple[WordForms, tuple[Problem, ...]]:
    """The Word forms of an edition whose templates could be compiled, and the faults of its templates.

    Codes: edition_template_missing, edition_template_broken, edition_template_field. A fault names its form
    by the id in `field`; the cell that declares the template is not known here.
    """
    templates: dict[str, Template] = {}
    faults: list[Problem] = []
    for form in loaded.edition.statistics:
        if form.template:
            template, problems = _checked_template(loaded, form)
            faults += problems
            if template is not None:
                templates[form.id] = template
    return WordForms(loaded.edition, templates), tuple(faults)


def _checked_template(loaded: LoadedEdition, form: Form) -> tuple[Template | None, list[Problem]]:
    from qcxl.word.template import TemplateError

    facts: dict[str, Any] = {"sheet": "表单", "field": form.id, "value": form.template}
    places = _template_places(loaded, form)
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return None, [problem("edition_template_missing", folder=places[0].parent, **facts)]
    try:
        template = _template(path)
    except TemplateError as error:
        return None, [problem("edition_template_broken", reason=str(error), **facts)]
    known = {*form_values(form, loaded.edition, {}, {}, None), *placeholders.UNIT}
    unknown = sorted(template.fields - known)
    return template, [problem("edition_template_field", name=name, **facts) for name in unknown]


def _template_places(loaded: LoadedEdition, form: Form) -> list[Path]:
    """The paths where a template may stand, in the order in which they are tried.

    `templates/<id>/` beside the edition, the same two folders above the folder of the edition, and built in.
    """
    from qcxl.store import resources

    folders = (loaded.path.parent / "templates", loaded.path.parent.parent.parent / "templates")
    beside = [folder / loaded.id / form.template for folder in folders]
    return [*beside, resources.template(loaded.id, form.template)]


@cache
def _template(path: Path) -> Template:
    from qcxl.word.template import compile_template

    return compile_template(path.read_bytes())


def word_file_name(form: Form) -> str:
    """The file name of a Word form: `附件5_质量管理小组活动统计表.docx`."""
    from pathvalidate import sanitize_filename

    return str(sanitize_filename(f"{form.annex}_{form.title}.docx", platform="universal"))


def write_word(
    workbook: Path, out: Path, crew: Crew, editions: Editions = BUILT_IN
) -> tuple[Judged, tuple[Path, ...]]:
    """The judgement of a workbook and the paths of its Word forms, just written: none where it has errors.

    Raises `UnusableError` for a path that is no file and for a zip of several files.
    """
    judged, *others = validate_files([workbook], crew, editions)
    if others:
        raise UnusableError(f"“{workbook}”是压缩包，里面不止一个文件；请解压后写其中的一个工作簿。")
    return judged, tuple(write_forms(judged, out, editions))


def write_forms(judged: Judged, out: Path, editions: Editions = BUILT_IN) -> Iterator[Path]:
    """The paths of the Word forms of a judged workbook, each just written to `out`."""
    from qcxl.store import atomic

    for name, data in forms_of(judged, editions):
        atomic.write_bytes(out / name, data)
        yield out / name


def forms_of(judged: Judged, editions: Editions = BUILT_IN) -> Iterator[tuple[str, bytes]]:
    """The file name and the bytes of every Word form of a judged workbook: none where it has errors."""
    submission = judged.submission
    if submission is None or any(fault.severity is Severity.ERROR for fault in judged.problems):
        return
    identity = submission.identity
    loaded = editions.needed(identity.edition)
    known = known_units.from_lists(submission)
    figures = {
        form.id: compute(form, submission, loaded.edition, known).counted
        for form in loaded.edition.statistics
    }
    level = Level(identity.level).label if identity.level in set(Level) else identity.level
    above = (identity.parent_name,)
    unit = placeholders.unit_texts(loaded.edition, identity.unit_name, identity.unit_code, level, above)
    yield from compile_word_forms(loaded).render(unit, figures, submission)
