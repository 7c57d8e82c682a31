"""Rules on phones, mail boxes, postcodes and credit codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qcxl.core.contacts.addresses import why_no_email, why_no_postcode
from qcxl.core.contacts.area_codes import area_code_of, cities_of, first_city
from qcxl.core.contacts.credit_codes import why_no_credit_code
from qcxl.core.contacts.phones import PhoneKind, can_have_area, read_phone, why_no_mobile, why_no_phone
from qcxl.core.rules.predicate import EntryRow, Predicate, Subject, entries, fault_at
from qcxl.model.edition import Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind
from qcxl.model.organisation import Level
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity

_FORMS = (FormKind.LIST, FormKind.CARD, FormKind.COVER)
_IN_A_CITY = (Level.CITY, Level.COUNTY)
_TOLD_BY = {PhoneKind.SEVERAL: "one_number", PhoneKind.LOCAL: "area_code_given"}
"""The predicate with the better words for a faulty number, by kind of the number."""

Reason = Callable[[str], str]


def is_mobile(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each entry is one Chinese mobile number, in any grouping and with or without +86 in front.

    Several numbers and landlines without area code are left to the rules that the edition has for them.
    """
    yield from _no_phone(rule, form, subject, why_no_mobile)


def is_phone(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each entry is one number to call: a mobile, a landline with or without extension, a 400 number.

    Several numbers are left to the rule that the edition has for them; a missing area code is no fault here.
    """
    yield from _no_phone(rule, form, subject, why_no_phone)


def one_number(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No entry holds more than one phone number; an extension belongs to its number."""
    for entry, field, typed in _given(rule, form, subject):
        if read_phone(typed).kind is PhoneKind.SEVERAL:
            yield fault_at(rule, entry, field)


def area_code_given(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No landline stands without its area code; the area code of the unit's city is proposed if it fits."""
    for entry, field, typed in _given(rule, form, subject):
        phone = read_phone(typed)
        if phone.kind is PhoneKind.LOCAL:
            city = _city(subject.submission.identity)
            area = area_code_of(city)
            proposal = f"，{city}的区号是 {area}" if can_have_area(phone, area) else ""
            yield fault_at(rule, entry, field, proposal=proposal)


def area_code_of_the_city(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A landline has the area code of the unit's own city; judged only where both cities are known."""
    for entry, field, typed in _given(rule, form, subject):
        phone = read_phone(typed)
        if phone.kind is not PhoneKind.LANDLINE:
            continue
        city, cities = _city(subject.submission.identity), cities_of(phone.area)
        if city and cities and city not in cities:
            yield fault_at(rule, entry, field, area=phone.area, other="、".join(cities), city=city)


def is_postcode(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each entry is a postcode of six digits."""
    yield from _unless(rule, form, subject, why_no_postcode)


def is_email(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each entry is one mail address."""
    yield from _unless(rule, form, subject, why_no_email)


def is_credit_code(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each entry is a unified social credit code whose check digit is right (GB 32100)."""
    yield from _unless(rule, form, subject, why_no_credit_code)


def _given(rule: Rule, form: Form, subject: Subject) -> Iterator[tuple[EntryRow, Field, str]]:
    """The typed entries in the rule's fields; blank and untypable entries are reported elsewhere."""
    fields = [form.field(name) for name in rule.fields]
    for entry in entries(form, subject):
        for field in fields:
            typed = entry.row.text(field.id)
            if typed:
                yield entry, field, typed


def _unless(rule: Rule, form: Form, subject: Subject, why: Reason) -> Iterator[Problem]:
    for entry, field, typed in _given(rule, form, subject):
        reason = why(typed)
        if reason:
            yield fault_at(rule, entry, field, reason=reason)


def _no_phone(rule: Rule, form: Form, subject: Subject, why: Reason) -> Iterator[Problem]:
    elsewhere = {
        (kind, name)
        for kind, predicate in _TOLD_BY.items()
        for edition_rule in subject.edition.rules
        if edition_rule.predicate == predicate and edition_rule.form == form.id
        for name in edition_rule.fields
    }
    for entry, field, typed in _given(rule, form, subject):
        reason = why(typed)
        if reason and (read_phone(typed).kind, field.id) not in elsewhere:
            yield fault_at(rule, entry, field, reason=reason)


def _city(identity: Identity) -> str:
    """The city in which a unit surely stands, empty where the city is not known.

    A direct unit works in the whole province, and a county right under the province has no city above it.
    """
    if identity.direct or identity.level not in _IN_A_CITY:
        return ""
    return first_city(identity.parent_name, identity.unit_name)


_PHONES = (FieldKind.PHONE,)
_REASON = ("reason",)

CONTACTS: Mapping[str, Predicate] = {
    "is_mobile": Predicate(is_mobile, _FORMS, _REASON, fields=1, field_kinds=_PHONES),
    "is_phone": Predicate(is_phone, _FORMS, _REASON, fields=1, field_kinds=_PHONES),
    "one_number": Predicate(one_number, _FORMS, fields=1, field_kinds=_PHONES),
    "area_code_given": Predicate(area_code_given, _FORMS, ("proposal",), fields=1, field_kinds=_PHONES),
    "area_code_of_the_city": Predicate(
        area_code_of_the_city, _FORMS, ("area", "other", "city"), fields=1, field_kinds=_PHONES
    ),
    "is_postcode": Predicate(is_postcode, _FORMS, _REASON, fields=1, field_kinds=(FieldKind.POSTCODE,)),
    "is_email": Predicate(is_email, _FORMS, _REASON, fields=1, field_kinds=(FieldKind.EMAIL,)),
    "is_credit_code": Predicate(is_credit_code, _FORMS, _REASON, fields=1, field_kinds=(FieldKind.CODE,)),
}
"""Every predicate of contacts by the word that the 规则 sheet uses."""
