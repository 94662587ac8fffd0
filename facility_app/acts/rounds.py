"""Taking temperatures: who, when, in which round, first or recheck; one reading and thousands go the same way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from uuid import UUID

from db.tables import Reading as ReadingRow
from db.tables import TemperatureRound
from db.types import new_id
from db.values import DaybookError, Invalid, Refused, Role
from db.work import UnitOfWork
from facility_app.access import roles_of
from facility_app.acts.moments import instant_of
from facility_app.acts.round_places import RoundPlaces
from facility_app.core.messages import error_text
from facility_app.core.subjects import SubjectKind
from facility_app.facts.directory import Directory, directory_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import KeptReading, RoundKey, readings_of, rounds_of
from facility_app.rules.entries import in_force, the
from facility_app.rules.temperatures import FeverRules, Reading, plausibility
from facility_app.rules.thresholds import CLINICIANS, Plausibility
from resources.text import N_

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReadingTaken:
    """A temperature as it is told: of a person held by `number`, or of staff by `staff_number`.

    Attributes:
        taken_at: without a zone it is facility time; None: now.
        taken_by: staff number, or a name that only one has; None: whoever is logged in.
        symptoms: ids of `symptoms.toml`.
        is_mean: whether the value is the mean of repeats.
        again: a further reading on purpose: the second one that is still owed of a round of this day or the day
            before, else one beside the first of this round, or at a time at which no round counts.
    """

    celsius: Decimal
    number: str | None = None
    staff_number: str | None = None
    taken_at: datetime | None = None
    body_site: str = "axillary"
    device: str | None = None
    taken_by: str | None = None
    symptoms: tuple[str, ...] = ()
    remark: str | None = None
    is_mean: bool = False
    again: bool = False


class Source(Enum):
    """Where many readings come from; the value is what the act is called."""

    LIST = N_("Take many temperatures")
    THERMOMETER = N_("Take the file of a thermometer")
    TABLE = N_("Take temperatures of a pasted table")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one of many entries cannot be taken; `index` counts from 0."""

    index: int
    error: DaybookError

    @property
    def field(self) -> str | None:
        """The value at fault."""
        return self.error.field

    @property
    def message(self) -> str:
        """What is wrong, in the language in force."""
        return error_text(self.error)


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of many entries; where there are problems nothing was written."""

    added: int
    unchanged: int
    problems: tuple[RowProblem, ...]


def check_value(rules: FeverRules, celsius: Decimal, body_site: str, symptoms: Iterable[str]) -> None:
    """Raise `Invalid` where a reading says what cannot be."""
    if not celsius.is_finite() or plausibility(rules, celsius) is Plausibility.REJECTED:
        raise Invalid(
            N_("A temperature lies between {low} and {high} °C. Correct the entry, or measure again."),
            field="celsius",
            low=rules.confirmable.low,
            high=rules.confirmable.high,
        )
    if celsius != round(celsius, 1):
        raise Invalid(N_("A temperature has one decimal place."), field="celsius")
    if body_site not in rules.sites:
        raise Invalid(N_("There is no place of measurement {site}."), field="body_site", site=body_site)
    for symptom in symptoms:
        if symptom not in rules.symptoms:
            raise Invalid(N_("There is no symptom {symptom} on the list."), field="symptoms", symptom=symptom)


def refuse_unqualified(rules: FeverRules, body_site: str, roles: Collection[Role]) -> None:
    """Raise `Refused` where a site is kept for clinicians, and whoever enters the reading is none."""
    site = rules.sites.get(body_site)
    if site is not None and site.clinicians_only and not CLINICIANS.intersection(roles):
        raise Refused(
            N_("Readings of this site are entered by a doctor: {site}."), field="body_site", site=site.words.text
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading that can be what it says, before it has a round; `index` is its place among those that came."""

    index: int
    measured: Reading
    remark: str | None
    again: bool = False

    @property
    def at(self) -> datetime:
        """When it was taken (UTC)."""
        return self.measured.at


class RoundBook:
    """What has to be known to take readings; loaded once, for one or for thousands."""

    def __init__(
        self,
        work: UnitOfWork,
        facility: FacilityFacts,
        directory: Directory,
        roles: frozenset[Role],
        *,
        takes_further: bool,
    ) -> None:
        self._session = work.session
        self._roles = roles
        self._now = work.now
        self._facility = facility
        self._directory = directory
        self._places = RoundPlaces(work.session, facility, work.now, directory.name_of, takes_further=takes_further)
        self._typed_until: dict[RoundKey, tuple[datetime, timedelta]] = {}
        self.rounds: Mapping[RoundKey, UUID] = {}
        """The rounds about the days of what was looked up, as far as they have begun to be kept."""
        self._chains: dict[UUID, list[KeptReading]] = {}

    def draft(self, index: int, told: ReadingTaken) -> Draft:
        """What a told reading says.

        Raises:
            Invalid: a value is missing or wrong; `field` names it.
            Refused: the site is kept for clinicians.
        """
        if bool(told.number) == bool(told.staff_number):
            raise Invalid(
                N_("Give the number of a person held or of a member of staff, one of the two."), field="number"
            )
        at = instant_of(self._facility, told.taken_at, self._now, "taken_at")
        rules = self._places.rules_on(self._facility.calendar.day_of(at))
        check_value(rules, told.celsius, told.body_site, told.symptoms)
        refuse_unqualified(rules, told.body_site, self._roles)
        if told.number:
            period = self._directory.person(told.number)
            period.check(at, self._facility, "taken_at")
            subject = period.subject
        else:
            subject = self._directory.member(told.staff_number or "", "staff_number").subject
        measured = Reading(
            subject,
            told.celsius,
            told.body_site,
            at,
            self._directory.doer(told.taken_by, "taken_by").id,
            (told.device or "").strip(),
            told.is_mean,
            frozenset(told.symptoms),
        )
        return Draft(index, measured, (told.remark or "").strip() or None, told.again)

    def look_up(self, drafts: Sequence[Draft]) -> None:
        """Load what is kept of the people and the days of some drafts."""
        days = {self._facility.calendar.day_of(draft.at) for draft in drafts}
        around = {day + _DAY * n for day in days for n in (-1, 0, 1)}
        subjects = {draft.measured.subject.id: draft.measured.subject for draft in drafts}
        self.rounds = rounds_of(self._session, around)
        for kept in readings_of(self._session, self.rounds, subjects) if self.rounds else ():
            self._chains.setdefault(kept.measured.subject.id, []).append(kept)
        self._places.look_up(around, min((draft.at for draft in drafts), default=self._now))

    def put(self, draft: Draft) -> KeptReading | None:
        """Give a draft its round; None: it is kept already. Drafts come by time.

        Raises:
            Invalid: it lies outside every round.
            Conflict: the person was measured in this round already.
            Refused: the day is closed.
        """
        chain = self._chains.setdefault(draft.measured.subject.id, [])
        if any(one.at == draft.at and one.measured.celsius == draft.measured.celsius for one in chain):
            return None
        key, first_id = self._places.place(chain, draft.measured, again=draft.again)
        kept = KeptReading(new_id(), key, first_id, draft.measured, draft.remark, self._recorded(key, draft.at))
        chain.append(kept)
        chain.sort(key=attrgetter("at"))
        return kept

    def _recorded(self, key: RoundKey, at: datetime) -> datetime | None:
        """When a reading is entered, where that is later than its round is typed; None: with the others."""
        if key not in self._typed_until:
            rules = in_force(self._facility.packs.rounds.back_entry, key.day, self._facility.kind)
            wait = timedelta(minutes=the(rules, "rounds.back_entry").after_minutes)
            self._typed_until[key] = self._places.span(key).closes + wait, wait
        until, wait = self._typed_until[key]
        return self._now if self._now > max(until, at + wait) else None


@dataclass(frozen=True, slots=True)
class Accepted:
    """Readings that can be kept, how many are kept already, and what is wrong with the others.

    Attributes:
        rounds: the rows of their rounds, as far as these have begun to be kept.
    """

    kept: tuple[KeptReading, ...]
    rounds: Mapping[RoundKey, UUID]
    unchanged: int
    problems: tuple[RowProblem, ...]


def accept(
    work: UnitOfWork,
    facility: FacilityFacts,
    account_id: UUID,
    told: Sequence[ReadingTaken],
    *,
    takes_further: bool = False,
) -> Accepted:
    """Find the round of each reading; writes nothing.

    Args:
        takes_further: whether of several values of one person in a round the later are further readings.
    """
    directory = directory_of(work.session, account_id, (one.number for one in told))
    book = RoundBook(work, facility, directory, roles_of(work.session, account_id), takes_further=takes_further)
    problems: list[RowProblem] = []
    drafts: list[Draft] = []
    for index, one in enumerate(told):
        try:
            drafts.append(book.draft(index, one))
        except DaybookError as error:
            problems.append(RowProblem(index, error))
    book.look_up(drafts)
    placed: list[KeptReading | None] = []
    for draft in sorted(drafts, key=attrgetter("at")):
        try:
            placed.append(book.put(draft))
        except DaybookError as error:
            problems.append(RowProblem(draft.index, error))
    kept = tuple(one for one in placed if one is not None)
    return Accepted(kept, book.rounds, len(placed) - len(kept), tuple(sorted(problems, key=attrgetter("index"))))


def keep(work: UnitOfWork, accepted: Accepted) -> None:
    """Write readings; the rows of rounds that begin with them are made."""
    rounds, begun = accepted.rounds, {one.round for one in accepted.kept} - accepted.rounds.keys()
    if begun:
        rounds = {**rounds, **rounds_for(work, begun)}
    work.add_many(
        [
            ReadingRow(
                id=one.id,
                round_id=rounds[one.round],
                custody_id=one.measured.subject.id if one.measured.subject.kind is SubjectKind.PERSON else None,
                staff_id=one.measured.subject.id if one.measured.subject.kind is SubjectKind.STAFF else None,
                recheck_of_id=one.recheck_of,
                taken_at=one.at,
                celsius=one.measured.celsius,
                body_site=one.measured.site,
                device=one.measured.device or None,
                is_mean=one.measured.is_mean or None,
                recorded_at=one.recorded_at,
                taken_by_id=one.measured.by,
                symptoms=" ".join(sorted(one.measured.symptoms)) or None,
                remark=one.remark,
            )
            for one in accepted.kept
        ]
    )


def rounds_for(work: UnitOfWork, keys: Collection[RoundKey]) -> dict[RoundKey, UUID]:
    """The rows of some rounds, made where they are new."""
    known = rounds_of(work.session, {key.day for key in keys})
    new = {key: TemperatureRound(day=key.day, window=key.window) for key in sorted(keys) if key not in known}
    if new:
        work.add(*new.values())
    return known | {key: row.id for key, row in new.items()}
