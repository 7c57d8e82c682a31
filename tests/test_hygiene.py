"""What must stand in no file of the project: places of one machine, registry hosts, people's addresses."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SELF = Path(__file__).relative_to(ROOT).as_posix()
PACKAGES = {".xlsx", ".xlsm", ".docx", ".xlam"}
MADE_UP_PHONE = "13800000000"

# One letter of each word stands in brackets, so that this file does not hold what it looks for.
MACHINE_PATHS = r"(?<![\w.~>*{}])/(?:tm[p]|roo[t]|wor[k]|hom[e]|far[m]|User[s])/[\w.]|[A-Z]:\\User[s]\\"
REGISTRY_HOSTS = (
    r"pyp[i]\.org|pythonhoste[d]|npmj[s]|proxy\.golan[g]|crate[s]\.io|mirror[s]\.\w+\.|--index-ur[l]"
)
PHONES = (
    r"(?<![\w.])(?:(?:\+?86[- ]?)?1[3-9]\d{9}|0(?!123456789)\d{2,3}[-－ ]?[1-9]\d{6,7}"
    r"|[48]00[-－ ]?\d{3}[-－ ]?\d{4})(?![\w.])"
)
MAIL_BOXES = r"[\w.+-]+@(?!(?:\w+\.)*example(?:\.com|\.org)?\b)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,}\b"
TOOLS = (
    r"(?i)\bclaud[e]\b|anthropi[c]|\bcopilo[t]\b|chatgp[t]|opena[i]|\bcode[x]\b|\bdesig[n]\.md|\bbrie[f]\.md"
)

RULES = {
    "machine path": MACHINE_PATHS,
    "registry host": REGISTRY_HOSTS,
    "phone": PHONES,
    "mail box": MAIL_BOXES,
    "tool of one workplace": TOOLS,
}


def files() -> list[Path]:
    """Every file of the project, also those that were not committed yet; what git ignores is left out."""
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of a file, of an Office document the texts of its parts."""
    name = path.relative_to(ROOT).as_posix()
    data = path.read_bytes()
    if path.suffix in PACKAGES:
        with zipfile.ZipFile(BytesIO(data)) as package:
            for part in package.namelist():
                yield f"{name}!{part}", package.read(part).decode("utf-8", "replace")
    elif b"\0" not in data:
        yield name, data.decode("utf-8")


def found(pattern: str, text: str) -> list[str]:
    """What a pattern finds in a text, the made-up phone left out."""
    return [match[0] for match in re.finditer(pattern, text) if MADE_UP_PHONE not in match[0]]


@pytest.mark.parametrize("rule", RULES)
def test_no_file_holds(rule: str) -> None:
    places = [
        (name, match) for path in files() for name, text in texts(path) for match in found(RULES[rule], text)
    ]

    assert places == []


def test_there_is_something_to_look_at() -> None:
    names = {name.partition("!")[0] for path in files() for name, _ in texts(path)}

    assert {"README.md", "pyproject.toml", "qcxl/cli/__init__.py", SELF} <= names
    assert any(name.endswith(".xlsx") for name in names)
    assert any(name.endswith(".docx") for name in names)


@pytest.mark.parametrize(
    ("rule", "samples"),
    [
        (
            "machine path",
            ["see /t~mp/x", '"/ro~ot/.venv"', "(/wo~rk/main)", "/ho~me/li/a.xlsx", "C:\\Us~ers\\li"],
        ),
        ("registry host", ["https://pyp~i.org/simple", "files.pythonhos~ted.org", "mir~rors.aliyun.com"]),
        (
            "phone",
            [
                "手机：139~00000000",
                "0371-6~0000000",
                "电话 03716~0000000",
                "+86139~00000000",
                "400-~000-0000",
            ],
        ),
        ("mail box", ["li~@mail.cn", "zhi.xiehui~@henan.gov.cn"]),
        ("tool of one workplace", ["Clau~de", "see desi~gn.md"]),
    ],
)
def test_each_rule_finds_what_it_is_for(rule: str, samples: Sequence[str]) -> None:
    # The sign ~ keeps the samples themselves from being found.
    assert [sample for sample in samples if not found(RULES[rule], sample.replace("~", ""))] == []


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        ("machine path", "OUT/home/x ./home/x https://example.com/home/x"),
        ("phone", "13800000000 91410000MA00000000 2020-07-10 450000 0.0035"),
        ("mail box", "coordinator@example.com @pytest.fixture"),
    ],
)
def test_the_rules_let_the_harmless_pass(rule: str, sample: str) -> None:
    assert found(RULES[rule], sample) == []
