"""How the ledger words what the records hold as identifiers and instants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from db.values import Sex
from facility_app.core.phrases import Words
from facility_app.facts.abnormal import Sign
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_changes import ChangedRecord
from facility_app.facts.ledger_lines import Spot
from facility_app.rules.documentpack import Column
from facility_app.rules.entries import RuleEntry, in_force
from facility_app.rules.rechecks import FeverState
from resources.text import N_, _, language

NONE = N_("none")
NOT_REPORTED = N_("not reported")

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_COLUMNS = {
    Column.CRIMINAL_DETENTION: N_("criminal detention"),
    Column.ARREST: N_("arrest"),
    Column.CONVICTED: N_("convicted"),
    Column.ADMINISTRATIVE_DETENTION: N_("administrative detention"),
    Column.JUDICIAL_DETENTION: N_("judicial detention"),
    Column.REHAB: N_("compulsory rehab"),
    Column.OTHER: N_("other"),
}
_SEXES = {Sex.MALE: N_("male"), Sex.FEMALE: N_("female")}
_STATES = {
    FeverState.NORMAL.value: N_("normal"),
    FeverState.REJECTED.value: N_("error of entry"),
    FeverState.AWAITING.value: N_("awaiting recheck"),
    FeverState.NOT_CONFIRMED.value: N_("not confirmed"),
    FeverState.CONFIRMED.value: N_("fever confirmed"),
    FeverState.IN_CARE.value: N_("in the doctor's care"),
    Sign.ALARM.value: N_("emergency sign"),
    Sign.LOW.value: N_("too low"),
}
_GROUPS = {"people": N_("people held"), "staff": N_("staff")}
_RECORDS = {
    "custody": N_("custody"),
    "person": N_("particulars"),
    "document": N_("legal document"),
    "placement": N_("placement"),
    "release": N_("release"),
    "release_check": N_("release checklist"),
    "talk": N_("talk"),
    "reading": N_("temperature"),
    "round_absence": N_("reason for not measuring"),
    "cell": N_("cell"),
    "block": N_("block"),
    "isolation": N_("isolation"),
    "observation": N_("observation sheet"),
    "isolation_right": N_("rights of somebody apart"),
    "isolation_review": N_("review of an isolation"),
    "care_step": N_("step of care"),
    "round_signature": N_("signature of a round"),
}


@dataclass(frozen=True, slots=True)
class Ids:
    """The names of rule entries in force on the day, by id; an id without one stands for itself."""

    facility: FacilityFacts
    day: date
    names: Mapping[str, Mapping[str, Words]]

    @classmethod
    def of(cls, facts: LedgerFacts) -> Self:
        """Those of the day of a ledger."""
        packs = facts.facility.packs
        sorts: dict[str, tuple[RuleEntry, ...]] = {
            "document": packs.documents.type,
            "exit": packs.release.exit,
            "check": packs.release.check,
            "window": packs.rounds.window,
            "reason": packs.rounds.reason,
            "site": packs.thresholds.site,
            "symptom": packs.symptoms.symptom,
            "quota": packs.talks.quota,
            "talk": packs.talks.kind,
            "separation": packs.separation.separation,
            "isolation": packs.isolation.kind,
            "precaution": packs.isolation.precaution,
            "right": packs.isolation.right,
            "review": packs.isolation.review,
            "stage": packs.care.stage,
        }
        names = {
            sort: {entry.id: entry.words for entry in in_force(entries, facts.day, facts.facility.kind)}
            for sort, entries in sorts.items()
        }
        return cls(facts.facility, facts.day, names)

    def text(self, sort: str, entry_id: str | None) -> str:
        """The name of an entry; an empty id was not reported."""
        if not entry_id:
            return _(NOT_REPORTED)
        words = self.names[sort].get(entry_id)
        return words.text if words else entry_id

    def time(self, instant: datetime | None) -> str:
        """An instant as the wall clock shows it, with the date where it lies on another day."""
        if instant is None:
            return _(NOT_REPORTED)
        wall = self.facility.calendar.local(instant)
        return f"{wall:%H:%M}" if wall.date() == self.day else f"{wall:%m-%d %H:%M}"

    def moment(self, instant: datetime) -> str:
        """An instant with its date, as the wall clock shows it."""
        return f"{self.facility.calendar.local(instant):%Y-%m-%d %H:%M}"

    def last_day(self, end: datetime) -> str:
        """The facility day that ends at an instant."""
        return self.facility.calendar.day_of(end - timedelta(microseconds=1)).isoformat()


def apart(texts: Iterable[str]) -> str:
    """Texts that hold commas of their own, as one list in the language in force."""
    return ("；" if language() == "zh_CN" else "; ").join(texts)


def weekday(day: date) -> str:
    """The day of the week in the language in force."""
    return _(_WEEKDAYS[day.weekday()])


def column(of: Column | None) -> str:
    """A head of the population table; None: everybody."""
    return _(_COLUMNS[of]) if of else _("total")


def sex(of: Sex) -> str:
    """A sex in the language in force."""
    return _(_SEXES[of])


def state(of: str) -> str:
    """What became of a reading that is out of the ordinary."""
    return _(_STATES[of])


def group(of: str) -> str:
    """People held, or staff."""
    return _(_GROUPS[of])


def cell(spot: Spot | None) -> str:
    """A cell with its block."""
    return f"{spot.block} {spot.cell}" if spot else _("no cell")


def cell_and_bed(spot: Spot | None) -> str:
    """A bed with its cell and block."""
    return f"{spot.block} {spot.cell}-{spot.bed}" if spot else _("no cell")


def record(changed: ChangedRecord) -> str:
    """What was changed, and whom it is about."""
    kind = _(_RECORDS.get(changed.entity, changed.entity))
    about = f"{changed.name} ({changed.number})" if changed.number != changed.name else changed.name
    return f"{kind} {about}"
