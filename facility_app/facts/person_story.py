"""Everything that the records tell of one period of custody, as one line of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, Cell, Placement, Release, RoundAbsence, Staff, TemperatureRound
from db.tables import Document as DocumentRow
from db.tables import Reading as ReadingRow
from db.tables import Talk as TalkRow
from facility_app.core.phrases import Phrase, phrase
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay
from facility_app.facts.people import HeldPerson
from facility_app.rules.temperatures import Reading, judge_reading
from resources.text import N_

_DAY = timedelta(days=1)


class StoryKind(Enum):
    """What sort of thing happened."""

    READING = "reading"
    TALK = "talk"
    PLACEMENT = "placement"
    DOCUMENT = "document"
    ABSENCE = "absence"
    CARE = "care"
    ISOLATION = "isolation"
    CUSTODY = "custody"
    """The admission and the release."""


class Mark(Enum):
    """What a reading asked for."""

    FEVER = "fever"
    RECHECK = "recheck"


@dataclass(frozen=True, slots=True)
class StoryItem:
    """One thing that happened to somebody.

    Attributes:
        at: in UTC; where `is_day`, the beginning of the day that a paper bears.
        detail: what was written about it, as it was typed.
        by: who did it; empty where the record does not say.
    """

    at: datetime
    kind: StoryKind
    words: Phrase
    detail: str = ""
    by: str = ""
    mark: Mark | None = None
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Temperature:
    """One temperature of a person, as a curve has it; `site`: id of where it was measured."""

    at: datetime
    celsius: Decimal
    mark: Mark | None
    site: str
    is_recheck: bool = False


def temperatures_of(
    session: Session, facility: FacilityFacts, person: HeldPerson
) -> tuple[tuple[Temperature, StoryItem], ...]:
    """Every valid temperature of a period of custody, oldest first, and how it is told."""
    query = (
        select(
            *(ReadingRow.custody_id, ReadingRow.celsius, ReadingRow.body_site, ReadingRow.taken_at, Staff.id),
            *(Staff.name, ReadingRow.symptoms, ReadingRow.remark, ReadingRow.recheck_of_id, ReadingRow.is_mean),
        )
        .join(Staff, Staff.id == ReadingRow.taken_by_id)
        .where(ReadingRow.custody_id == person.custody_id, ReadingRow.voided_at.is_(None))
        .order_by(ReadingRow.taken_at)
    )
    known = RulesByDay(facility)
    before: Reading | None = None
    found = []
    for _, celsius, site, at, by_id, by, symptoms, remark, recheck_of, is_mean in session.execute(query):
        day = facility.calendar.day_of(at)
        rules = known.on(day)
        told_of = frozenset((symptoms or "").split())
        measured = Reading(person.subject, celsius, site, at, by_id, "", bool(is_mean), told_of)
        is_near = before is not None and facility.calendar.day_of(before.at) >= day - _DAY
        verdict = judge_reading(rules, measured, before if is_near and recheck_of is None else None)
        mark = Mark.FEVER if verdict.is_fever else Mark.RECHECK if verdict.needs_recheck else None
        site_words = rules.sites[site].words if site in rules.sites else site
        text = N_("Recheck: {celsius} °C, {site}") if recheck_of else N_("{celsius} °C, {site}")
        told = StoryItem(at, StoryKind.READING, phrase(text, celsius=celsius, site=site_words), remark or "", by, mark)
        found.append((Temperature(at, celsius, mark, site, recheck_of is not None), told))
        before = measured
    return tuple(found)


def story_of(session: Session, facility: FacilityFacts, person: HeldPerson) -> Iterator[StoryItem]:
    """What happened to somebody apart from temperatures; one query for each kind, in no order."""
    yield from _talks(session, facility, person.custody_id)
    yield from _placements(session, person.custody_id)
    yield from _documents(session, facility, person.custody_id)
    yield from _absences(session, facility, person.custody_id)
    yield from _custody(session, facility, person)


def officer_of(session: Session, person: HeldPerson) -> str:
    """The responsible officer of the cell in which somebody lives; empty: there is none."""
    if person.place is None:
        return ""
    query = select(Staff.name).join(Cell, Cell.officer_id == Staff.id).where(Cell.id == person.place.cell_id)
    return session.scalars(query).first() or ""


def _talks(session: Session, facility: FacilityFacts, custody_id: UUID) -> Iterator[StoryItem]:
    kinds = {one.id: one.words for one in facility.packs.talks.kind}
    query = (
        select(TalkRow.started_at, TalkRow.kind, TalkRow.minutes, TalkRow.content, TalkRow.reason_if_short, Staff.name)
        .join(Staff, Staff.id == TalkRow.officer_id)
        .where(TalkRow.custody_id == custody_id, TalkRow.voided_at.is_(None))
    )
    for at, kind, minutes, content, short, by in session.execute(query):
        words = phrase(N_("Talk: {kind}, {minutes} min"), kind=kinds.get(kind, kind), minutes=minutes)
        yield StoryItem(at, StoryKind.TALK, words, " ".join(filter(None, (content, short))), by)


def _placements(session: Session, custody_id: UUID) -> Iterator[StoryItem]:
    query = (
        select(
            *(Placement.from_at, Block.name, Cell.code, Bed.number, Placement.reason, Placement.override_reason),
        )
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Placement.custody_id == custody_id, Placement.voided_at.is_(None))
        .order_by(Placement.from_at)
    )
    is_first = True
    for at, block, cell, bed, reason, override in session.execute(query):
        text = N_("Placed in {block} {cell}, bed {bed}") if is_first else N_("Moved to {block} {cell}, bed {bed}")
        words = phrase(text, block=block, cell=cell, bed=bed)
        yield StoryItem(at, StoryKind.PLACEMENT, words, " · ".join(filter(None, (reason, override))))
        is_first = False


def _documents(session: Session, facility: FacilityFacts, custody_id: UUID) -> Iterator[StoryItem]:
    types = {one.id: one.words for one in facility.packs.documents.type}
    query = select(
        DocumentRow.issued_on, DocumentRow.type, DocumentRow.number, DocumentRow.issued_by, DocumentRow.term_end
    ).where(DocumentRow.custody_id == custody_id, DocumentRow.voided_at.is_(None))
    for issued_on, type_, number, issued_by, term_end in session.execute(query):
        given = {"type": types.get(type_, type_), "number": number}
        words = phrase(N_("{type} {number}"), **given)
        if term_end is not None:
            words = phrase(N_("{type} {number}, term ends {end}"), end=term_end, **given)
        at = facility.calendar.starts(issued_on)
        yield StoryItem(at, StoryKind.DOCUMENT, words, issued_by, is_day=True)


def _absences(session: Session, facility: FacilityFacts, custody_id: UUID) -> Iterator[StoryItem]:
    reasons = {one.id: one.words for one in facility.packs.rounds.reason}
    windows = {one.id: one for one in facility.packs.rounds.window}
    query = (
        select(TemperatureRound.day, TemperatureRound.window, RoundAbsence.reason, RoundAbsence.note)
        .join(TemperatureRound, TemperatureRound.id == RoundAbsence.round_id)
        .where(RoundAbsence.custody_id == custody_id, RoundAbsence.voided_at.is_(None))
    )
    for day, window, reason, note in session.execute(query):
        known = windows.get(window)
        name = known.words if known else window
        words = phrase(N_("Not measured, {window}: {reason}"), window=name, reason=reasons.get(reason, reason))
        at = facility.calendar.instant(day, known.opens) if known else facility.calendar.starts(day)
        yield StoryItem(at, StoryKind.ABSENCE, words, note or "")


def _custody(session: Session, facility: FacilityFacts, person: HeldPerson) -> Iterator[StoryItem]:
    grounds = {one.id: one.words for one in facility.packs.documents.admission}
    words = phrase(N_("Admitted: {ground}"), ground=grounds.get(person.admission, person.admission))
    yield StoryItem(person.admitted_at, StoryKind.CUSTODY, words)
    if person.ended_at is None:
        return
    exits = {one.id: one.words for one in facility.packs.release.exit}
    row = session.execute(
        select(Release.exit, Release.picked_up_by, Staff.name)
        .join(Staff, Staff.id == Release.checked_by_id)
        .where(Release.custody_id == person.custody_id, Release.voided_at.is_(None))
    ).first()
    if row is None:
        yield StoryItem(person.ended_at, StoryKind.CUSTODY, phrase(N_("The custody ended")))
    else:
        left = phrase(N_("Left: {exit}"), exit=exits.get(row.exit, row.exit))
        yield StoryItem(person.ended_at, StoryKind.CUSTODY, left, row.picked_up_by or "", row.name)
