"""Ordering, reviewing and ending isolation, observation and separate holding."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from db.tables import Custody, Isolation, IsolationReview, Person
from db.values import Conflict, Invalid, Refused
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed_since
from facility_app.acts.moments import instant_of
from facility_app.core.sexes import is_minor
from facility_app.facts.directory import directory_of, wall_time
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import ApartPerson, Records, isolation_rules_on, spells_of
from facility_app.facts.isolation_rows import Spell
from facility_app.rules.isolation import RELEASED, IsolationRules, counted_from, limit_of
from facility_app.rules.isolationpack import Kind, Review
from resources.text import N_


@dataclass(frozen=True, slots=True)
class IsolationOrder:
    """Somebody is to be apart.

    Attributes:
        number: 监所编号.
        kind, precaution, pathogen, end_rule: ids of `isolation.toml`. Without an end rule the pathogen's is meant,
            without a precaution the pathogen's, or the only one that the kind has.
        started_at: without a zone it is facility time; None: now.
    """

    number: str
    kind: str
    reason: str
    precaution: str | None = None
    pathogen: str | None = None
    end_rule: str | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an order says by the rules."""

    kind: Kind
    precaution: str | None
    pathogen: str | None
    end_rule: str


def order(work: UnitOfWork, facility: FacilityFacts, account_id: UUID, told: IsolationOrder) -> UUID:
    """Keep an order.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: the person is apart already.
        Refused: the day is closed, the person may not be held so, or the days of a limit would go on.
    """
    directory = directory_of(work.session, account_id, (told.number,))
    period = directory.person(told.number)
    at = instant_of(facility, told.started_at, work.now, "started_at")
    period.check(at, facility, "started_at")
    if period.ended_at is not None:
        raise Refused(N_("This custody has ended."), field="number")
    day = facility.calendar.day_of(at)
    refuse_closed_since(work.session, day)
    if not told.reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    chosen = choose(isolation_rules_on(facility, day), told)
    before = spells_of(work.session, period.subject.id)
    if any(one.ended_at is None or one.ended_at > at for one in before):
        raise Conflict(N_("{person} is apart already. End that first."), field="number", person=period.subject.text)
    _refuse_minor(work, facility, chosen.kind, period.subject.id, at)
    _refuse_longer(facility, chosen.kind, before, at)
    row = Isolation(
        custody_id=period.subject.id,
        kind=chosen.kind.id,
        precaution=chosen.precaution,
        reason=told.reason.strip(),
        pathogen=chosen.pathogen,
        end_rule=chosen.end_rule,
        ordered_by_id=directory.doer(None, "ordered_by").id,
        started_at=at,
        ended_at=None,
        ended_by_id=None,
        end_reason=None,
    )
    work.add(row)
    return row.id


def choose(rules: IsolationRules, told: IsolationOrder) -> Chosen:
    """What an order says by the rules, with what its pathogen or its kind brings.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
    """
    kind = rules.kinds.get(told.kind)
    if kind is None:
        raise Invalid(N_("There is no kind of isolation {kind}."), field="kind", kind=told.kind)
    pathogen = rules.pathogens.get(told.pathogen) if told.pathogen else None
    if told.pathogen and (pathogen is None or not kind.is_medical):
        raise Invalid(N_("There is no pathogen {pathogen} here."), field="pathogen", pathogen=told.pathogen)
    of_pathogen = [one for one in (pathogen.end_rules if pathogen else ()) if one in kind.end_rules]
    only = kind.end_rules[0] if len(kind.end_rules) == 1 or "observation" in kind.precautions else None
    end_rule = told.end_rule or (of_pathogen[0] if of_pathogen else only)
    if not end_rule:
        raise Invalid(N_("Say by which rule it ends."), field="end_rule")
    if end_rule not in kind.end_rules or end_rule not in rules.end_rules:
        raise Invalid(N_("It cannot end by the rule {rule}."), field="end_rule", rule=end_rule)
    usual = pathogen.precaution if pathogen and pathogen.precaution in kind.precautions else None
    single = kind.precautions[0] if len(kind.precautions) == 1 else None
    precaution = told.precaution or usual or single
    if kind.precautions and not precaution:
        raise Invalid(N_("Say which precautions are taken."), field="precaution")
    if precaution and precaution not in kind.precautions:
        raise Invalid(N_("There are no such precautions here: {it}."), field="precaution", it=precaution)
    return Chosen(kind, precaution, told.pathogen, end_rule)


def _refuse_minor(work: UnitOfWork, facility: FacilityFacts, kind: Kind, custody_id: UUID, at: datetime) -> None:
    """UN Nelson Mandela Rules, rule 45: not of children."""
    born = work.get(Person, work.get(Custody, custody_id).person_id).birth_date
    if kind.not_minors and born is not None and is_minor(born, facility.calendar.day_of(at)):
        raise Refused(N_("A minor is never held separately."), field="kind")


def _refuse_longer(facility: FacilityFacts, kind: Kind, before: tuple[Spell, ...], at: datetime) -> None:
    """Refuse one that would begin after the last day that the ones before it leave."""
    same = [(one.started_at, one.ended_at) for one in before if one.kind == kind.id]
    limit = limit_of(kind, facility.calendar, counted_from(kind, facility.calendar, at, same))
    if limit is not None and at >= limit:
        raise Refused(
            N_("The {days} days of separate holding are over. It cannot be extended."),
            field="kind",
            days=kind.most_days,
        )


def apart_now(work: UnitOfWork, facility: FacilityFacts, number: str, at: datetime | None = None) -> ApartPerson:
    """The open isolation of somebody, as it stands.

    Raises:
        Invalid: there is no such person, or he or she is not apart.
    """
    directory = directory_of(work.session, work.actor.account_id, (number,))
    period = directory.person(number)
    moment = at or work.now
    found = [one for one in spells_of(work.session, period.subject.id) if one.ended_at is None]
    if not found:
        raise Invalid(N_("{person} is not apart."), field="number", person=period.subject.text)
    if moment < found[0].started_at:
        raise Invalid(N_("It began only at {time}."), field="at", time=wall_time(facility, found[0].started_at))
    return Records(work.session, facility, found).on(found[0], facility.calendar.day_of(moment), moment)


@dataclass(frozen=True, slots=True)
class ReviewMade:
    """A look at somebody's isolation, or a finding on it.

    Attributes:
        review: id of a review in `isolation.toml`.
        goes_on: the decision, where the review has one.
        at: of a finding, when it was so; without a zone it is facility time; None: now.
    """

    number: str
    review: str
    goes_on: bool | None = None
    text: str | None = None
    at: datetime | None = None


_FINDINGS_BEFORE = timedelta(days=30)
"""How long before the isolation a finding may lie: a rash is often older than the order."""


def review(work: UnitOfWork, facility: FacilityFacts, account_id: UUID, made: ReviewMade) -> UUID:
    """Keep a review; a decision that it does not go on does not end it by itself.

    Raises:
        Invalid: a value is missing or wrong, or nobody is apart; `field` names it.
        Refused: the day is closed, or it would go on beyond its limit.
    """
    one = apart_now(work, facility, made.number)
    rules = isolation_rules_on(facility, one.day)
    rule = rules.reviews.get(made.review)
    if rule is None:
        raise Invalid(N_("There is no review {review}."), field="review", review=made.review)
    at = instant_of_review(work, facility, rule, made.at, one.spell.started_at)
    if rule.states is None:
        refuse_closed_since(work.session, facility.calendar.day_of(at))
    if rule.decides and made.goes_on is None:
        raise Invalid(N_("Say whether it goes on."), field="goes_on")
    if made.goes_on:
        refuse_beyond(facility, one, at)
    if made.goes_on is False and not (made.text or "").strip():
        raise Invalid(N_("Give the reason."), field="text")
    row = IsolationReview(
        isolation_id=one.spell.id,
        kind=rule.id,
        at=at,
        by_id=directory_of(work.session, account_id, ()).doer(None, "by").id,
        goes_on=made.goes_on if rule.decides else None,
        text=(made.text or "").strip() or None,
    )
    work.add(row)
    return row.id


def instant_of_review(
    work: UnitOfWork, facility: FacilityFacts, rule: Review, told: datetime | None, began: datetime
) -> datetime:
    """When a look or a finding was made, in UTC; None: now.

    Raises:
        Invalid: it lies before the isolation, of a finding too long before it, or in the future.
    """
    at = instant_of(facility, told, work.now, "at")
    if at < began - (_FINDINGS_BEFORE if rule.states else timedelta()):
        raise Invalid(N_("It began only at {time}."), field="at", time=wall_time(facility, began))
    return at


def refuse_beyond(facility: FacilityFacts, one: ApartPerson, at: datetime) -> None:
    """Raise `Refused` where the decision that it goes on would carry it beyond its limit."""
    if one.limit is not None and facility.calendar.ends(facility.calendar.day_of(at)) >= one.limit:
        raise Refused(
            N_("The {days} days of separate holding are over. It cannot be extended."),
            field="goes_on",
            days=one.kind.most_days,
        )


@dataclass(frozen=True, slots=True)
class IsolationEnd:
    """An isolation is over.

    Attributes:
        early_reason: why it ends before its rule is met; a clinician's.
        ended_at: without a zone it is facility time; None: now.
    """

    number: str
    reason: str
    early_reason: str | None = None
    ended_at: datetime | None = None


def end(work: UnitOfWork, facility: FacilityFacts, account_id: UUID, told: IsolationEnd, *, is_doctor: bool) -> UUID:
    """End an isolation.

    Raises:
        Invalid: there is nothing to end, no reason was given, or the time is wrong.
        Refused: only a doctor ends a medical one, its rule is not met and no reason given for it, or the day is closed.
    """
    at = instant_of(facility, told.ended_at, work.now, "ended_at")
    one = apart_now(work, facility, told.number, at)
    refuse_closed_since(work.session, facility.calendar.day_of(at))
    if not told.reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    if one.kind.is_medical and not is_doctor:
        raise Refused(N_("Only a doctor ends medical isolation."), field="number")
    early = (told.early_reason or "").strip()
    if not one.verdict.may_end and not early:
        raise Refused(
            N_("Its end rule is not met: {why}. Say why it ends all the same."),
            field="early_reason",
            why=one.verdict.words.text,
        )
    row = work.get(Isolation, one.spell.id)
    row.ended_at = at
    row.ended_by_id = directory_of(work.session, account_id, ()).doer(None, "ended_by").id
    row.end_reason = "\n".join(filter(None, (told.reason.strip(), early if not one.verdict.may_end else "")))
    work.session.flush()
    return row.id


def end_with_custody(work: UnitOfWork, custody_id: UUID, at: datetime, officer_id: UUID) -> None:
    """End what is open when somebody leaves for good.

    Raises:
        Invalid: it began after that time.
    """
    row = work.first(
        select(Isolation).where(
            Isolation.custody_id == custody_id, Isolation.ended_at.is_(None), Isolation.voided_at.is_(None)
        )
    )
    if row is None:
        return
    if row.started_at > at:
        raise Invalid(N_("The person was set apart after that time. Correct the time, or the order."), field="left_at")
    row.ended_at, row.ended_by_id, row.end_reason = at, officer_id, RELEASED
