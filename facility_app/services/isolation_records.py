"""What was written of an isolation, and putting it right: the first entry stays in the journal, with the reason."""

from uuid import UUID

from db.tables import Isolation
from db.values import Invalid
from db.work import UnitOfWork
from facility_app.access import Desk, Rights, act, entered_by, roles_of
from facility_app.acts import isolation_records as acts
from facility_app.acts import observations
from facility_app.acts.isolation_records import OrderCorrected, ReviewCorrected
from facility_app.acts.observations import LineTold
from facility_app.acts.outbreaks import MeasuresOrdered
from facility_app.core.phrases import Phrase
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.isolation_written import Sort, Written, written_of
from facility_app.rules.isolation import reads_reasons
from facility_app.rules.isolationpack import isolation_rules
from resources.text import N_

_VOIDING = {one: f"isolation_records.void_{one.value}" for one in Sort}
_TITLES = {
    Sort.ORDER: N_("Void an order of isolation"),
    Sort.LINE: N_("Void a line of the observation sheet"),
    Sort.RIGHT: N_("Void what was noted of a right"),
    Sort.REVIEW: N_("Void a review of an isolation"),
}


def _refuse_others(desk: Desk, work: UnitOfWork, facility: FacilityFacts, sort: Sort, record_id: UUID) -> None:
    acts.refuse_others(work, facility, sort, record_id, roles_of(work.session, desk.account_id))


@act()
def written_about(desk: Desk, isolation_id: UUID) -> tuple[Written, ...]:
    """Everything that was written of an isolation, withdrawn records too: the order, then the rest, newest first.

    Raises:
        Invalid: there is no such isolation.
    """
    with desk.store.reading() as session:
        row = session.get(Isolation, isolation_id)
        if row is None:
            raise Invalid(N_("There is no such record. It may be of another store."), field="id")
        kind = next((one for one in isolation_rules().kind if one.id == row.kind), None)
        in_full = reads_reasons(kind, roles_of(session, desk.account_id))
        return written_of(session, facility_facts(session), isolation_id, in_full=in_full)


@act()
def correct_order(desk: Desk, isolation_id: UUID, told: OrderCorrected, why: str) -> None:
    """Correct what is given of an order and leave the rest; a new pathogen brings its own end rule.

    Raises:
        Invalid: there is no such isolation, no reason was given, or a value is wrong; `field` names it.
        Refused: it is void, another's to order, or a closed day tells of other precautions.
    """
    with desk.act(N_("Correct an order of isolation")) as work:
        facility = facility_facts(work.session)
        _refuse_others(desk, work, facility, Sort.ORDER, isolation_id)
        acts.correct_order(work, facility, isolation_id, told, why)


@act(owner=entered_by)
def correct_line(desk: Desk, line_id: UUID, told: LineTold, why: str) -> Phrase | None:
    """Put other answers into a line; the old ones stay in the journal.

    Returns:
        What is to be done at once about its symptoms; None: nothing.

    Raises:
        Invalid: there is no such line, no reason was given, or a value is wrong; `field` names it.
        Refused: the line is void, or the day is closed.
    """
    with desk.act(N_("Correct a line of the observation sheet")) as work:
        return observations.correct_line(work, facility_facts(work.session), line_id, told, why)


@act(owner=entered_by)
def correct_right(desk: Desk, right_id: UUID, *, is_kept: bool, note: str, why: str) -> None:
    """Put another answer into what was noted of a right; the old one stays in the journal.

    Raises:
        Invalid: there is no such record, no reason was given, or it was not kept up and nothing says why.
        Refused: it is void, or the day is closed.
    """
    with desk.act(N_("Correct what was noted of a right")) as work:
        acts.correct_right(work, facility_facts(work.session), right_id, is_kept=is_kept, note=note, why=why)


@act(owner=entered_by)
def correct_review(desk: Desk, review_id: UUID, told: ReviewCorrected, why: str) -> None:
    """Correct what is given of a review and leave the rest; the first entry stays in the journal.

    Raises:
        Invalid: there is no such review, no reason was given, or a value is wrong; `field` names it.
        Refused: it is void, another's to find, the day is closed, or it would go on beyond its limit.
    """
    with desk.act(N_("Correct a review of an isolation")) as work:
        facility = facility_facts(work.session)
        _refuse_others(desk, work, facility, Sort.REVIEW, review_id)
        acts.correct_review(work, facility, review_id, told, why)


@act(owner=entered_by, rights=Rights(tuple(_VOIDING.values()), lambda sort, *_args, **_more: _VOIDING[sort]))
def void_written(desk: Desk, sort: Sort, record_id: UUID, reason: str) -> None:
    """Withdraw a record that was written by mistake; an order with all that was written of it.

    Raises:
        Invalid: there is no such record, or no reason was given.
        Refused: it is void already, another's to order or to find, or a day of which it tells is closed.
    """
    with desk.act(_TITLES[sort]) as work:
        facility = facility_facts(work.session)
        _refuse_others(desk, work, facility, sort, record_id)
        acts.withdraw(work, facility, sort, record_id, reason)


@act()
def correct_measures(desk: Desk, measures_id: UUID, told: MeasuresOrdered, why: str) -> None:
    """Put other values into measures that are on; pathogen and first day stay.

    Raises:
        Invalid: there are none such, no reason was given, or a value is wrong; `field` names it.
        Refused: they are off, or void.
    """
    with desk.act(N_("Correct measures of an outbreak")) as work:
        acts.correct_measures(work, facility_facts(work.session), measures_id, told, why)


@act()
def void_measures(desk: Desk, measures_id: UUID, reason: str) -> None:
    """Withdraw measures that were switched on by mistake.

    Raises:
        Invalid: there are none such, or no reason was given.
        Refused: they are void already.
    """
    with desk.act(N_("Void measures switched on by mistake")) as work:
        acts.withdraw_measures(work, measures_id, reason)
