"""Relations, content types and the parts of packages."""

from __future__ import annotations

import pytest

from qcxl.opc.package import CONTENT_TYPES, OFFICE_RELATIONS, Package, Relation, relations, relations_part
from qcxl.opc.refusal import RefusedError
from qcxl.opc.zips import zipped

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def xml(*stated: str, prefix: str = "") -> bytes:
    """Relations as some program writes them, each given by its attributes."""
    name = f"{prefix}:Relationship" if prefix else "Relationship"
    namespace = f"xmlns:{prefix}" if prefix else "xmlns"
    return (
        f'<{name}s {namespace}="{RELATIONSHIPS}">'
        + "".join(f"<{name} {each}/>" for each in stated)
        + f"</{name}s>"
    ).encode()


def stated(id_: str, kind: str, target: str, more: str = "") -> str:
    return f'Id="{id_}" Type="{OFFICE_RELATIONS}/{kind}" Target="{target}" {more}'


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("", "_rels/.rels"),
        ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
        ("a/b/c.xml", "a/b/_rels/c.xml.rels"),
    ],
)
def test_relations_stand_beside_their_part(source: str, part: str) -> None:
    assert relations_part(source) == part


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../docProps/app.xml", "docProps/app.xml"),
        ("./styles.xml", "xl/styles.xml"),
        ("worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../../../etc/passwd", "etc/passwd"),
    ],
)
def test_a_target_is_found_from_the_folder_of_its_source(target: str, part: str) -> None:
    found = relations(xml(stated("rId1", "worksheet", target)), "xl/workbook.xml")

    assert found == (Relation("rId1", "worksheet", part),)


def test_what_leads_out_of_the_package_is_no_relation_of_it() -> None:
    outside = stated("rId1", "hyperlink", "https://example.com/", 'TargetMode="External"')

    assert relations(xml(outside, stated("rId2", "table", "t.xml")), "") == (
        Relation("rId2", "table", "t.xml"),
    )
    assert relations(None, "xl/workbook.xml") == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_prefixes_and_encodings_that_the_standard_allows_are_read(encoding: str) -> None:
    plain = xml(stated("rId1", "table", "t.xml"), prefix="r").decode()
    data = f'<?xml version="1.0" encoding="{encoding}"?>{plain}'.encode(encoding)

    assert relations(data, "") == (Relation("rId1", "table", "t.xml"),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<Relationships>", "file_damaged"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Relationships/>', "file_structure_unsafe"),
    ],
)
def test_relations_of_strangers_are_refused_as_their_parts_are(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        relations(data, "")

    assert refused.value.problem.code == code


def book() -> Package:
    """A package with one sheet and one part that it refers to."""
    return Package(
        zipped(
            {
                CONTENT_TYPES: f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="x"/></Types>',
                "xl/sheet.xml": "<sheet/>",
                "xl/_rels/sheet.xml.rels": xml(stated("rId1", "table", "table.xml")),
                "xl/table.xml": "<table/>",
            }
        )
    )


def test_an_added_part_is_related_and_declared() -> None:
    package = book()

    first = package.add("xl/sheet.xml", "comments", "xl/comments{}.xml", "comments-type")
    second = package.add("xl/table.xml", "vmlDrawing", "xl/drawing{}.vml", "drawing-type")
    package.replace(first, b"<comments/>")
    saved = Package(package.data())

    assert (first, second) == ("xl/comments1.xml", "xl/drawing1.vml")
    assert saved.related("xl/sheet.xml", "comments") == [first]
    assert saved.relation_id("xl/sheet.xml", first) == "rId2"
    assert saved.related("xl/table.xml", "vmlDrawing") == [second]
    assert saved.content(first) == b"<comments/>"
    types = [dict(each.attrib) for each in saved.root(CONTENT_TYPES)]
    assert {"PartName": f"/{first}", "ContentType": "comments-type"} in types
    assert {"Extension": "vml", "ContentType": "drawing-type"} in types


def test_what_is_only_read_is_saved_to_the_byte() -> None:
    package = book()
    assert package.root("xl/sheet.xml").tag == "sheet"

    package.edit("xl/table.xml").set("ref", "A1")
    saved = Package(package.data())

    assert saved.content("xl/sheet.xml") == b"<sheet/>"
    assert saved.root("xl/table.xml").get("ref") == "A1"
    assert saved.names() == package.names()
