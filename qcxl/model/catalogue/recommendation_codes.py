"""Problem codes of people, groups and teams that are put forward, and quotas."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

RECOMMENDATION: Mapping[str, Entry] = {
    "too_many_members": Entry(
        "{sheet}!{cell}{row}：“{field}”数出 {count} 人，最多 {limit} 人，多 {difference} 人。"
        "数到的是：{names}。",
        "请减到 {limit} 人；数错了的，请在姓名之间用顿号隔开，不是姓名的字放进括号。",
    ),
    "member_twice": Entry(
        "{sheet}!{cell}{row}：“{field}”里有人出现了两次：{names}。",
        "每人只写一次；确是同名同姓的两个人，请在其中一个姓名后直接加一个字区分。",
    ),
    "members_incomplete": Entry(
        "{sheet}!{cell}{row}：“{field}”填的是“{value}”，{counted}，名单没有写全。",
        "请把每个人的姓名都写上，不要用“等几人”代替。",
    ),
    "part_exceeds_members": Entry(
        "{sheet}!{cell}{row}：“{field}”{value} 大于“{other}”{limit}，多 {difference}。",
        "这些人都是其中的成员，不会比成员多；请核对这两处。",
    ),
    "group_duplicate": Entry(
        "{sheet}!{cell} 小组“{value}”与第 {other} 行“{twin}”重复，企业也相同。",
        "同一个小组只填一行；是两个不同的小组，请写出能区分的全称。",
    ),
    "team_duplicate": Entry(
        "{sheet}!{cell} 班组“{value}”与第 {other} 行“{twin}”重复，企业也相同。",
        "同一个班组只填一行；是两个不同的班组，请写出能区分的全称。",
    ),
    "judge_duplicate": Entry(
        "{sheet}!{cell} 评委“{value}”与第 {other} 行“{twin}”重复，工作单位也相同。",
        "同一位评委只填一行；确是同名同姓的两个人，请在工作单位里写明部门。",
    ),
    "enterprise_not_listed": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，“{other}”里没有一字不差的这个名称{listed}。",
        "名称要印在证书上，两处一个字、一个括号、一个空格都不能差；"
        "请改成一样，“{other}”里还没有这家企业的请补一行。",
    ),
    "deducted_enterprise_recommended": Entry(
        "{sheet}!{cell} 推荐了“{value}”的小组或班组，而“{other}”第 {line} 行写明它属于直报单位“{unit}”。",
        "直报单位的企业由“{unit}”推荐，请删去这一行，或在推荐栏选“否”；不属于“{unit}”的，请清空那一行的直报单位。",
    ),
    "quota_exceeded": Entry(
        "{sheet}!{cell}：“{what}”的名额是 {limit} 个，这里推荐了 {count} 个，多 {difference} 个，"
        "从这一行起超出。",
        "请按名额推荐，多出的请在“{field}”一栏改过来，或删去整行。",
    ),
    "quota_not_given": Entry(
        "{sheet}!{cell}：推荐名额表里没有给本单位“{what}”的名额，这里推荐了 {count} 个。",
        "请向上级核实本单位有没有这项名额；没有的，请在推荐栏选“否”，或删去整行。",
        Severity.INFO,
    ),
    "tier_missing": Entry(
        "{sheet}!{cell}{row}：这一行是推荐的，“{field}”没有填，而本单位的名额分等次。",
        "请从下拉列表里选一个等次；不推荐的，请在推荐栏选“否”。",
        Severity.WARNING,
    ),
    "team_had_incidents": Entry(
        "{sheet}!{cell}{row}：推荐的班组“{field}”填了 {value}，应当是 0。",
        "有质量、安全事故的班组不能推荐，请在推荐栏选“否”，或删去这一行；填错了的请改为 0。",
    ),
    "team_not_accident_free": Entry(
        "{sheet}!{cell}{row}：推荐的班组“{field}”填的是“{value}”，应当是“{answer}”。",
        "近 3 年有事故的班组不能推荐，请在推荐栏选“否”，或删去这一行；填错了的请改为“{answer}”。",
    ),
}
