"""That a doctor was told of somebody who refused to be measured: nobody is forced (domain guide §3.4)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from db.tables import RoundAbsence
from db.values import Conflict, Invalid
from db.work import UnitOfWork
from facility_app.acts.absences import AbsenceTold, keep_absences
from facility_app.acts.care import doctor_told
from facility_app.acts.moments import instant_of
from facility_app.core.subjects import SubjectKind
from facility_app.facts.directory import directory_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import RoundKey, reasons_on, rounds_of
from resources.text import N_


def tell_of_refusal(
    work: UnitOfWork,
    facility: FacilityFacts,
    account_id: UUID,
    key: RoundKey,
    number: str,
    doctor: str | None,
    told_at: datetime | None,
) -> UUID:
    """Keep which doctor was told of a refusal, and when, beside the reason of the absence.

    Args:
        doctor: staff number or name; None: the one doctor there is.

    Raises:
        Invalid: the person has not refused in this round, several doctors could be meant, or the time cannot be.
        Conflict: it is recorded already, or the person was measured since.
        Refused: the day is closed.
    """
    directory = directory_of(work.session, account_id, (number,))
    person = directory.person(number).subject
    reasons = reasons_on(facility, key.day, SubjectKind.PERSON)
    said = work.first(
        select(RoundAbsence).where(
            RoundAbsence.round_id == rounds_of(work.session, (key.day,)).get(key),
            RoundAbsence.custody_id == person.id,
            RoundAbsence.voided_at.is_(None),
        )
    )
    if said is not None and said.reason in {one.tell_doctor_as for one in reasons.values()}:
        raise Conflict(
            N_("That the doctor was told of {person} is recorded already: {note}."),
            field="step",
            person=person.text,
            note=said.note or "–",
        )
    reason = reasons[said.reason] if said is not None and said.reason in reasons else None
    if said is None or reason is None or not reason.tell_doctor_as:
        raise Invalid(N_("{person} has not refused to be measured in this round."), field="number", person=person.text)
    name = directory.name_of(doctor_told(work, directory, doctor))
    clock = f"{facility.calendar.local(instant_of(facility, told_at, work.now, 'at')):%Y-%m-%d %H:%M}"
    note = "; ".join(filter(None, (said.note, f"{name} {clock}")))
    told = AbsenceTold(reason.tell_doctor_as, number, note=note)
    return keep_absences(work, facility, account_id, key.day, key.window, (told,))[0]
