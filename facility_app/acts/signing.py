"""Signing a round off: nobody expected is left without a reading or a reason."""

from uuid import UUID

from sqlalchemy import select

from db.tables import RoundSignature
from db.values import Conflict, Invalid, Refused
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed
from facility_app.acts.rounds import rounds_for
from facility_app.core.phrases import listed
from facility_app.facts.directory import directory_of, wall_time
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.round_quality import round_hints
from facility_app.facts.rounds import RoundKey, round_facts
from resources.text import N_


def sign(work: UnitOfWork, facility: FacilityFacts, account_id: UUID, key: RoundKey, note: str) -> RoundSignature:
    """Sign a round off.

    Raises:
        Invalid: there is no such round, or hints wait for an answer.
        Refused: somebody has neither a reading nor a reason, or the day is closed.
        Conflict: it is signed off already.
    """
    refuse_closed(work.session, key.day)
    facts = round_facts(work.session, facility, key.day, key.window, work.now)
    blank = [one.subject.text for of in (facts.people, facts.staff) for one in of.unexplained]
    if blank:
        raise Refused(
            N_("Neither measured nor explained: {n} ({people}). Measure them, or say why not."),
            field="round",
            n=len(blank),
            people=listed(blank),
        )
    directory = directory_of(work.session, account_id, ())
    round_id = rounds_for(work, [key])[key]
    before = work.first(
        select(RoundSignature).where(RoundSignature.round_id == round_id, RoundSignature.voided_at.is_(None))
    )
    if before is not None:
        raise Conflict(
            N_("{name} signed this round off already, at {time}."),
            field="round",
            name=directory.name_of(before.by_id),
            time=wall_time(facility, before.at),
        )
    hints = round_hints(work.session, facility, facts)
    if hints and not note.strip():
        raise Invalid(
            N_("Say why this is right, or correct it: {hints}"),
            field="note",
            hints=" ".join(one.explanation.text for one in hints),
        )
    signature = RoundSignature(
        round_id=round_id, at=work.now, by_id=directory.doer(None, "by").id, note=note.strip() or None
    )
    work.add(signature)
    return signature
