"""The places of the editions, rosters, Word templates and macros that come with the program."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def data_folder(package: Path = PACKAGE) -> Path:
    """The folder that holds `workbooks/`, `templates/` and `macros/`.

    A wheel carries these folders inside the package; a checkout, which is also what an editable install runs
    from, keeps them beside the package.
    """
    packed = package / "_data"
    return packed if packed.is_dir() else package.parent


def resource(*parts: str) -> Path:
    """The path of a file or folder that comes with the program, as `resource("macros", "ribbon.xml")`."""
    return data_folder().joinpath(*parts)


def editions() -> tuple[Path, ...]:
    """The built-in edition workbooks, sorted by name; the stem of each is the edition's id."""
    return _workbooks(resource("workbooks", "editions"))


def rosters() -> tuple[Path, ...]:
    """The roster workbooks that come with the program, sorted by name."""
    return _workbooks(resource("workbooks", "rosters"))


def find_edition(id_or_path: str | Path) -> Path | None:
    """The edition workbook that a built-in id or else a path names, None where neither exists."""
    built_in = {path.stem: path for path in editions()}
    if shipped := built_in.get(str(id_or_path)):
        return shipped
    path = Path(id_or_path)
    return path if path.is_file() else None


def template(edition_id: str, name: str) -> Path:
    """The path of the Word template `name` (`附件3.docx`) of a built-in edition; the file need not exist."""
    return resource("templates", edition_id, name)


def _workbooks(folder: Path) -> tuple[Path, ...]:
    # "~$x.xlsx" is what Excel leaves beside a workbook that somebody is editing right now.
    paths = (path for path in folder.glob("*.xlsx") if not path.name.startswith(("~$", ".")))
    return tuple(sorted(paths, key=lambda path: path.name))
