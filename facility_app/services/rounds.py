"""Temperature rounds (体温监测): taking readings, why somebody was not measured, and how far a round got."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Select, select

from db.tables import Custody, Person, Reading, RoundSignature, TemperatureRound
from db.values import Conflict, Invalid, Refused
from db.work import UnitOfWork
from facility_app.access import Desk, act, entered_by, roles_of
from facility_app.acts.absences import AbsenceTold, keep_absences
from facility_app.acts.care import steps_of
from facility_app.acts.closed_days import refuse_closed
from facility_app.acts.moments import instant_of
from facility_app.acts.rounds import (
    BulkResult,
    ReadingTaken,
    Source,
    accept,
    check_value,
    keep,
    refuse_unqualified,
)
from facility_app.acts.signing import sign
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.directory import Period, directory_of, wall_time
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.latest_reading import last_reading_of
from facility_app.facts.measuring_means import MeasuringMeans
from facility_app.facts.measuring_means import measuring_means as means_of
from facility_app.facts.reading_past import PastReading
from facility_app.facts.reading_past import readings_past as past_of
from facility_app.facts.round_quality import round_hints as hints_of
from facility_app.facts.round_sheet import RoundSheet
from facility_app.facts.round_sheet import round_sheet as sheet_of
from facility_app.facts.rounds import ReadingLine, RoundFacts, RoundKey, fever_rules_on, key_at, round_facts
from facility_app.rules.findings import Finding
from resources.text import N_


@act()
def take_reading(desk: Desk, taken: ReadingTaken) -> UUID:
    """Keep one temperature in the round for which it counts.

    A further reading of somebody whose first one asks for a second is kept as its recheck.

    Raises:
        Invalid: a value is missing or wrong, or no round counts at that time; `field` names it.
        Conflict: the person was measured in this round already.
        Refused: the day is closed, or the site is kept for clinicians.
    """
    with desk.act(N_("Take a temperature")) as work:
        accepted = accept(work, facility_facts(work.session), desk.account_id, (taken,))
        if accepted.problems:
            raise accepted.problems[0].error
        if not accepted.kept:
            raise Conflict(N_("This reading is recorded already."), field="taken_at")
        keep(work, accepted)
        return accepted.kept[0].id


@act()
def take_readings(
    desk: Desk, many: Sequence[ReadingTaken], *, check_only: bool = False, source: Source = Source.LIST
) -> BulkResult:
    """Keep many temperatures at once, or none where anything is wrong with one of them.

    A reading of the same person at the same time with the same value that is kept already counts as unchanged. Of
    what a thermometer remembers, a later reading with another value is a further one of the same round.

    Args:
        check_only: look, and write nothing.
        source: where they come from; history and addenda of the ledger call the act so.
    """
    with desk.act(source.value) as work:
        is_memory = source is Source.THERMOMETER
        accepted = accept(work, facility_facts(work.session), desk.account_id, many, takes_further=is_memory)
        if accepted.problems:
            return BulkResult(0, accepted.unchanged, accepted.problems)
        if not check_only:
            keep(work, accepted)
        return BulkResult(len(accepted.kept), accepted.unchanged, ())


@act()
def round_coverage(desk: Desk, day: date, window: str) -> RoundFacts:
    """How far a round got: expected, measured, missing with names and reasons, abnormal.

    Raises:
        Invalid: there is no such window on that day.
    """
    with desk.store.reading() as session:
        return round_facts(session, facility_facts(session), day, window, desk.store.clock())


@act()
def round_sheet(desk: Desk, day: date | None = None, window: str | None = None) -> RoundSheet:
    """A round as it is walked: cell by cell, bed by bed, then the staff, each with the readings before.

    Args:
        day: None: today.
        window: None: the round that is being made now.

    Raises:
        Invalid: there is no such window on that day.
    """
    with desk.store.reading() as session:
        return sheet_of(session, facility_facts(session), day, window, desk.store.clock())


@act()
def latest_reading(desk: Desk, number: str) -> ReadingLine | None:
    """The last valid temperature of somebody, by 监所编号; None: there is none."""
    with desk.store.reading() as session:
        return last_reading_of(session, facility_facts(session), number)


@act()
def readings_past(desk: Desk, day: date, window: str, subject: Subject) -> tuple[PastReading, ...]:
    """Every reading of somebody in a round as it was kept, corrected and voided; the first measured first."""
    with desk.store.reading() as session:
        return past_of(session, RoundKey(day, window), subject)


@act()
def measuring_means(desk: Desk) -> MeasuringMeans:
    """With which thermometers is measured here, and who is logged in."""
    with desk.store.reading() as session:
        return means_of(session, desk.account_id)


@act(owner=entered_by)
def void_reading(desk: Desk, reading_id: UUID, reason: str) -> int:
    """Withdraw a reading that was made by mistake; returns the act's number, by which it can be undone.

    Raises:
        Invalid: there is no such reading, or no reason was given.
        Refused: it is void already, it has a recheck or steps of care, or the day is closed.
    """
    with desk.act(N_("Void a reading")) as work:
        reading = work.get(Reading, reading_id)
        refuse_closed(work.session, _key_of(work, reading).day)
        if work.first(_rechecks(reading_id)) is not None:
            raise Refused(N_("This reading has a recheck. Void the recheck first."), field="id")
        if work.first(steps_of(reading_id)) is not None:
            raise Refused(
                N_("A case with the doctor began with this reading. Void its steps of care first."), field="id"
            )
        work.void(reading, reason)
        return work.transaction


@act(owner=entered_by)
def correct_reading(
    desk: Desk,
    reading_id: UUID,
    *,
    reason: str,
    celsius: Decimal | None = None,
    body_site: str | None = None,
    taken_at: datetime | None = None,
    device: str | None = None,
    taken_by: str | None = None,
    symptoms: tuple[str, ...] | None = None,
    is_mean: bool | None = None,
) -> int:
    """Correct what is given and leave the rest; returns the act's number, by which it can be undone.

    The journal keeps the old values; the reason is added to the remark of the reading. Who was measured and in
    which round is not corrected: then the reading is voided and entered again.

    Raises:
        Invalid: there is no such reading, a value is wrong, or no reason was given; `field` names it.
        Refused: the reading is void, the day is closed, or the site is kept for clinicians.
    """
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    with desk.act(N_("Correct a reading")) as work:
        reading, facility = work.get(Reading, reading_id), facility_facts(work.session)
        if reading.is_void:
            raise Refused(N_("This record is void already."))
        key = _key_of(work, reading)
        refuse_closed(work.session, key.day)
        at = reading.taken_at if taken_at is None else _moved(work, facility, reading, key, taken_at)
        directory = directory_of(work.session, desk.account_id, ())
        reading.taken_by_id = reading.taken_by_id if taken_by is None else directory.doer(taken_by, "taken_by").id
        reading.taken_at = at
        reading.celsius = reading.celsius if celsius is None else celsius
        reading.body_site = reading.body_site if body_site is None else body_site
        reading.device = reading.device if device is None else device.strip() or None
        reading.symptoms = reading.symptoms if symptoms is None else " ".join(sorted(set(symptoms))) or None
        reading.is_mean = reading.is_mean if is_mean is None else is_mean or None
        reading.remark = "\n".join(filter(None, (reading.remark, reason.strip())))
        rules = fever_rules_on(facility, facility.calendar.day_of(reading.taken_at))
        check_value(rules, reading.celsius, reading.body_site, (reading.symptoms or "").split())
        refuse_unqualified(rules, reading.body_site, roles_of(work.session, desk.account_id))
        work.session.flush()
        return work.transaction


@act()
def note_absence(
    desk: Desk,
    day: date,
    window: str,
    reason: str,
    *,
    number: str | None = None,
    staff_number: str | None = None,
    note: str | None = None,
) -> UUID:
    """Say why somebody was not measured in a round; said again, it replaces what was said before.

    Args:
        reason: id of a reason in `rounds.toml`, for people held or for staff.

    Raises:
        Invalid: there is no such round, person or reason, or the person was not here then; `field` names it.
        Conflict: the person was measured in this round.
        Refused: the day is closed.
    """
    told = AbsenceTold(reason, number, staff_number, note)
    with desk.act(N_("Say why somebody was not measured")) as work:
        return keep_absences(work, facility_facts(work.session), desk.account_id, day, window, (told,))[0]


@act()
def note_absences(desk: Desk, day: date, window: str, many: Sequence[AbsenceTold]) -> None:
    """Say why many were not measured in a round, of all of them or of nobody.

    Raises:
        Invalid: there is no such round, person or reason, or one was not here then; `field` names it.
        Conflict: one of them was measured in this round.
        Refused: the day is closed.
    """
    with desk.act(N_("Say why many were not measured")) as work:
        keep_absences(work, facility_facts(work.session), desk.account_id, day, window, many)


@act()
def round_hints(desk: Desk, day: date, window: str) -> tuple[Finding, ...]:
    """What looks wrong with a round, such as a cell all alike; whoever signs it off says why it is right.

    Raises:
        Invalid: there is no such window on that day.
    """
    with desk.store.reading() as session:
        facility = facility_facts(session)
        return hints_of(session, facility, round_facts(session, facility, day, window, desk.store.clock()))


@act()
def sign_round(desk: Desk, day: date, window: str, note: str | None = None) -> UUID:
    """Sign a round off: everybody expected has a reading, or it is said why not.

    Args:
        note: why the hints to its quality are right; needed where there are any.

    Raises:
        Invalid: there is no such round, or hints wait for an answer; `field` names it.
        Refused: somebody has neither a reading nor a reason, or the day is closed.
        Conflict: it is signed off already.
    """
    with desk.act(N_("Sign a round off")) as work:
        return sign(work, facility_facts(work.session), desk.account_id, RoundKey(day, window), note or "").id


@act(owner=entered_by)
def void_signature(desk: Desk, signature_id: UUID, reason: str) -> int:
    """Withdraw the signature of a round, so that it can be signed off anew; returns the act's number, for undo.

    Raises:
        Invalid: there is no such signature, or no reason was given.
        Refused: it is void already, or the day is closed.
    """
    with desk.act(N_("Withdraw the signature of a round")) as work:
        signature = work.get(RoundSignature, signature_id)
        refuse_closed(work.session, work.get(TemperatureRound, signature.round_id).day)
        work.void(signature, reason)
        return work.transaction


def _key_of(work: UnitOfWork, reading: Reading) -> RoundKey:
    of = work.get(TemperatureRound, reading.round_id)
    return RoundKey(of.day, of.window)


def _rechecks(reading_id: UUID) -> Select[Reading]:
    return select(Reading).where(Reading.recheck_of_id == reading_id, Reading.voided_at.is_(None))


def _moved(work: UnitOfWork, facility: FacilityFacts, reading: Reading, key: RoundKey, to: datetime) -> datetime:
    """The corrected time of a reading; its round and its place before or after others stay as they are."""
    at = instant_of(facility, to, work.now, "taken_at")
    if reading.custody_id is not None:
        custody = work.get(Custody, reading.custody_id)
        name = work.get(Person, custody.person_id).name
        subject = Subject(SubjectKind.PERSON, custody.id, name, custody.number)
        Period(subject, custody.admitted_at, custody.ended_at).check(at, facility, "taken_at")
    if reading.recheck_of_id is not None:
        stays = at > work.get(Reading, reading.recheck_of_id).taken_at
    else:
        stays = key_at(facility, at) == key and all(at < one.taken_at for one in work.all(_rechecks(reading.id)))
    if not stays:
        raise Invalid(
            N_("At {time} this would be another reading. Void it and enter it again."),
            field="taken_at",
            time=wall_time(facility, at),
        )
    return at
