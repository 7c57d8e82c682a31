"""Forms and their fields as an edition declares them (表单, 字段)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FormKind(StrEnum):
    """The kind of a form; the value is the word of the 表单 sheet.

    All but `DOCUMENT` are sheets of the distributed workbook; a document is written in Word and only checked.
    """

    COVER = "填报说明"
    LIST = "名单"
    CARD = "统计表"
    QUOTA = "名额"
    CHECKS = "自检"
    RESULTS = "校验结果"
    DOCUMENT = "文稿"


class FieldKind(StrEnum):
    """The kind of a field, by which its cells are typed; the value is the word of the 字段 sheet."""

    COUNT = "计数"
    MONEY = "金额"
    SHARE = "百分比"
    SCORE = "分数"
    TEXT = "文本"
    LONG_TEXT = "长文本"
    NAMES = "人员名单"
    CHOICE = "选择"
    DATE = "日期"
    PHONE = "电话"
    EMAIL = "邮箱"
    POSTCODE = "邮编"
    CODE = "代码"
    DIRECT_UNIT = "直报单位"
    SOURCE_UNIT = "来源单位"


class Need(StrEnum):
    """The need for an entry in a field; the value is the word of the 字段 sheet.

    `OWN` fields are required in the rows of the unit itself, but not in subtotal rows that a roll-up brought
    in; `RECOMMENDED` fields are required in the rows whose 推荐栏 says yes.
    """

    OPTIONAL = ""
    REQUIRED = "是"
    OWN = "本级行"
    RECOMMENDED = "推荐时"
    ADVISED = "建议"


class Method(StrEnum):
    """The way in which a roll-up makes a figure; the value is the word of the 字段 sheet.

    A list column with `SUM` is additive; a card field with `SUM` adds up its `base`. `RATIO` divides the sum
    of `base` by the sum of `divisor`. A field with `OWN` (no word) is a unit's own entry and not added up.
    """

    OWN = ""
    SUM = "合计"
    RATIO = "比率"


@dataclass(frozen=True, slots=True)
class Field:
    """One row of 字段: an entry or a computed figure of a form.

    `personal` marks what is about a person, such as a name or a telephone number (个人信息).
    """

    form: str
    id: str
    label: str
    kind: FieldKind
    measure: str
    need: Need
    method: Method
    base: str
    divisor: str
    choices: str
    max_length: int | None
    default: str
    default_when: str
    hint: str
    clause: str
    personal: bool = False

    @property
    def is_number(self) -> bool:
        """True where the typed value is an integer of a base unit."""
        return self.kind in (FieldKind.COUNT, FieldKind.MONEY, FieldKind.SHARE, FieldKind.SCORE)


@dataclass(frozen=True, slots=True)
class Form:
    """One row of 表单 with its fields: one sheet of the distributed workbook.

    `deducts` says that the statistics form leaves out the enterprises of direct units (附件5 注2). Of a list
    whose rows are put forward, `recommended` is the choice column that says so, `tier` the column of the tier
    and `quota` the quota code that limits them; all three are empty for a list without. `kept` are the
    columns that a parent decides, which aggregating again leaves as they are. A document has no sheet.
    """

    id: str
    sheet: str
    kind: FormKind
    title: str
    annex: str
    deducts: bool
    template: str
    note: str
    fields: tuple[Field, ...]
    recommended: str = ""
    tier: str = ""
    quota: str = ""
    kept: tuple[str, ...] = ()

    def field(self, id_: str) -> Field:
        """The field with this id; KeyError for an unknown id."""
        for field in self.fields:
            if field.id == id_:
                return field
        raise KeyError(f"{self.id} has no field {id_!r}")

    def field_of_kind(self, kind: FieldKind) -> Field | None:
        """The first field of a kind, such as the column that names the direct unit; None without a field."""
        return next((field for field in self.fields if field.kind is kind), None)

    @property
    def computed(self) -> tuple[Field, ...]:
        """The fields of a card that are computed from lists; none for any other form."""
        if self.kind is not FormKind.CARD:
            return ()
        return tuple(field for field in self.fields if field.method is not Method.OWN)

    @property
    def entered(self) -> tuple[Field, ...]:
        """The fields that people type: all but the computed ones of a card."""
        computed = self.computed
        return tuple(field for field in self.fields if field not in computed)
