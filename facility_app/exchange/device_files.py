"""What a thermometer gives out (number, wristband code or bed; time; value), looked at line by line, then taken."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken, Source
from facility_app.core.phrases import Words
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.exchange.cells import Cell, as_text
from facility_app.exchange.choices import choice
from facility_app.exchange.codes import Codes
from facility_app.exchange.columns import Format, column
from facility_app.exchange.figures import decimal
from facility_app.exchange.kinds import CODE
from facility_app.exchange.moments import INSTANT
from facility_app.exchange.reading import read_file
from facility_app.exchange.reading_columns import MEAN, SYMPTOMS
from facility_app.exchange.setting import setting_of
from facility_app.exchange.sheets import Problem, Row
from facility_app.exchange.values import Kind, Setting, Value
from facility_app.exchange.words import BODY_SITES
from facility_app.facts.recorded_readings import Recorded, recorded_between
from facility_app.services.rounds import take_readings
from resources.text import _

_EPOCH = re.compile(r"1\d{9}(?:\.\d+)?|1\d{12}", re.ASCII)
"""Seconds, or with 13 digits thousandths, since 1970; such figures are no other form of a time."""
_MILLI_DIGITS = 13
_COMMA = re.compile(r"(\d{2}),(\d{1,2})(.*)", re.ASCII | re.DOTALL)
_CELSIUS = decimal("30.0", "45.0", 1, ("°C", "℃", "度", "C", "摄氏度"), usual=("34.0", "42.5"))


def _read_time(cell: Cell, setting: Setting) -> Value:
    text = as_text(cell).strip()
    if not isinstance(cell, datetime) and _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text) == _MILLI_DIGITS and "." not in text else 1)
        return datetime.fromtimestamp(int(seconds), UTC)
    return INSTANT.read(cell, setting)


def _read_celsius(cell: Cell, setting: Setting) -> Value:
    found = _COMMA.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return _CELSIUS.read(f"{found[1]}.{found[2]}{found[3]}" if found else cell, setting)


THERMOMETER = Format(
    "thermometer",
    Words("Thermometer", "体温计"),
    (
        column(
            "code",
            "Code",
            "编号",
            CODE,
            "监所编号|人员编号|在押人员编号|腕带编号|腕带码|腕带号|腕带|条码|条形码|卡号|警号|工号|用户编号|用户id",
            "床位|床位号|床号|bed|wristband|wristband code|barcode|card|card no|id|uid|user|user id|person id",
            "number|no",
            required=True,
        ),
        column(
            "taken_at",
            "Taken at",
            "测量时间",
            Kind(_read_time, INSTANT.write, as_text=False),
            "测温时间|检测时间|采集时间|记录时间|日期时间|时间戳|时间",
            "timestamp|time|datetime|date time|measured at|date",
            required=True,
        ),
        column(
            "celsius",
            "Temperature (℃)",
            "体温（℃）",
            Kind(_read_celsius, _CELSIUS.write, _CELSIUS.doubts, as_text=False),
            "温度|体温值|温度值|测量值|读数|value|temp|temp c|temperature|celsius|reading",
            required=True,
        ),
        column("body_site", "Body site", "测量部位", choice(BODY_SITES), "部位|测温部位|模式|site|mode"),
        column("device", "Device", "体温计", CODE, "设备|设备编号|设备号|序列号|device|device id|serial|serial no|sn"),
        SYMPTOMS,
        MEAN,
    ),
)


class LineState(Enum):
    """What becomes of a line."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    """It says what is on record already, or what another line of the file says."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One line of the file.

    Attributes:
        who: whom it means, or the code as it stands there.
        reason: why it is not taken; of one that is taken, what to look at.
    """

    line: int
    who: str
    taken_at: datetime | None
    celsius: str
    state: LineState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """What became of a file, or would; `lines` in its order, `remarks`: what of it is not read, such as a column."""

    lines: tuple[DeviceLine, ...]
    remarks: tuple[str, ...] = ()

    def count(self, state: LineState) -> int:
        """How many lines are in a state."""
        return sum(one.state is state for one in self.lines)


def take_device_file(desk: Desk, path: Path, *, dry_run: bool, usual_site: str = "axillary") -> DeviceFile:
    """Take the readings of a file that can be taken, and say of each other line why it cannot.

    Args:
        dry_run: look, and keep nothing.
        usual_site: where the file does not say at which site was measured.

    Raises:
        Invalid: the file cannot be read.
        Refused: the account may not do it.
    """
    sheet = read_file(THERMOMETER, path, setting_of(desk))
    lines: dict[int, DeviceLine] = {}
    for problem in sheet.errors:
        where = f"{problem.column} “{problem.value}”: " if problem.column else ""
        one = DeviceLine(problem.line, "", None, "–", LineState.REFUSED, where + problem.reason)
        lines.setdefault(problem.line, one)
    rows = [row for row in sheet.rows if row.line not in lines]
    codes = Codes(desk, filter(None, (row.of("taken_at", datetime) for row in rows)))
    given: list[tuple[Row, Subject | None, ReadingTaken]] = []
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        subject = codes.whom(row.text("code"), row.of("taken_at", datetime) or desk.store.clock())
        if isinstance(subject, str):
            lines[row.line] = _line(row, None, LineState.REFUSED, subject)
            continue
        told = _told(row, subject, usual_site)
        key = (told.number, told.staff_number, told.taken_at, told.celsius)
        if key in seen:
            lines[row.line] = _line(row, subject, LineState.UNCHANGED, _("The same stands in another line."))
        else:
            seen.add(key)
            given.append((row, subject, told))
    for place, state, reason in taken(
        desk, [told for _row, _subject, told in given], Source.THERMOMETER, dry_run=dry_run
    ):
        row, subject = given[place][:2]
        lines[row.line] = _line(row, subject, state, reason)
    return with_warnings(lines, sheet.warnings)


def with_warnings(lines: dict[int, DeviceLine], warnings: Iterable[Problem]) -> DeviceFile:
    """The lines of a file with what is to be looked at in those that are taken, and what was not read at all."""
    remarks: dict[str, None] = {}
    for one in warnings:
        at = lines.get(one.line)
        if at is not None and one.column:
            if at.state is LineState.TAKEN:
                lines[one.line] = replace(at, reason=" ".join(filter(None, (at.reason, one.reason))))
        elif at is None and one.line and not one.column:
            lines[one.line] = DeviceLine(one.line, "", None, "–", LineState.REFUSED, f"“{one.value}”: {one.reason}")
        else:
            remarks[f"“{one.column or one.value}”: {one.reason}"] = None
    return DeviceFile(tuple(lines[line] for line in sorted(lines)), tuple(remarks))


def _line(row: Row, subject: Subject | None, state: LineState, reason: str) -> DeviceLine:
    who = subject.text if subject else row.text("code")
    return DeviceLine(row.line, who, row.of("taken_at", datetime), str(row["celsius"]), state, reason)


def taken(
    desk: Desk, told: Sequence[ReadingTaken], source: Source, *, dry_run: bool
) -> list[tuple[int, LineState, str]]:
    """What becomes of each reading: a look at all, then the good ones by themselves, one act for them together."""
    first = take_readings(desk, told, check_only=True, source=source)
    bad = {one.index: one.message for one in first.problems}
    found = [(index, LineState.REFUSED, reason) for index, reason in bad.items()]
    good = [index for index in range(len(told)) if index not in bad]
    kept = _kept(desk, told) if first.unchanged else frozenset()
    if not dry_run and good:
        result = take_readings(desk, [told[index] for index in good], source=source)
        late = {good[one.index]: one.message for one in result.problems}
        found += [(index, LineState.REFUSED, reason) for index, reason in late.items()]
        good = [] if late else good
    on_record = _("This reading is recorded already.")
    for index in good:
        is_kept = _key(told[index]) in kept
        found.append((index, LineState.UNCHANGED, on_record) if is_kept else (index, LineState.TAKEN, ""))
    return found


def _key(told: ReadingTaken) -> Recorded:
    return told.number or told.staff_number or "", told.taken_at, told.celsius


def _kept(desk: Desk, told: Sequence[ReadingTaken]) -> frozenset[Recorded]:
    """Which readings of the days of a file are on record."""
    times = [one.taken_at for one in told if one.taken_at is not None]
    with desk.store.reading() as session:
        return recorded_between(session, min(times), max(times))


def _told(row: Row, subject: Subject | None, usual_site: str) -> ReadingTaken:
    number = subject.number if subject else row.text("code")
    is_staff = subject is not None and subject.kind is SubjectKind.STAFF
    return ReadingTaken(
        row.of("celsius", Decimal) or Decimal(0),
        number=None if is_staff else number,
        staff_number=number if is_staff else None,
        taken_at=row.of("taken_at", datetime),
        body_site=row.text("body_site") or usual_site,
        device=row.of("device", str),
        symptoms=row.of("symptoms", tuple) or (),
        is_mean=bool(row["is_mean"]),
    )
