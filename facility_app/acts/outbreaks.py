"""The measures of an outbreak: a leader switches the profile of a pathogen on, with basis and beginning, and off."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.tables import OutbreakMeasures
from db.values import Conflict, Invalid, Refused
from db.work import UnitOfWork
from facility_app.facts.directory import directory_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import isolation_rules_on
from facility_app.facts.outbreaks import measures_on
from resources.text import N_

_PPE_LEVELS = range(1, 5)
_MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class MeasuresOrdered:
    """What a leader switches on.

    Attributes:
        pathogen: id of a pathogen in `isolation.toml`.
        basis: the document or order.
        started_on: None: today; `ends_on` the last day; None: until further notice.
        observation_days: how long newcomers are observed; None: as the profile says.
        ppe_level: 1 to 4.
        tests: what is tested, of whom, how often.
        areas: areas travelled through that are asked about at intake, one a line.
    """

    pathogen: str
    basis: str
    started_on: date | None = None
    ends_on: date | None = None
    observation_days: int | None = None
    ppe_level: int | None = None
    tests: str | None = None
    areas: str | None = None


def switch_on(work: UnitOfWork, facility: FacilityFacts, account_id: UUID, told: MeasuresOrdered) -> UUID:
    """Switch measures on.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: measures for this pathogen are on.
    """
    given = checked(work, facility, told)
    today = facility.calendar.day_of(work.now)
    if any(one.pathogen == told.pathogen for one in measures_on(work.session, today)):
        raise Conflict(N_("Measures for this pathogen are on already."), field="pathogen")
    row = OutbreakMeasures(
        pathogen=given.pathogen,
        basis=given.basis,
        started_on=given.started_on or today,
        ends_on=given.ends_on,
        ordered_by_id=directory_of(work.session, account_id, ()).doer(None, "ordered_by").id,
        observation_days=given.observation_days,
        ppe_level=given.ppe_level,
        tests=given.tests,
        areas=given.areas,
        end_reason=None,
    )
    work.add(row)
    return row.id


def checked(work: UnitOfWork, facility: FacilityFacts, told: MeasuresOrdered) -> MeasuresOrdered:
    """What is ordered, with what the profile gives where nothing is said, and without superfluous blanks.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
    """
    today = facility.calendar.day_of(work.now)
    pathogen = isolation_rules_on(facility, today).pathogens.get(told.pathogen)
    if pathogen is None:
        raise Invalid(N_("There is no pathogen {pathogen} here."), field="pathogen", pathogen=told.pathogen)
    if not told.basis.strip():
        raise Invalid(N_("Name the document or order by which it is done."), field="basis")
    start = told.started_on or today
    if start > today:
        raise Invalid(N_("Measures are switched on on the day on which they begin."), field="started_on")
    if told.ends_on is not None and told.ends_on < today:
        raise Invalid(N_("The last day lies in the past."), field="ends_on")
    days = pathogen.observation_days if told.observation_days is None else told.observation_days
    if not 0 <= days <= _MOST_DAYS:
        raise Invalid(N_("Observation lasts between 0 and {most} days."), field="observation_days", most=_MOST_DAYS)
    if told.ppe_level is not None and told.ppe_level not in _PPE_LEVELS:
        raise Invalid(N_("The level of protection is 1 to 4."), field="ppe_level")
    return MeasuresOrdered(
        told.pathogen,
        told.basis.strip(),
        start,
        told.ends_on,
        days,
        told.ppe_level,
        (told.tests or "").strip() or None,
        "\n".join(filter(None, map(str.strip, (told.areas or "").splitlines()))) or None,
    )


def switch_off(work: UnitOfWork, facility: FacilityFacts, measures_id: UUID, reason: str) -> None:
    """Switch measures off: today is their last day.

    Raises:
        Invalid: there are none such, or no reason was given.
        Refused: they are off already.
    """
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    row = work.get(OutbreakMeasures, measures_id)
    today = facility.calendar.day_of(work.now)
    if row.is_void or row.end_reason is not None or (row.ends_on is not None and row.ends_on < today):
        raise Refused(N_("These measures are off already."), field="reason")
    row.ends_on, row.end_reason = today, reason.strip()
    work.session.flush()
