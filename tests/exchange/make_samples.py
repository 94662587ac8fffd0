"""Makes the files in `resources/samples`: one small invented detention centre, told as rosters are really kept.

From the root of the checkout: `PYTHONPATH=. .venv/bin/python -m tests.exchange.make_samples [FOLDER]`. The same rows
come out every time. Nobody in them exists: the names say so, and no identity number has the region 999999.
"""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from stdnum.cn import ric

from facility_app.core.identity import FICTIONAL_REGION
from resources import path
from tests.exchange.sample_readme import readme

TODAY = date(2026, 11, 21)
"""The day of the readings; admissions lie in the three weeks before."""

CELLS = (
    ("监区", "监室", "监室类型", "容量", "面积（㎡）", "性别", "未成年人监室", "备注"),
    ("一监区", "101", "过渡监室", "8", "36.00", "男", "否", "新收人员"),
    ("一监区", "102", "普通监室", "10", "42.50", "男", "否", ""),
    ("一监区", "103", "普通监室", "10", "42.50", "男", "否", ""),
    ("二监区", "201", "普通监室", "8", "36.00", "女", "否", ""),
    ("二监区", "202", "普通监室", "6", "28.00", "男", "是", "未成年人"),
    ("二监区", "203", "隔离监室", "2", "14.00", "", "否", "紧急隔离，男女均可"),
)
STAFF = (
    ("警号", "姓名", "性别", "岗位", "电话", "监区", "包管监室", "备注"),
    ("T00001", "所长测", "男", "所长", "000-0000001", "", "", ""),
    ("T00002", "带班例", "男", "所领导", "000-0000002", "", "", ""),
    ("T00003", "管教甲", "男", "管教民警", "000-0000003", "一监区", "101、102", ""),
    ("T00004", "管教乙", "男", "管教民警", "000-0000004", "一监区", "103", ""),
    ("T00005", "管教试㛃", "女", "管教民警", "000-0000005", "二监区", "201、203", ""),
    ("T00006", "管教丁", "男", "管教民警", "000-0000006", "二监区", "202", ""),
    ("T00007", "巡控样", "女", "巡控民警", "000-0000007", "", "", ""),
    ("T00008", "医生例", "女", "医生", "000-0000008", "", "", "医务室"),
)


class Person(NamedTuple):
    """One invented person; the day is that of November 2026 on which he or she was admitted."""

    name: str
    sex: str
    born: str
    cell: str
    day: int
    arrested: bool
    cause: str
    case: int
    ethnicity: str = "汉族"
    key_person: bool = False
    remark: str = ""


PEOPLE = (
    Person("陈试䶮", "男", "1985-03-05", "101", 18, False, "盗窃", 1),
    Person("周𬍛测", "男", "1990-07-19", "101", 18, False, "诈骗", 2),
    Person("吴堃样", "男", "1978-11-02", "101", 19, False, "故意伤害", 3),
    Person("Sample Testman", "男", "1992-02-28", "101", 19, False, "诈骗", 4, "", remark="外籍，需要翻译"),
    Person("自报测甲", "男", "", "101", 20, False, "盗窃", 5, "", remark="自报姓名，身份核实中"),
    Person("郑例一", "男", "2001-01-15", "101", 20, False, "寻衅滋事", 6),
    Person("同案试甲", "男", "1988-06-30", "102", 3, True, "盗窃", 7),
    Person("买买提·艾力", "男", "1983-09-12", "102", 4, True, "故意伤害", 8, "维吾尔族"),
    Person("单例二", "男", "1975-12-24", "102", 5, True, "危险驾驶", 9),
    Person("解样三", "男", "1969-05-08", "102", 6, True, "职务侵占", 10, key_person=True, remark="高血压"),
    Person("曾试四", "男", "1996-10-31", "102", 9, False, "诈骗", 11),
    Person("欧阳测五", "男", "2003-04-17", "102", 10, False, "盗窃", 12),
    Person("同案试乙", "男", "1991-08-21", "103", 3, True, "盗窃", 7),
    Person("仇例六", "男", "1982-02-02", "103", 7, True, "掩饰、隐瞒犯罪所得", 13),
    Person("朴样七", "男", "1994-11-11", "103", 8, False, "开设赌场", 14, "朝鲜族"),
    Person("林测八", "男", "1987-07-07", "103", 11, False, "诈骗", 15),
    Person(
        "黄试九", "男", "1971-03-29", "103", 12, False, "故意伤害", 16, key_person=True, remark="首次羁押，情绪低落"
    ),
    Person("何例十", "男", "1999-09-09", "103", 13, False, "盗窃", 17),
    Person("林㛃例", "女", "1993-12-01", "201", 2, True, "诈骗", 18),
    Person("马样花", "女", "1986-05-20", "201", 5, True, "盗窃", 19, "回族"),
    Person("苏测兰", "女", "1979-08-14", "201", 14, False, "诈骗", 20),
    Person("许试梅", "女", "1998-01-30", "201", 16, False, "故意伤害", 21),
    Person("吕例燕", "女", "1990-10-05", "201", 17, False, "开设赌场", 22),
    Person("未试小", "男", "2009-06-18", "202", 15, False, "盗窃", 23, key_person=True, remark="未成年，已通知监护人"),
)
HEADINGS = (
    "序号",
    "监所编号",
    "姓 名",
    "性别",
    "出生年月日",
    "身份证号",
    "身份不明",
    "护照号",
    "民族",
    "人员类别",
    "诉讼阶段",
    "案号",
    "涉嫌罪名",
    "办案单位",
    "决定机关",
    "文书名称",
    "文号",
    "签发日期",
    "收押日期",
    "羁押期限",
    "监区",
    "监室号",
    "床号",
    "重点人员",
    "语种",
    "饮食习惯",
    "备注",
)
SheetValue = str | int | date | None


def identity_number(born: date, sequence: int, sex: str) -> str:
    """A number with the right check digit and a region that does not exist."""
    body = f"{FICTIONAL_REGION}{born:%Y%m%d}{2 * sequence + (sex == '男'):03}"
    return body + ric.calc_check_digit(f"{body}0")


def person_number(index: int, person: Person) -> str:
    """21 digits: facility, day of admission, serial (the form of GA 300.3)."""
    return f"999999111202611{person.day:02}{index:04}"


def people_rows() -> list[list[SheetValue]]:
    """The rows below the headings, with days in every form that rosters have."""
    beds: dict[str, int] = {}
    rows = []
    for index, person in enumerate(PEOPLE, 1):
        beds[person.cell] = bed = beds.get(person.cell, 0) + 1
        rows.append(_person_row(index, person, bed))
    return rows


def _person_row(index: int, person: Person, bed: int) -> list[SheetValue]:
    admitted = datetime.combine(date(2026, 11, person.day), time(8 + index % 10, 5 * (index % 12)))
    issued = admitted.date() - timedelta(days=index % 2 and admitted.hour < 9)
    born = date.fromisoformat(person.born) if person.born else None
    is_foreign = person.name.isascii()
    identity = identity_number(born, index, person.sex) if born and not is_foreign else None
    number = person_number(index, person)
    return [
        index,
        _wide(number) if index % 7 == 0 else number,
        person.name if index % 5 else f"{person.name[0]} {person.name[1:]}" if len(person.name) == 3 else person.name,
        person.sex,
        _mixed(born, index),
        _wide(identity) if identity and index % 6 == 0 else identity.lower() if identity else None,
        "否" if identity or is_foreign else "是",
        "TEST0000001" if is_foreign else None,
        person.ethnicity or None,
        "逮捕" if person.arrested else "刑事拘留",
        "侦查" if person.arrested else "拘留",
        f"测试案〔2026〕{person.case:03}号",
        person.cause,
        "测试市公安局甲分局" if person.case % 2 else "测试市公安局乙分局",
        "测试市人民检察院" if person.arrested else "测试市公安局",
        "逮捕证" if person.arrested else "拘留证",
        f"测{'捕' if person.arrested else '拘'}字〔2026〕{_wide(str(1000 + index))}号",
        _mixed(issued, index + 1),
        _moment(admitted, index),
        _mixed(date(2027, 1, issued.day), index) if person.arrested else None,
        "一监区" if person.cell.startswith("1") else "二监区",
        int(person.cell) if index % 3 else f"{person.cell}监室",
        bed,
        "是" if person.key_person else None,
        "英语" if is_foreign else "维吾尔语" if "·" in person.name else None,
        "清真" if person.ethnicity in ("维吾尔族", "回族") else None,
        person.remark or None,
    ]


def _mixed(day: date | None, index: int) -> SheetValue:
    """A day in one of the forms that stand side by side in real rosters."""
    if day is None:
        return None
    forms = (day, day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日",
             _wide(f"{day:%Y.%m.%d}"), (day - date(1899, 12, 30)).days)  # fmt: skip
    return forms[index % len(forms)]


def _moment(moment: datetime, index: int) -> SheetValue:
    forms = (moment, f"{moment:%Y-%m-%d %H:%M}", f"{moment:%Y/%m/%d %H:%M:%S}",
             f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute}分")  # fmt: skip
    return forms[index % len(forms)]


def _wide(text: str) -> str:
    """Text in full-width digits and letters."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def reading_rows(start: datetime, thermometer: str, feverish: str) -> list[list[str]]:
    """One reading for everybody, staff too, one minute after another; one person at 37.4."""
    everybody = [(person_number(index, person), "", person.name) for index, person in enumerate(PEOPLE, 1)]
    everybody += [("", row[0], row[1]) for row in STAFF[1:]]
    rows = []
    for index, (number, staff_number, name) in enumerate(everybody):
        celsius = Decimal("37.4") if name == feverish else Decimal("36.2") + Decimal(index * 7 % 8) / 10
        taken = start + timedelta(minutes=index)
        rows.append(
            [number, staff_number, name, f"{taken:%Y-%m-%d %H:%M}", str(celsius), "腋温", thermometer, "医生例", ""]
        )
    return rows


def in_csv(rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    """Rows as the text of a CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def people_workbook() -> bytes:
    """The roster of people: a merged title, an empty row, headings, rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "在押人员"
    sheet["A1"] = "示例看守所在押人员花名册（虚构数据）"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    sheet.append([])
    for number, heading in enumerate(HEADINGS, 1):
        sheet.cell(3, number, heading).font = Font(bold=True)
    for line, row in enumerate(people_rows(), 4):
        for number, value in enumerate(row, 1):
            cell = sheet.cell(line, number, value)
            if isinstance(value, datetime):
                cell.number_format = "yyyy/m/d h:mm"
            elif isinstance(value, date):
                cell.number_format = "yyyy/m/d"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(workbook: bytes) -> bytes:
    """The workbook without the moment at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z<", b">2026-11-21T00:00:00Z<", content)
            new.writestr(zipfile.ZipInfo(part.filename), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """The content of each file by its name."""
    headings = ["监所编号", "警号", "姓名", "测量时间", "体温（℃）", "测量部位", "体温计", "测量人", "备注"]
    morning = [headings, *reading_rows(datetime.combine(TODAY, time(7, 5)), "水银-01", "黄试九")]
    evening = [headings, *reading_rows(datetime.combine(TODAY, time(17, 5)), "水银-02", "")]
    return {
        "cells.csv": in_csv(CELLS).encode("gb18030"),
        "staff.csv": in_csv(STAFF).encode("utf-8-sig"),
        "people.xlsx": people_workbook(),
        "readings-am.csv": in_csv(morning).encode(),
        "readings-pm.csv": in_csv(evening, ";").encode(),
    }


def main(folder: Path) -> None:
    """Write them all."""
    for name, content in samples().items():
        (folder / name).write_bytes(content)
    (folder / "README.md").write_text(readme(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else path("samples"))
