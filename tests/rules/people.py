"""Fictional people, cells and instants for the tests of rules."""

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from db.values import FacilityKind
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import Subject, SubjectKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = FacilityCalendar(SHANGHAI)
KSS, JLS, JDS = FacilityKind.KANSHOUSUO, FacilityKind.JULIUSUO, FacilityKind.JIEDUSUO
MONDAY = date(2026, 3, 2)


def person(n: int, name: str = "") -> Subject:
    return Subject(SubjectKind.PERSON, UUID(int=n), name or f"甲{n}", f"P{n:03}", "101")


def staff(n: int) -> Subject:
    return Subject(SubjectKind.STAFF, UUID(int=10_000 + n), f"乙{n}", f"A{n:03}")


def at(text: str) -> datetime:
    """Wall time in Shanghai, "2026-03-02 07:00", as an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)
