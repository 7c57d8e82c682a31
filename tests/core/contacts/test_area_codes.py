"""Which city an area code belongs to."""

from __future__ import annotations

import pytest

from qcxl.core.contacts.area_codes import area_code_of, cities_of, first_city


@pytest.mark.parametrize(
    ("area", "cities"),
    [
        ("0376", ("信阳市",)),
        ("0371", ("郑州市",)),
        ("010", ("北京市",)),
        ("023", ("重庆市",)),
        ("0335", ("秦皇岛市",)),
        ("0432", ("吉林市",)),
        ("0471", ("呼和浩特市",)),
        ("0692", ("芒市",)),
        ("028", ("成都市", "资阳市", "眉山市")),
        ("0378", ()),
        ("0138", ()),
        ("", ()),
    ],
)
def test_an_area_code_names_its_cities_without_their_province(area: str, cities: tuple[str, ...]) -> None:
    assert cities_of(area) == cities


@pytest.mark.parametrize(
    ("city", "area"),
    [
        ("信阳市", "0376"),
        ("重庆市", "023"),
        ("沈阳市", "024"),
        ("鞍山市", "0412"),
        ("马鞍山市", "0555"),
        ("晋中市", ""),
        ("秦皇岛市", ""),
        ("开封市", ""),
        ("", ""),
    ],
)
def test_a_city_has_an_area_code_only_where_it_is_known_for_sure(city: str, area: str) -> None:
    assert area_code_of(city) == area


@pytest.mark.parametrize(
    ("names", "city"),
    [
        (("信阳市", "罗山县"), "信阳市"),
        (("河南省", "信阳市"), "信阳市"),
        (("河南省", "济源示范区"), ""),
        (("河南省", "巩义市"), ""),
        (("", ""), ""),
    ],
)
def test_the_city_of_a_unit_is_the_first_that_has_an_area_code(names: tuple[str, str], city: str) -> None:
    assert first_city(*names) == city
