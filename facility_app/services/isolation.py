"""Isolation, observation and separate holding (隔离、医学观察、单独关押), and the measures of an outbreak."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Custody
from db.values import CellKind, Invalid, Role
from facility_app.access import Desk, Rights, act, roles_of
from facility_app.acts import isolation as acts
from facility_app.acts import observations, outbreaks
from facility_app.acts.isolation import IsolationEnd, IsolationOrder, ReviewMade
from facility_app.acts.observations import LineKept, LineTold, RightTold
from facility_app.acts.outbreaks import MeasuresOrdered
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.numbers import clean_code
from facility_app.facts.cell_board import cell_board
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.isolation import ApartPerson, isolation_rules_on, people_apart, reviews_told
from facility_app.facts.isolation_sheet import ObservationSheet, sheet_of_day, sheet_of_person
from facility_app.facts.outbreaks import Measures, Newcomer, measures_on, proposed_for_observation
from facility_app.facts.rounds import fever_rules_on, windows_on
from facility_app.facts.staff import name_of_account
from facility_app.rules.isolation import IsolationRules, names_illness, reads_reasons, without_findings
from facility_app.rules.isolationpack import isolation_rules
from facility_app.rules.rounds import Window
from facility_app.rules.thresholds import Symptom
from resources.text import N_

_ORDERS = ("isolation.order_medical", "isolation.order_separate")
_REVIEWS = ("isolation.find_medically", "isolation.review_as_head", "isolation.tell_procurator")
_OF_REVIEW = {"head_review": _REVIEWS[1], "procurator_told": _REVIEWS[2]}


@dataclass(frozen=True, slots=True)
class FreeCell:
    """A cell of the fitting kind with free beds."""

    block: str
    code: str
    kind: CellKind
    free: int


@dataclass(frozen=True, slots=True)
class ApartBoard:
    """Who is apart on a day.

    Attributes:
        at: the moment of which this is true; of a day that is over, its last.
        rules: in force on the day.
        symptoms: of the list, in its order.
        measures: the measures that are on.
        proposed: newcomers for whom observation is proposed.
        free_cells: where somebody can be apart.
        roles: those of whoever asks.
    """

    day: date
    at: datetime
    calendar: FacilityCalendar
    rules: IsolationRules
    windows: tuple[Window, ...]
    symptoms: tuple[Symptom, ...]
    people: tuple[ApartPerson, ...]
    measures: tuple[Measures, ...]
    proposed: tuple[Newcomer, ...]
    free_cells: tuple[FreeCell, ...]
    roles: frozenset[Role]


def _right_of_order(told: IsolationOrder) -> str:
    """Who may order it depends on the kind; one that is not known is a doctor's to be told so."""
    kinds = {one.id: one for one in isolation_rules().kind}
    kind = kinds.get(told.kind)
    return _ORDERS[0] if kind is None or kind.is_medical else _ORDERS[1]


@act(rights=Rights(_ORDERS, _right_of_order))
def order_isolation(desk: Desk, told: IsolationOrder) -> UUID:
    """Set somebody apart: by a doctor's order, or for separate holding the head's.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: the person is apart already.
        Refused: the day is closed, the person may not be held so, or the days of a limit would go on.
    """
    with desk.act(N_("Order isolation")) as work:
        return acts.order(work, facility_facts(work.session), desk.account_id, told)


@act()
def observe(desk: Desk, told: LineTold) -> LineKept:
    """Write one line of the observation sheet; an emergency sign is answered with what to do first.

    Raises:
        Invalid: a value is missing or wrong, or the person was not apart then; `field` names it.
        Conflict: the line of this window is written.
        Refused: the day is closed.
    """
    with desk.act(N_("Write a line of the observation sheet")) as work:
        return observations.write_line(work, facility_facts(work.session), desk.account_id, told)


@act()
def note_rights(desk: Desk, number: str, told: Sequence[RightTold], day: date | None = None, *, why: str = "") -> None:
    """Note which rights of somebody apart were kept up on a day, of all of them or of none.

    Args:
        why: the reason of what is corrected; asked for where one of them was noted otherwise.

    Raises:
        Invalid: a right is not known, one was not kept up and no reason given, one is corrected without a reason, or
            the person was not apart.
        Refused: the day is closed.
    """
    with desk.act(N_("Note the rights of somebody apart")) as work:
        observations.note_rights(work, facility_facts(work.session), desk.account_id, number, day, told, why)


@act(rights=Rights(_REVIEWS, lambda made: _OF_REVIEW.get(made.review, _REVIEWS[0])))
def review_isolation(desk: Desk, made: ReviewMade) -> UUID:
    """Keep a look at somebody's isolation: a doctor's visit or finding, the head's review, the procurator's notice.

    Raises:
        Invalid: a value is missing or wrong, or nobody is apart; `field` names it.
        Refused: the day is closed, or it would go on beyond its limit.
    """
    with desk.act(N_("Review an isolation")) as work:
        return acts.review(work, facility_facts(work.session), desk.account_id, made)


@act()
def end_isolation(desk: Desk, told: IsolationEnd) -> UUID:
    """End somebody's isolation; a medical one only by a doctor.

    Raises:
        Invalid: there is nothing to end, no reason was given, or the time is wrong.
        Refused: only a doctor ends a medical one, its rule is not met and no reason given for it, or the day is closed.
    """
    with desk.act(N_("End an isolation")) as work:
        is_doctor = Role.DOCTOR in roles_of(work.session, desk.account_id)
        return acts.end(work, facility_facts(work.session), desk.account_id, told, is_doctor=is_doctor)


@act()
def who_is_apart(desk: Desk, day: date | None = None) -> ApartBoard:
    """Who is apart on a day, what is owed to them, and what measures are on; without the right, reasons are masked.

    Args:
        day: None: today.

    Raises:
        Invalid: the day has not begun.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        today = facility.calendar.day_of(now)
        of = day or today
        if of > today:
            raise Invalid(N_("This day has not begun."), field="day")
        at = min(now, facility.calendar.ends(of))
        roles = roles_of(session, desk.account_id)
        measures = measures_on(session, of)
        kinds = (CellKind.ISOLATION, CellKind.SEPARATE, CellKind.INFIRMARY)
        board = cell_board(session, facility, now) if of == today else None
        symptoms = fever_rules_on(facility, of).symptoms.values()
        return ApartBoard(
            of,
            at,
            facility.calendar,
            isolation_rules_on(facility, of),
            tuple(sorted(windows_on(facility, of), key=lambda one: facility.calendar.instant(of, one.opens))),
            tuple(sorted(symptoms, key=lambda one: one.order)),
            tuple(_masked(facility, one, roles) for one in people_apart(session, facility, of, now)),
            measures,
            proposed_for_observation(session, facility, measures, at),
            tuple(
                FreeCell(one.block, one.code, one.kind, one.free)
                for one in (board.cells if board else ())
                if one.kind in kinds and one.free
            ),
            roles,
        )


def _masked(facility: FacilityFacts, one: ApartPerson, roles: frozenset[Role]) -> ApartPerson:
    """Without the diagnosis and what betrays it, unless it is the reader's to know: custody sees the precautions."""
    if reads_reasons(one.kind, roles):
        return one
    is_hidden = one.end_rule is None or names_illness(one.end_rule)
    end_rule = None if is_hidden else one.end_rule
    spell = replace(one.spell, reason="", pathogen=None, end_reason=None, end_rule=end_rule.id if end_rule else "")
    told = reviews_told(facility)
    reviews = tuple(review._replace(text=None) for review in one.reviews if review.review in told)
    verdict = without_findings(one.verdict) if is_hidden else one.verdict
    return replace(one, spell=spell, end_rule=end_rule, reviews=reviews, verdict=verdict, is_masked=True)


def _custody(session: Session, number: str) -> UUID:
    query = select(Custody.id).where(Custody.number == clean_code(number), Custody.voided_at.is_(None))
    found = session.scalars(query).first()
    if found is None:
        raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
    return found


@act()
def observation_sheet(desk: Desk, number: str | None = None, day: date | None = None) -> ObservationSheet:
    """The observation sheet (日观察台账) of one person, day by day, or of everybody apart on a day.

    It hangs at the door: whoever asks, nothing in it betrays an illness.

    Args:
        number: 监所编号; None: of everybody.
        day: None: today; of one person it is not asked for.

    Raises:
        Invalid: there is no such person, he or she was never apart, or the day has not begun.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        if number:
            sheet = sheet_of_person(session, facility, _custody(session, number), now)
            if not sheet.entries:
                raise Invalid(N_("{person} was never apart."), field="number", person=number)
        else:
            of = day or facility.calendar.day_of(now)
            if of > facility.calendar.day_of(now):
                raise Invalid(N_("This day has not begun."), field="day")
            sheet = sheet_of_day(session, facility, of, now)
        entries = tuple(_masked(facility, one, frozenset()) for one in sheet.entries)
        return replace(sheet, entries=entries, by=name_of_account(session, desk.account_id))


@act()
def switch_on_measures(desk: Desk, told: MeasuresOrdered) -> UUID:
    """Switch the profile of a pathogen on.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: measures for this pathogen are on.
    """
    with desk.act(N_("Switch measures of an outbreak on")) as work:
        return outbreaks.switch_on(work, facility_facts(work.session), desk.account_id, told)


@act()
def switch_off_measures(desk: Desk, measures_id: UUID, reason: str) -> None:
    """Switch measures off: today is their last day.

    Raises:
        Invalid: there are none such, or no reason was given.
        Refused: they are off already.
    """
    with desk.act(N_("Switch measures of an outbreak off")) as work:
        outbreaks.switch_off(work, facility_facts(work.session), measures_id, reason)


@act()
def measures_in_force(desk: Desk) -> tuple[Measures, ...]:
    """The measures that are on today: what is asked at intake, how long newcomers are observed, what is worn."""
    with desk.store.reading() as session:
        facility = facility_facts(session)
        return measures_on(session, facility.calendar.day_of(desk.store.clock()))
