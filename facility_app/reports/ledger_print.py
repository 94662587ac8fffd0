"""Printing a ledger into a file that is on record, and telling later what such a file is worth."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from db.values import Invalid, Unavailable
from facility_app.access import Desk
from facility_app.core.phrases import phrase
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_prints import (
    PrintClaim,
    PrintMade,
    PrintNumber,
    PrintState,
    PrintVerdict,
    Problem,
)
from facility_app.reports.content import content_hash
from facility_app.reports.document import Document, Footer
from facility_app.reports.facts import read_facts
from facility_app.reports.ledger import ledger_document
from facility_app.reports.paper import Rendered, compose, render
from facility_app.services import ledgers
from resources.text import LANGUAGES, N_, _, language, speaking

_QR_MARK = "FD1"


@dataclass(frozen=True, slots=True)
class LedgerPrint:
    """A ledger that was printed: the file, what stands in its foot, and what it says."""

    path: Path
    number: PrintNumber
    rendered: Rendered
    facts: LedgerFacts


def print_ledger(desk: Desk, day: date, path: Path) -> LedgerPrint:
    """Print the ledger of a day in the language in force, and keep on record that it was printed.

    The file appears only when the record of it is kept.

    Raises:
        Invalid: the day has not begun, or lies before the first one that the program keeps.
        Conflict: somebody else printed the same day at the same moment; print again.
        Unavailable: the file cannot be written.
    """
    facts = ledgers.ledger_facts(desk, day)
    document = ledger_document(facts)
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.draft")
    try:
        number = ledgers.number_print(desk, day, content_hash(document), language())
        rendered = render(document, _footer(facts, document, number), draft)
        ledgers.record_print(desk, _made(facts, number, rendered))
        draft.replace(path)
    except OSError as problem:
        raise Unavailable(
            N_("{name} could not be written: {reason}. Free some space or check the disk, then try again."),
            field="out",
            name=path.name,
            reason=problem.strerror or type(problem).__name__,
        ) from problem
    finally:
        draft.unlink(missing_ok=True)
    return LedgerPrint(path, number, rendered, facts)


@dataclass(frozen=True, slots=True)
class LedgerPreview:
    """A ledger as it would be printed now: the file in memory, and what it says. It is on no record."""

    pdf: bytes
    rendered: Rendered
    facts: LedgerFacts


def preview_ledger(desk: Desk, day: date) -> LedgerPreview:
    """The ledger of a day as it would be printed, in the language in force; in place of the serial it says so.

    Raises:
        Invalid: the day has not begun, or lies before the first one that the program keeps.
    """
    facts = ledgers.ledger_facts(desk, day)
    document = ledger_document(facts)
    at = facts.facility.calendar.local(facts.at)
    number = PrintNumber(_("Preview"), 0, desk.login, at)
    pdf, rendered = compose(document, _footer(facts, document, number))
    return LedgerPreview(pdf, rendered, facts)


def _footer(facts: LedgerFacts, document: Document, number: PrintNumber) -> Footer:
    lines = [_("Journal head {head}").format(head=facts.head)]
    if facts.closing is not None:
        lines.append(_("Day SHA-256 {hash}").format(hash=facts.closing.content_hash))
        before = facts.closing.previous_hash or _("none")
        lines.append(_("Day before SHA-256 {hash}").format(hash=before))
    return Footer(
        number.serial,
        number.version,
        number.printed_by,
        number.printed_at,
        f"{_QR_MARK}|{number.serial}|{number.version}|{content_hash(document)}",
        tuple(lines),
    )


def _made(facts: LedgerFacts, number: PrintNumber, rendered: Rendered) -> PrintMade:
    return PrintMade(
        facts.day,
        number.serial,
        number.version,
        language(),
        rendered.content_hash,
        rendered.sha256,
        facts.head,
        facts.closing is not None,
    )


def check_ledger(desk: Desk, path: Path) -> PrintVerdict:
    """What a file is worth that is said to be a printed ledger.

    Raises:
        Invalid: the file cannot be read.
    """
    try:
        file_hash = sha256(path.read_bytes()).hexdigest()
        claimed = read_facts(path)
    except OSError as problem:
        raise Invalid(
            N_("{name} cannot be read: {reason}."),
            field="file",
            name=path.name,
            reason=problem.strerror or type(problem).__name__,
        ) from problem
    if claimed is None:
        what = phrase(N_("The file does not say which ledger it is: it is none of this program, or it was altered."))
        return PrintVerdict(PrintState.ALTERED, (Problem("file", what),))
    claim = PrintClaim(claimed.serial, claimed.version, claimed.content_hash, file_hash, "")
    made = ledgers.find_print(desk, claimed.serial)
    if made is None or made.language not in LANGUAGES:
        return ledgers.check_printed(desk, claim)
    with speaking(made.language):
        now = content_hash(ledger_document(ledgers.ledger_facts(desk, made.day)))
    return ledgers.check_printed(desk, PrintClaim(claim.serial, claim.version, claim.content_hash, file_hash, now))
