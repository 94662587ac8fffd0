"""The ledgers that were printed, and whether a file is one of them and still says what the records say."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import PrintedLedger
from facility_app.core.phrases import Phrase, phrase
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger import ledger_of
from facility_app.facts.ledger_changes import ChangedRecord, changed_since
from facility_app.facts.ledger_closing import addenda_of, closing_of
from resources.text import N_

UNEXPLAINED = N_("The day no longer says what was closed, and no entry of the journal tells why. Verify the journal.")


@dataclass(frozen=True, slots=True)
class PrintMade:
    """One ledger that was made into a file.

    Attributes:
        language: one of `resources.text.LANGUAGES`.
        content_hash: of what its pages say; `file_hash`: of the file.
        journal_head: the last entry of the journal that it knows of.
    """

    day: date
    serial: str
    version: int
    language: str
    content_hash: str
    file_hash: str
    journal_head: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PrintNumber:
    """What the next print of a day is called, who makes it, and when (in facility time)."""

    serial: str
    version: int
    printed_by: str
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class PrintClaim:
    """What a file says of itself, and what it is.

    Attributes:
        content_hash: of what its pages say, as it claims; `file_hash`: of its bytes.
        current_hash: of what a print of that day in that language would say now.
    """

    serial: str
    version: int
    content_hash: str
    file_hash: str
    current_hash: str


class PrintState(Enum):
    """What a printed ledger is."""

    GENUINE = "genuine"
    ALTERED = "altered"
    SUPERSEDED = "superseded"
    """It is what was printed, but the day says something else now."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a print is not what counts; `where` is what to look at: the file, the print or the day."""

    where: str
    what: Phrase


@dataclass(frozen=True, slots=True)
class PrintVerdict:
    """What a printed ledger is, why, and which records of its day were changed since it was made."""

    state: PrintState
    problems: tuple[Problem, ...] = ()
    changes: tuple[ChangedRecord, ...] = ()


def prints_of(session: Session, day: date) -> tuple[PrintMade, ...]:
    """The prints of a day, oldest first."""
    query = select(PrintedLedger).where(PrintedLedger.day == day, PrintedLedger.voided_at.is_(None))
    return tuple(_made(row) for row in session.scalars(query.order_by(PrintedLedger.id)))


def print_of(session: Session, serial: str) -> PrintMade | None:
    """One print by its serial; None: this store made none."""
    query = select(PrintedLedger).where(PrintedLedger.serial == serial, PrintedLedger.voided_at.is_(None))
    row = session.scalars(query).first()
    return _made(row) if row else None


def judge_print(session: Session, facility: FacilityFacts, claim: PrintClaim, now: datetime) -> PrintVerdict:
    """Whether a file is what was printed, and whether the day still says so."""
    made = print_of(session, claim.serial)
    if made is None:
        what = phrase(N_("This store printed no ledger {serial}."), serial=claim.serial)
        return PrintVerdict(PrintState.ALTERED, (Problem("file", what),))
    altered = _alterations(made, claim)
    if altered:
        return PrintVerdict(PrintState.ALTERED, tuple(Problem("file", what) for what in altered))
    if claim.current_hash == made.content_hash:
        return PrintVerdict(PrintState.GENUINE)
    seq = int(made.journal_head.partition(":")[0])
    changes = changed_since(session, facility, made.day, seq)
    problems = _later(session, made, seq, changes)
    if not problems and not ledger_of(session, facility, made.day, now).is_as_closed:
        problems = (Problem("day", phrase(UNEXPLAINED)),)
    # Where nothing was changed the program words its pages otherwise by now; the print stays what it was.
    return PrintVerdict(PrintState.SUPERSEDED if problems else PrintState.GENUINE, problems, changes)


def _alterations(made: PrintMade, claim: PrintClaim) -> list[Phrase]:
    found = []
    if claim.content_hash != made.content_hash or claim.version != made.version:
        found.append(
            phrase(
                N_("It claims to be version {claimed} of {serial}; printed was version {version} with other content."),
                claimed=claim.version,
                serial=made.serial,
                version=made.version,
            )
        )
    if claim.file_hash != made.file_hash:
        found.append(phrase(N_("The file is not the one that was printed as {serial}."), serial=made.serial))
    return found


def _later(session: Session, made: PrintMade, seq: int, changes: tuple[ChangedRecord, ...]) -> tuple[Problem, ...]:
    found = []
    newer = [
        one for one in prints_of(session, made.day) if one.language == made.language and one.version > made.version
    ]
    if newer:
        text = N_("{serial} is version {version} of the same day.")
        found.append(Problem("print", phrase(text, serial=newer[-1].serial, version=newer[-1].version)))
    closing = closing_of(session, made.day)
    if closing is not None and closing.seq > seq:
        found.append(Problem("day", phrase(N_("The day was closed after it was printed."))))
    added = sum(one.seq > seq for one in addenda_of(session, made.day))
    if added:
        found.append(Problem("day", phrase(N_("Addenda made after it was printed: {count}."), count=added)))
    if changes:
        text = N_("Records of the day changed after it was printed: {count}.")
        found.append(Problem("day", phrase(text, count=len(changes))))
    return tuple(found)


def _made(row: PrintedLedger) -> PrintMade:
    return PrintMade(
        row.day,
        row.serial,
        row.version,
        row.language,
        row.content_hash,
        row.file_hash,
        row.journal_head,
        row.is_closed,
    )
