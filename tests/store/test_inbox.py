"""Folders as people fill them."""

from __future__ import annotations

import hashlib
import os
import random
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.model.problem import Problem
from qcxl.store import archive
from qcxl.store.inbox import InboxFile, read_bytes, refuse_nested, scan
from qcxl.store.walk import natural_key

BOOK = b"PK\x03\x04 a workbook, as far as the inbox cares"
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def fill(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def pack(path: Path, files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", compression) as book:
        for name, data in files.items():
            book.writestr(name, data)
    return path


def pack_raw_names(path: Path, names: list[bytes]) -> None:
    """A zip whose names are these very bytes, not marked as UTF-8, as old programs write them."""
    places = {f"{at:0{len(name)}d}": name for at, name in enumerate(names)}
    pack(path, dict.fromkeys(places, BOOK))
    data = path.read_bytes()
    for place, name in places.items():
        data = data.replace(place.encode(), name)
    path.write_bytes(data)


def encrypt(path: Path, *members: str) -> None:
    """Set the flag of encryption of some members, in the directory and in front of each."""
    data = bytearray(path.read_bytes())
    for member in members:
        name = member.encode()
        data[data.index(name) - 30 + 6] |= 1
        data[data.rindex(name) - 46 + 8] |= 1
    path.write_bytes(data)


def verdicts(inbox: Path) -> dict[str, str]:
    """The name of each file with its kind or, where it has one, the code of the reason."""
    return {file.name: file.reason.code if file.reason else file.kind.value for file in scan(inbox)}


def only(inbox: Path) -> InboxFile:
    (file,) = scan(inbox)
    return file


def test_a_workbook_comes_with_all_that_the_night_needs(tmp_path: Path) -> None:
    path = fill(tmp_path, {"信阳市 [终]/411500_信阳市.xlsx": BOOK}) / "信阳市 [终]" / "411500_信阳市.xlsx"
    os.utime(path, (1594375200, 1594375200))

    file = only(tmp_path)

    assert (file.name, file.kind, file.reason) == ("信阳市 [终]/411500_信阳市.xlsx", "workbook", None)
    assert (file.size, file.sha256) == (len(BOOK), hashlib.sha256(BOOK).hexdigest())
    assert file.received_at.isoformat() == "2020-07-10T18:00:00+08:00"
    assert read_bytes(file) == BOOK


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("a.xlsx", "workbook"),
        ("A.XLSM", "workbook"),
        ("a.xls", "workbook"),
        ("a.et", "workbook"),
        ("a.csv", "workbook"),
        ("信阳市2.0版", "workbook"),
        ("a.xlsx.download", "workbook"),
        ("~$a.xlsx", "inbox_lock_file"),
        (".~lock.a.xlsx#", "inbox_lock_file"),
        (".~a.xlsx", "inbox_lock_file"),
        (".a.xlsx", "inbox_system_file"),
        ("._a.xlsx", "inbox_system_file"),
        (".qcxl-0123.tmp", "inbox_system_file"),
        ("__MACOSX/a.xlsx", "inbox_system_file"),
        ("Thumbs.db", "inbox_system_file"),
        ("市/desktop.ini", "inbox_system_file"),
        (".DS_Store", "inbox_system_file"),
        ("a.docx", "inbox_not_a_workbook"),
        ("盖章.PDF", "inbox_not_a_workbook"),
        ("照片.jpg", "inbox_not_a_workbook"),
        ("a.rar", "inbox_archive_foreign"),
        ("a.7z", "inbox_archive_foreign"),
        ("a.zip", "inbox_zip_unreadable"),
    ],
)
def test_the_name_says_what_a_file_is(tmp_path: Path, name: str, verdict: str) -> None:
    fill(tmp_path, {name: BOOK})

    assert verdicts(tmp_path) == {name: verdict}


def test_an_unknown_name_with_unknown_content_is_ignored(tmp_path: Path) -> None:
    fill(tmp_path, {"notes.dat": b"hello"})

    assert verdicts(tmp_path) == {"notes.dat": "inbox_not_a_workbook"}


def test_ignored_and_quarantined_are_told_apart(tmp_path: Path) -> None:
    fill(tmp_path, {"a.pdf": b"", "b.rar": b"", "c.xlsx": b""})

    assert [file.kind.value for file in scan(tmp_path)] == ["ignored", "quarantined", "workbook"]


def test_names_stand_in_natural_order(tmp_path: Path) -> None:
    names = ["2.xlsx", "10.xlsx", "a/9.xlsx", "a/010.xlsx", "a1b2.xlsx", "a1b10.xlsx", "信阳.xlsx"]
    shuffled = random.Random(7).sample(names, len(names))
    fill(tmp_path, dict.fromkeys(shuffled, BOOK))

    assert [file.name for file in scan(tmp_path)] == names


@given(
    st.lists(st.text(st.sampled_from("01二a!/ ."), max_size=8) | st.text(max_size=8), max_size=8),
    st.randoms(use_true_random=False),
)
def test_any_names_have_one_order(names: list[str], random: random.Random) -> None:
    names += [name[: random.randint(0, len(name))] for name in names] + [f"{name}/a" for name in names]
    shuffled = random.sample(names, len(names))

    assert sorted(shuffled, key=natural_key) == sorted(names, key=natural_key)


def test_a_file_beside_the_folder_of_its_number_ends_no_night(tmp_path: Path) -> None:
    fill(tmp_path, {"1": b"", "01/a.xlsx": BOOK, "2.xlsx": BOOK})

    assert [file.name for file in scan(tmp_path)] == ["1", "01/a.xlsx", "2.xlsx"]


@pytest.mark.parametrize("folder", ["报送", "报送.xlsx", "报送.zip", "市/报送"])
def test_a_folder_without_its_slash_has_a_verdict_beside_its_files(tmp_path: Path, folder: str) -> None:
    pack(tmp_path / "a.zip", {folder: b"", f"{folder}/新县.xlsx": BOOK})

    assert verdicts(tmp_path) == {
        f"a.zip!{folder}": "inbox_zip_folder",
        f"a.zip!{folder}/新县.xlsx": "workbook",
    }


def test_a_file_that_is_called_like_a_folder_is_read(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"报送.xlsx": BOOK, "报送.xlsx/新县.xlsx": BOOK, "报送2.xlsx": b""})

    assert set(verdicts(tmp_path).values()) == {"workbook"}


def test_digits_without_end_break_no_order(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"9" * 5000 + ".xlsx": BOOK, "2.xlsx": BOOK})

    assert [len(file.name) for file in scan(tmp_path)] == [12, 5011]


def test_the_members_of_a_zip_appear_one_by_one_and_the_zip_does_not(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "市" / "a.zip", {"县/b.xlsx": BOOK + b"b", "c.pdf": b"", "县/": b"", "~$b.xlsx": b""}
    )
    os.utime(path, (1594375200, 1594375200))

    files = {file.name: file for file in scan(tmp_path)}

    assert verdicts(tmp_path) == {
        "市/a.zip!c.pdf": "inbox_not_a_workbook",
        "市/a.zip!~$b.xlsx": "inbox_lock_file",
        "市/a.zip!县/b.xlsx": "workbook",
    }
    book = files["市/a.zip!县/b.xlsx"]
    assert book.received_at == datetime.fromisoformat("2020-07-10T18:00:00+08:00")
    assert (book.size, book.sha256) == (len(BOOK) + 1, hashlib.sha256(BOOK + b"b").hexdigest())
    assert read_bytes(book) == BOOK + b"b"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("信阳市（终）.xlsx".encode("gbk"), "信阳市（终）.xlsx"),
        ("一.xlsx".encode("gbk"), "一.xlsx"),
        ("联通.xlsx".encode("gbk"), "联通.xlsx"),
        ("县\\平桥区.xlsx".encode("gbk"), "县/平桥区.xlsx"),
        ("信阳市.xlsx".encode(), "信阳市.xlsx"),
        (b"abc.xlsx", "abc.xlsx"),
        (b"\xff\xff.xlsx", "\ufffd\ufffd.xlsx"),
        (b"../../etc/a.xlsx", "etc/a.xlsx"),
        (b"/top/./a.xlsx", "top/a.xlsx"),
        (b"C:\\Users\\a.xlsx", "Users/a.xlsx"),
        (b"a\x07b.xlsx", "a\ufffdb.xlsx"),
    ],
)
def test_names_in_zips_are_read_as_they_were_meant_and_shown_safely(
    tmp_path: Path, raw: bytes, name: str
) -> None:
    pack_raw_names(tmp_path / "a.zip", [raw])

    file = only(tmp_path)

    assert file.name == f"a.zip!{name}"
    assert read_bytes(file) == BOOK


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_one_name_twice_in_a_zip_is_two_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as book:
        book.writestr("b.xlsx", b"first")
        book.writestr("b.xlsx", b"second")

    files = scan(tmp_path)

    assert [file.name for file in files] == ["a.zip!b.xlsx", "a.zip!b.xlsx (2)"]
    assert [read_bytes(file) for file in files] == [b"first", b"second"]


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = pack(tmp_path / "inner.zip", {"b.xlsx": BOOK})
    pack(tmp_path / "a.zip", {"inner.zip": inner.read_bytes(), "c.xlsx": BOOK})
    inner.unlink()

    assert verdicts(tmp_path) == {"a.zip!c.xlsx": "workbook", "a.zip!inner.zip": "inbox_zip_nested"}


@pytest.mark.parametrize("files", [{}, {"a.pdf": b"", "b/c.docx": b""}])
def test_a_zip_without_workbooks_appears_itself(tmp_path: Path, files: dict[str, bytes]) -> None:
    path = pack(tmp_path / "a.zip", files)

    file = only(tmp_path)

    assert verdicts(tmp_path) == {"a.zip": "inbox_zip_without_workbook"}
    assert (file.kind, file.sha256) == ("ignored", hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_wholly_encrypted_zip_appears_itself(tmp_path: Path) -> None:
    encrypt(pack(tmp_path / "a.zip", {"b.xlsx": BOOK, "c.xlsx": BOOK}), "b.xlsx", "c.xlsx")

    assert verdicts(tmp_path) == {"a.zip": "inbox_zip_encrypted"}


def test_an_encrypted_member_does_not_spoil_the_others(tmp_path: Path) -> None:
    encrypt(pack(tmp_path / "a.zip", {"b.xlsx": BOOK, "c.xlsx": BOOK}), "b.xlsx")

    assert verdicts(tmp_path) == {"a.zip!b.xlsx": "inbox_zip_encrypted", "a.zip!c.xlsx": "workbook"}


def test_a_damaged_member_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"b.xlsx": BOOK, "c.xlsx": b"other"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(BOOK, BOOK[::-1]))

    assert verdicts(tmp_path) == {"a.zip!b.xlsx": "inbox_zip_member_unreadable", "a.zip!c.xlsx": "workbook"}


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_not_tried(tmp_path: Path, compression: int) -> None:
    pack(tmp_path / "a.zip", {"b.xlsx": BOOK}, compression)

    assert verdicts(tmp_path) == {"a.zip!b.xlsx": "inbox_zip_member_unreadable"}


@pytest.mark.parametrize("kept", [0, 3, 40, -1, -10])
def test_a_truncated_zip_is_quarantined(tmp_path: Path, kept: int) -> None:
    path = pack(tmp_path / "a.zip", {"b.xlsx": BOOK})
    path.write_bytes(path.read_bytes()[:kept])

    assert verdicts(tmp_path) == {"a.zip": "inbox_zip_unreadable"}


def test_a_zip_damaged_anywhere_never_stops_the_scan(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"b.xlsx": BOOK, "信阳.xlsx": BOOK})
    whole = path.read_bytes()
    dice = random.Random(2020)
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            damaged[dice.randrange(len(whole))] = dice.randrange(256)
        path.write_bytes(damaged)

        assert all(isinstance(read_bytes(file), bytes | Problem) for file in scan(tmp_path))


def test_a_renamed_workbook_is_no_archive(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b""})

    assert verdicts(tmp_path) == {"a.zip": "workbook"}


def test_a_zip_that_swells_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_FILE", 2**20)
    pack(tmp_path / "a.zip", {f"{n}.xlsx": bytes(2**20) for n in range(3)})

    assert verdicts(tmp_path) == {"a.zip": "inbox_zip_too_large"}


def test_a_zip_with_too_many_members_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    pack(tmp_path / "a.zip", {f"{n}.xlsx": BOOK for n in range(4)})

    assert verdicts(tmp_path) == {"a.zip": "inbox_zip_too_large"}


def test_a_directory_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    long_name = "长" * 20_000 + ".xlsx"
    pack(tmp_path / "a.zip", {f"{n}{long_name}": b"" for n in range(80)})

    assert verdicts(tmp_path) == {"a.zip": "inbox_zip_too_large"}


def test_a_member_that_is_too_large_is_quarantined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_FILE", 1000)
    pack(tmp_path / "a.zip", {"b.xlsx": random.Random(1).randbytes(1001), "c.xlsx": BOOK})

    assert verdicts(tmp_path) == {"a.zip!b.xlsx": "inbox_file_too_large", "a.zip!c.xlsx": "workbook"}


def test_a_large_member_is_read_whole(tmp_path: Path) -> None:
    data = random.Random(1).randbytes(9 * 2**20)
    pack(tmp_path / "a.zip", {"b.xlsx": data})

    assert read_bytes(only(tmp_path)) == data


@posix
def test_a_file_that_is_too_large_is_quarantined_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as stream:
        stream.truncate(archive.LARGEST_FILE + 1)

    file = only(tmp_path)

    assert (file.reason and file.reason.code, file.sha256) == ("inbox_file_too_large", "")


@posix
def test_links_are_not_followed(tmp_path: Path) -> None:
    inbox, outside = tmp_path / "in", tmp_path / "out"
    fill(inbox, {"a.xlsx": BOOK, "d/b.xlsx": BOOK})
    fill(outside, {"c.xlsx": BOOK})
    (inbox / "d" / "loop").symlink_to(inbox, target_is_directory=True)
    (inbox / "self").symlink_to(inbox / "self")
    (inbox / "leaves").symlink_to(outside, target_is_directory=True)
    (inbox / "c.xlsx").symlink_to(outside / "c.xlsx")

    assert verdicts(inbox) == {
        "a.xlsx": "workbook",
        "c.xlsx": "inbox_not_a_regular_file",
        "d/b.xlsx": "workbook",
        "d/loop": "inbox_not_a_regular_file",
        "leaves": "inbox_not_a_regular_file",
        "self": "inbox_not_a_regular_file",
    }


@posix
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")

    assert verdicts(tmp_path) == {"a.xlsx": "inbox_not_a_regular_file"}


@posix
def test_the_inbox_itself_may_be_a_link(tmp_path: Path) -> None:
    fill(tmp_path / "real", {"a.xlsx": BOOK})
    (tmp_path / "inbox").symlink_to(tmp_path / "real", target_is_directory=True)

    assert verdicts(tmp_path / "inbox") == {"a.xlsx": "workbook"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems store names as Unicode")
def test_a_file_name_in_gbk_is_shown_in_chinese(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "信阳.xlsx".encode("gbk")))
    path.write_bytes(BOOK)

    file = only(tmp_path)

    assert (file.name, read_bytes(file)) == ("信阳.xlsx", BOOK)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to read everything, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_what_may_not_be_read_is_quarantined() -> None:
    # Not tmp_path: nobody but its owner gets as far as that.
    with tempfile.TemporaryDirectory() as folder:
        inbox = fill(Path(folder), {"a.xlsx": BOOK, "b.zip": BOOK, "d/c.xlsx": BOOK})
        inbox.chmod(0o755)
        for name in ("a.xlsx", "b.zip", "d"):
            (inbox / name).chmod(0)

        with as_nobody():
            found = verdicts(inbox)
        (inbox / "d").chmod(stat.S_IRWXU)

    assert found == dict.fromkeys(["a.xlsx", "b.zip", "d"], "inbox_file_unreadable")


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip", "d/a.xlsx"])
def test_what_vanishes_or_cannot_be_opened_is_quarantined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = fill(tmp_path, {name: BOOK}) / name
    real = Path.lstat

    def stat_then_vanish(self: Path) -> os.stat_result:
        status = real(self)
        if self == path:
            path.unlink()
        return status

    monkeypatch.setattr(Path, "lstat", stat_then_vanish)

    assert verdicts(tmp_path) == {name: "inbox_file_unreadable"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.xlsx", None, "inbox_file_unreadable"), ("a.xlsx", BOOK + b"more", "inbox_file_changed")],
)
def test_a_file_that_changes_after_the_scan_is_not_used(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    path = fill(tmp_path, {name: BOOK}) / name
    file = only(tmp_path)

    path.unlink()
    if data is not None:
        path.write_bytes(data)
    got = read_bytes(file)

    assert isinstance(got, Problem)
    assert got.code == code


def test_a_zip_that_changes_after_the_scan_is_not_used(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"b.xlsx": BOOK, "c.xlsx": BOOK})
    _, last = scan(tmp_path)

    codes = []
    for members in ({"b.xlsx": BOOK, "c.xlsx": b"other"}, {"b.xlsx": BOOK}):
        pack(path, members)
        got = read_bytes(last)
        codes.append(got.code if isinstance(got, Problem) else "")

    assert codes == ["inbox_file_changed", "inbox_zip_member_unreadable"]


def test_a_missing_inbox_is_a_fault_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        scan(tmp_path / "missing")


@pytest.mark.parametrize(
    ("inbox", "out", "nested"),
    [
        ("in", "out", False),
        ("in", "in", True),
        ("in", "in/out", True),
        ("in", "in/new/er", True),
        ("in/sub", "in", True),
        ("in", "out/../in/x", True),
        ("in", "in2", False),
        ("in", "IN/out", False),
    ],
)
def test_inbox_and_output_may_not_lie_in_one_another(
    tmp_path: Path, inbox: str, out: str, *, nested: bool
) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    if (tmp_path / "IN").exists():
        nested = nested or out.startswith("IN")  # here the case of a letter says nothing

    found = refuse_nested(tmp_path / inbox, tmp_path / out)

    assert (found.code if found else None) == ("inbox_and_output_nested" if nested else None)


@posix
def test_a_link_does_not_hide_the_nesting(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "in" / "sub", target_is_directory=True)

    assert refuse_nested(tmp_path / "in", tmp_path / "link" / "out")
    assert refuse_nested(tmp_path / "link", tmp_path / "in")
