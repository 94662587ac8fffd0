"""Fictional documents that the tests print; nobody in them exists."""

from datetime import datetime, timedelta, timezone
from itertools import cycle, islice

from facility_app.reports.document import Column, Document, Figures, Footer, Note, Section, Signatures, Table

RARE = "㛃䶮镕堃喆淼燚犇骉翀䲣𬱖𬭎𫖯𬀩𫓧𬍛𨱏𠅤𪣻𬙂㐱𬸚"
FAMILIES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
CHINA = timezone(timedelta(hours=8))
HASH = "3b1f6c8e2a9d4075" * 4


def name(number: int) -> str:
    """A made-up name with a rare character in it."""
    return FAMILIES[number % len(FAMILIES)] + RARE[number % len(RARE)] + FAMILIES[(number * 7) % len(FAMILIES)]


def footer(**changes: object) -> Footer:
    facts: dict[str, object] = {
        "serial": "EZ-2026-0304-01",
        "version": 2,
        "printed_by": "测试民警",
        "printed_at": datetime(2026, 3, 5, 0, 12, 7, tzinfo=CHINA),
        "qr": f"FD1|EZ-2026-0304-01|2|{HASH}",
    }
    return Footer(**{**facts, **changes})  # type: ignore[arg-type]


def document(*sections: Section, **changes: object) -> Document:
    facts: dict[str, object] = {
        "title": "值班日志（每日台账）",
        "subtitle": ("虚构市看守所 · 2026年3月4日（星期三）",),
        "sections": sections,
    }
    return Document(**{**facts, **changes})  # type: ignore[arg-type]


PEOPLE = (
    Column("序号", 0.6, "right"),
    Column("编号", 1.4),
    Column("姓名", 1.1),
    Column("监室", 0.8),
    Column("早测", 0.8, "right"),
    Column("晚测", 0.8, "right"),
    Column("状态", 0.8),
    Column("备注", 2.0, wraps=True),
)


def people(count: int) -> Table:
    """A table of people as the ledger has it; most rows take one line."""
    remarks = islice(cycle(["无"] * 19 + ["夜间咳嗽，已通知值班医生到监室查看，次日早测时复核并记录"]), count)
    rows = tuple(
        (
            str(number),
            f"K2026{number:05d}",
            name(number),
            f"{number // 12 % 9 + 1}{number % 20 + 1:02d}",
            f"36.{number % 9}",
            f"36.{number % 7}",
            "正常",
            remark,
        )
        for number, remark in enumerate(remarks, start=1)
    )
    return Table(PEOPLE, rows, "无", (("—", "合计", f"{count}人", "—", "0", "0", "—", "—"),))


def ledger(count: int = 120, **changes: object) -> Document:
    """A ledger with one of every kind of block."""
    return document(
        Section(
            "一、在押人员基本情况",
            (
                Figures(
                    (
                        ("昨日在押", "382"),
                        ("今日收押", "4"),
                        ("今日出所", "3"),
                        ("今日在押", "383"),
                        ("实有（室内）", "380"),
                        ("外出", "3"),
                        ("监室数", "32"),
                        ("核定容量", "420"),
                        ("人均面积", "未报"),
                    )
                ),
                Note("昨日在押 382 ＋ 今日收押 4 － 今日出所 3 ＝ 今日在押 383，与点名实数相符。"),
            ),
        ),
        Section("二、外出人员", (Table((Column("姓名"), Column("监室"), Column("事由", 3, wraps=True)), (), "未报"),)),
        Section("三、体温及身体状况", (people(count),)),
        Section(
            "四、突发事件",
            (
                Table(
                    (Column("时间", 1.2), Column("地点"), Column("简况", 4, wraps=True), Column("处置", 2, wraps=True)),
                    (
                        (
                            "2026-03-04 06:41",
                            "302监室",
                            "早测时一人自述头晕（血压 162/98 mmHg），值班医生 06:45 到场；监控无异常，同室无异。",
                            "留观、复测，书面告知家属",
                        ),
                        ("2026-03-04 21:10", "放风场", "无人受伤的口角。", "谈话教育"),
                    ),
                    "无",
                ),
                Signatures(("白班值班长", "夜班值班长")),
            ),
        ),
        signatures=("交班人", "接班人", "带班领导", "值班医生", "派驻检察官（阅）"),
        **changes,
    )
