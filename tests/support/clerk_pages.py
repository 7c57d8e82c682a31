"""The workbook of a small city as a clerk types it without a slip: the base of workbooks filled by hand."""

from __future__ import annotations

from tests.support.clerk import typed

MOBILE = "13800000000"
SEVEN = "6" * 7
LANDLINE = f"0376-{SEVEN}"
"""Put together, so that no number stands here that can be called."""

CORRECT = (
    *typed(f"""
        cover
        | nil_return | preparer | preparer_phone | filled_on |
        | 否         | 赵晨     | {LANDLINE}     | 2020-7-1  |
        """),
    *typed("""
        qc_statistics
        | qc_exchange_held | qc_exchange_entered | qc_exchange_presented | qc_exchange_time |
        | 是               | 45                  | 20                    | 2020-5-20        |
        """),
    *typed(f"""
        qc_statistics
        | qc_exchange_place | qc_exchange_attendees | qc_department | qc_contact | qc_mobile |
        | 示例会议中心      | 230                   | 质量部 钱朗   | 孙宁       | {MOBILE}  |
        """),
    *typed("""
        qc_statistics
        | qc_email                | qc_address  | qc_postcode |
        | coordinator@example.com | 示例路 1 号 | 464000      |
        """),
    *typed("""
        team_statistics
        | team_features               | team_review_onsite | team_exchange_held |
        | 特点：面广。⏎问题：分析少。 | 是                 | 否                 |
        """),
    *typed(f"""
        team_statistics
        | team_department | team_contact | team_mobile | team_email              | team_postcode |
        | 质量部 钱朗     | 孙宁         | {MOBILE}    | coordinator@example.com | 464000        |
        """),
    *typed("""
        team_statistics
        | team_address |
        | 示例路 1 号  |
        """),
    *typed("""
        enterprises
        | enterprise_name          | credit_code        | employees | qc_participants | qc_groups_total |
        | 信阳禾澜机械有限公司     | 9141150009MAX0001T | 1,260     | 480             | 210             |
        | 信阳柏岚食品有限公司     | 9141150009MAX0002X | 320       | 90              | 45              |
        | 信阳沐霖（集团）有限公司 | 9141150009MAX00031 | 5400      | 2100            | 800             |
        | 信阳川陌电力有限公司     | 9141150009MAX00044 | 800       | 500             | 300             |
        | 信阳锦棠医院             |                    | 950       | 310             | 75              |
        | 信阳珩昱茶业有限公司     | 9141150009MAX0006A | 46        | 12              | 4               |
        """),
    *typed("""
        enterprises
        | qc_groups_registered | qc_groups_active | qc_groups_with_results | qc_benefit_total | qc_benefit |
        | 36                   | 34               | 20                     | 1850.5           | 236.8      |
        | 8                    | 8                | 5                      | 300              | 42.35      |
        | 120                  | 110              | 64                     | 9,000            | 1200       |
        | 60                   | 60               | 40                     | 2600             | 400        |
        | 15                   | 12               | 9                      | 160.123456       | 20         |
        | 1                    | 1                | 0                      | 8                | 0          |
        """),
    *typed("""
        enterprises
        | qc_spending | qc_rewards | team_count_total | team_count | team_participants | team_spending |
        | 12.6        | 3          | 20               | 6          | 88                | 4.5           |
        | 2           | 0.5        | 3                | 0          | 0                 | 0             |
        | 60          | 18         | 60               | 15         | 240               | 12            |
        | 20          | 6          |                  |            |                   |               |
        | 5           | 1.2        | 12               | 4          | 60                | 1             |
        | 0.2         | 0          | 0                | 0          | 0                 | 0             |
        """),
    *typed("""
        enterprises
        | direct_unit        | team_rewards |
        |                    | 1            |
        |                    | 0            |
        |                    | 4            |
        | 国网河南省电力公司 |              |
        |                    | 0.3          |
        |                    | 0            |
        """),
    *typed("""
        qc_groups
        | enterprise_name          | group_name     | members              | topic_type | union_members |
        | 信阳禾澜机械有限公司     | 总装启航QC小组 | 赵晨、钱朗、孙宁     | 问题解决型 | 3             |
        | 信阳柏岚食品有限公司     | 化验匠心QC小组 | 李曦 周 舒 吴然      | 创新型     | 2             |
        | 信阳沐霖（集团）有限公司 | 热工“微光”小组 | 郑澍（组长）；王皓月 | 问题解决型 | 2             |
        | 信阳沐霖（集团）有限公司 | 热工攀登QC小组 | 冯岚，陈晨曦，欧阳朗 | 问题解决型 | 0             |
        """),
    *typed(f"""
        qc_groups
        | recommended | tier | topic              | address     | postcode | department | contact | mobile   |
        |             | 一等 | 提高一次合格率     | 示例路 1 号 | 464000   | 质量部     | 赵晨    | {MOBILE} |
        | 是          | 二等 | 降低不良率（%）    | 示例路 2 号 | 464000   | 化验室     | 李曦    | {MOBILE} |
        | 是          | 三等 | 研制 10kV 专用工装 | 示例路 3 号 | 464000   | 热工部     | 郑澍    | {MOBILE} |
        | 否          |      |                    |             |          |            |         |          |
        """),
    *typed("""
        qc_groups
        | women | youth | introduction       | evaluation         | score |
        | 1     | 2     | 由一线员工组成。   | 优势：选题贴近现场 | 92.5  |
        | 3     | 0     | 活动三年，有成果。 |                    |       |
        | 0     | 2     | 活动三年，有成果。 |                    |       |
        | 0     | 0     |                    |                    |       |
        """),
    *typed("""
        teams
        | enterprise_name      | team_name | team_size | union_members | women | youth | recommended |
        | 信阳禾澜机械有限公司 | 总装一班  | 18        | 18            | 3     | 7     |             |
        | 信阳锦棠医院         | 急诊护理组 | 25       | 20            | 25    | 14    | 是          |
        """),
    *typed(f"""
        teams
        | address     | postcode | department | contact | mobile   | phone      | leader | completion_rate |
        | 示例路 1 号 | 464000   | 质量部     | 赵晨    | {MOBILE} | {LANDLINE} | 孙宁   | 98.5            |
        | 示例路 5 号 | 464000   | 护理部     | 李曦    | {MOBILE} |            | 李曦   | 100             |
        """),
    *typed("""
        teams
        | quality_pass_rate | first_pass_rate | improvement_rate | training | quality_cost | no_incident_3y |
        | 99                | 99.2            | 100              | 120/36   | 3.5          | 是             |
        | 98                | 97              | 88               | 25/40    | 0.8          | 是             |
        """),
    *typed("""
        teams
        | defect_rate | incidents | complaints | introduction   |
        | 0.3         | 0         | 0          | 连续三年先进。 |
        | 0           | 0         | 2          | 连续三年先进。 |
        """),
    *typed(f"""
        qc_judges
        | judge_name | employer                            | certificate_number | mobile   |
        | 尉迟朗     | 信阳禾澜机械有限公司（示例路 1 号） | 豫QC-2018-0007     | {MOBILE} |
        | 诸葛舒     | 信阳锦棠医院 示例路 5 号            | 豫QC-2019-0012     | {MOBILE} |
        team_judges
        | judge_name | employer                            | certificate_number | mobile   |
        | 尉迟朗     | 信阳禾澜机械有限公司（示例路 1 号） | 0041               | {MOBILE} |
        """),
)
"""Everything from row 6 on, in 附件9-3 from row 7 on."""
