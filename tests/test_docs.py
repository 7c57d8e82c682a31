"""Documentation leads somewhere: its citations, paths, links, commands, columns and words are the code's."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from qcxl.cli.commands import app
from qcxl.core.acceptance import Status
from qcxl.core.documents.document_checks import DOCUMENT_PREDICATES
from qcxl.core.rollup.merged import Standing
from qcxl.core.rules import PREDICATES
from qcxl.core.rules.live import LIVE_PREDICATES
from qcxl.core.sheets import placeholders
from qcxl.core.sheets.map_format import HEADER, KEYS
from qcxl.excel.edition.declared_tables import COLUMNS
from qcxl.excel.edition.edition_checks import REQUIRED_FACTS
from qcxl.model import edition as edition_words
from qcxl.model.form import FieldKind, FormKind, Method, Need
from qcxl.model.organisation import Level
from qcxl.model.quantity import MEASURES
from qcxl.tasks.writing import column_notes, csv_tables

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = "docs/contracts.md"
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
)
DECISIONS = tuple(name for name in PAGES if name.startswith("docs/decisions/"))
PARTS_OF_A_DECISION = ["Context", "Decision", "Why", "Consequences"]

# A citation may break over two lines, in a docstring or a comment too.
_CONTRACT = re.compile(r"\bcontracts?\s+(?:#\s+)?(3\.\d(?:(?:,|\s+and)\s+3\.\d)*)")
_FIELD_RULE = re.compile(r"\bfield\s+rules?\s+(?:#\s+)?([1-9])\b")
# One letter stands in brackets, so that this file does not cite what it looks for.
_OUTSIDE = re.compile(r"\b(?:desig[n]\s+\d|domai[n]\s+rule)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"[\w.*/<>()\u4e00-\u9fff-]+(?:::[\w.]+)?")
_TOP = ("qcxl/", "tests/", "docs/", "workbooks/", "templates/", "macros/", ".ci/")
_ROOMS = tuple(f"{path.name}/" for path in (ROOT / "qcxl").iterdir() if (path / "__init__.py").is_file())
_ENDINGS = (".py", ".md", ".toml", ".yaml")


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def without_blocks(name: str) -> str:
    """The running text of a page."""
    return _BLOCK.sub("", text_of(name))


@cache
def sources() -> dict[str, str]:
    """Everything that may cite: the program, its tests and the pages."""
    code = [path for folder in ("qcxl", "tests") for path in (ROOT / folder).rglob("*.py")]
    return {name: text_of(name) for name in (*PAGES, *(path.relative_to(ROOT).as_posix() for path in code))}


def headings(name: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", without_blocks(name), re.MULTILINE)


# ---- citations


def test_every_cited_contract_has_its_section() -> None:
    sections = {heading.partition(" ")[0] for heading in headings(CONTRACTS)}
    cited = {
        (number, name)
        for name, text in sources().items()
        for found in _CONTRACT.findall(text)
        for number in re.findall(r"3\.\d", found)
    }

    assert {number for number, _ in cited} >= {f"3.{part}" for part in (1, 2, 3, 4, 5, 6, 7)}
    assert sorted(place for place in cited if place[0] not in sections) == []


def test_every_cited_rule_of_the_field_has_its_section() -> None:
    rules = {found for heading in headings(CONTRACTS) for found in re.findall(r"^Field rule (\d):", heading)}
    cited = {(number, name) for name, text in sources().items() for number in _FIELD_RULE.findall(text)}

    assert sorted(rules) == list("123456789")
    assert {number for number, _ in cited} >= {"2", "6"}
    assert sorted(place for place in cited if place[0] not in rules) == []


def test_nothing_cites_what_stands_outside() -> None:
    assert [(name, found) for name, text in sources().items() for found in _OUTSIDE.findall(text)] == []


# ---- links, paths, names


def anchors(name: str) -> set[str]:
    """What a link to a heading is called where the pages are shown."""
    kept = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings(name))
    return {re.sub(r"\s", "-", heading) for heading in kept}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file_and_a_heading(page: str) -> None:
    broken = []
    for link in _LINK.findall(without_blocks(page)):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        path = (ROOT / page).parent / target if target else ROOT / page
        if path.is_file() and anchor:
            is_there = anchor in anchors(path.resolve().relative_to(ROOT).as_posix())
        else:
            is_there = path.exists()
        if not is_there:
            broken.append(link)

    assert broken == []


def named_paths(page: str) -> Iterator[str]:
    """What stands in backticks and means a file or folder of the repository, be it of one of its kind."""
    for code in _CODE.findall(without_blocks(page)):
        path = code.partition("::")[0]
        if _PATH.fullmatch(code) and (path.startswith((*_TOP, *_ROOMS)) or path.endswith(_ENDINGS)):
            yield code


def found_at(path: str) -> list[Path]:
    """The files and folders that a path means: of the repository, of the package, or a module by its name."""
    pattern = re.sub(r"<[^>]*>", "*", path).rstrip("/")
    places = [*ROOT.glob(pattern), *(ROOT / "qcxl").glob(pattern)]
    return places or ([] if "/" in pattern else list((ROOT / "qcxl").rglob(pattern)))


def defines(path: Path, name: str) -> bool:
    """True where a module defines a name, or `Class.member` of a class in it."""
    body: list[Any] = ast.parse(path.read_text(encoding="utf-8")).body
    for part in name.split("."):
        found = next((node for node in body if part in _names(node)), None)
        if found is None:
            return False
        body = getattr(found, "body", [])
    return True


def _names(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return {node.name}
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return {target.id for target in targets if isinstance(target, ast.Name)}


@pytest.mark.parametrize("page", [page for page in PAGES if page != "CHANGELOG.md"])
def test_every_named_file_exists_and_defines_what_is_said_of_it(page: str) -> None:
    wrong = []
    for code in named_paths(page):
        path, _, name = code.partition("::")
        places = found_at(path)
        if not places or (name and not defines(places[0], name)):
            wrong.append(code)

    assert wrong == []


def test_there_are_paths_and_names_to_look_at() -> None:
    names = list(named_paths("docs/architecture.md"))

    assert len(names) > 100
    assert sum("::" in name for name in names) > 50
    assert not found_at("core/no_such_module.py")
    assert not defines(ROOT / "qcxl" / "tasks" / "issue.py", "no_such_name")


def test_every_room_of_the_package_has_its_duty_written_down() -> None:
    table = text_of("docs/architecture.md").partition("## One duty")[2].partition("\n## ")[0]
    folders = {
        f"{path.parent.relative_to(ROOT / 'qcxl').as_posix()}/"
        for path in (ROOT / "qcxl").rglob("*.py")
        if path.parent != ROOT / "qcxl"
    }
    holding_folders = {"core/", "excel/", "tasks/"}

    assert sorted(folders - holding_folders - set(_CODE.findall(table))) == []


# ---- commands


def commands(page: str) -> Iterator[str]:
    """Every call of the program that a page shows."""
    shown = [line for kind, block in _BLOCK.findall(text_of(page)) for line in block.splitlines()]
    shown += _CODE.findall(without_blocks(page))
    return (line for line in shown if line.startswith("qcxl "))


@pytest.mark.parametrize("page", [page for page in PAGES if page != "CHANGELOG.md"])
def test_every_command_exists_with_its_options(page: str) -> None:
    assert [line for line in commands(page) if not _is_known(line)] == []


def _is_known(line: str) -> bool:
    words = shlex.split(re.sub(r"[\[\]]|\.\.\.|>.*", " ", line))[1:]
    command: Any = get_command(app)
    while words and hasattr(command, "commands"):
        if words[0].startswith("-"):
            break
        command = command.commands.get(words.pop(0))
        if command is None:
            return False
    options = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    return all(word in options for word in words if word.startswith("-"))


def test_unknown_commands_and_options_are_seen() -> None:
    assert not _is_known("qcxl frobnicate FILE")
    assert not _is_known("qcxl edition frobnicate")
    assert not _is_known("qcxl validate FILE --frobnicate")
    assert _is_known("qcxl validate FILE... [--format text|json]")


# ---- what contracts promise to the letter


def section(number: str) -> str:
    return text_of(CONTRACTS).partition(f"\n## {number} ")[2].partition("\n## ")[0]


def test_the_columns_of_the_csv_files_are_those_written() -> None:
    for columns in (
        csv_tables.ROLLUP_COLUMNS,
        csv_tables.PROBLEM_COLUMNS,
        csv_tables.SUBMISSION_COLUMNS,
        column_notes.COLUMNS,
    ):
        assert f" {','.join(columns)}\n" in section("3.6")
    assert f" {','.join(csv_tables.DEDUCTION_COLUMNS)}, then" in section("3.6")


def test_statuses_standings_levels_and_map_keys_are_written_down() -> None:
    for number, words in {
        "3.6": (*Status, *(standing.value for standing in Standing)),
        "3.4": (*(level.value for level in Level),),
        "3.2": KEYS,
    }.items():
        assert [word for word in words if f"`{word}`" not in section(number)] == []
    assert f"`{','.join(HEADER)}`" in section("3.2")
    assert all(level.label in section("3.4") for level in Level)


def fields_of(id_: str) -> dict[str, list[str]]:
    """The field ids of an edition by form, from its golden text."""
    text = text_of(f"tests/golden/editions/{id_}.md").partition("\n## 字段\n")[2].partition("\n## ")[0]
    found: dict[str, list[str]] = {}
    for line in text.strip().splitlines()[2:]:
        form, field = (cell.strip() for cell in line.split("|")[1:3])
        found.setdefault(form, []).append(field)
    return found


@pytest.mark.parametrize("id_", ["henan-2020", "chongqing-2019"])
def test_every_id_of_the_built_in_editions_is_written_down(id_: str) -> None:
    written = section("3.3").partition(f"### {id_}\n")[2].partition("\n### ")[0]
    forms = fields_of(id_)
    missing = [form for form in forms if f"`{form}`" not in written]
    if id_ == "henan-2020":
        for form, fields in forms.items():
            line = next((line for line in written.splitlines() if f"`{form}`" in line), "")
            missing += [
                f"{form}.{field}" for field in fields if not re.search(rf"[ (]{field}(?=[,; |]|$)", line)
            ]
    else:
        fields = [field for form, fields in forms.items() if form != "cover" for field in fields]
        missing += [field for field in fields if field not in written]

    assert missing == []


# ---- the words of an edition


def test_every_table_column_kind_and_measure_is_explained() -> None:
    page = text_of("docs/editions.md")
    for sheet, columns in COLUMNS.items():
        assert f"Columns {' '.join(columns)}" in page.partition(f"\n## {sheet}")[2]
    words = [*FieldKind, *FormKind, *(word for word in (*Need, *Method) if word), *MEASURES]
    words += [value for name, value in vars(edition_words).items() if name.endswith("_GROUP")]

    assert [word for word in words if word not in page] == []
    assert [fact for fact in REQUIRED_FACTS if f"`{fact}`" not in page] == []


def test_every_predicate_is_explained_and_marked_where_a_formula_can_count_it() -> None:
    table = text_of("docs/editions.md").partition("| 判断 |")[2].partition("\n\n")[0]
    listed = {
        word: "●" in line.split("|")[1]
        for line in table.splitlines()
        for word in re.findall(r"`(\w+)`", line.partition("|")[2].partition("|")[0])
    }

    assert set(listed) == {*PREDICATES, *DOCUMENT_PREDICATES}
    assert {word for word, live in listed.items() if live} == LIVE_PREDICATES


def test_every_placeholder_is_explained() -> None:
    page = text_of("docs/editions.md")
    names = [*placeholders.UNIT, *(name for kind in FormKind for name in placeholders.repeated(kind))]
    names += [placeholders.NUMBER, placeholders.RESULT_COUNTS, placeholders.CHECKS_TOTAL]

    assert [name for name in names if f"`{{{{{name}}}}}`" not in page] == []


# ---- the shape of the pages


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_is_short_and_has_its_four_parts(page: str) -> None:
    title, *parts = headings(page)

    assert parts == PARTS_OF_A_DECISION
    assert title.startswith(Path(page).name[:4])
    assert 15 <= len(text_of(page).splitlines()) <= 35


def test_the_index_leads_to_every_page() -> None:
    linked = {((ROOT / "docs") / link).resolve() for link in _LINK.findall(text_of("docs/README.md"))}

    assert [page for page in PAGES if (ROOT / page).resolve() not in linked] == ["docs/README.md"]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [Path(page).name[:4] for page in DECISIONS] == [f"{at:04}" for at, _ in enumerate(DECISIONS, 1)]
