"""The daily ledger (值班日志): what it says, what was printed of it, and whether a print is genuine."""

from datetime import date

from sqlalchemy import select

from db.tables import Account, PrintedLedger, Staff
from db.values import AccessKind, Conflict
from facility_app.access import Desk, act, note
from facility_app.facts.facility import facility_facts
from facility_app.facts.ledger import LedgerFacts, ledger_of
from facility_app.facts.ledger_prints import (
    PrintClaim,
    PrintMade,
    PrintNumber,
    PrintVerdict,
    judge_print,
    print_of,
    prints_of,
)
from resources.text import N_


@act()
def ledger_facts(desk: Desk, day: date) -> LedgerFacts:
    """What the ledger of a facility day says now.

    Raises:
        Invalid: the day has not begun, or lies before the first one that the program keeps.
    """
    with desk.store.reading() as session:
        return ledger_of(session, facility_facts(session), day, desk.store.clock())


@act()
def number_print(desk: Desk, day: date, content_hash: str, language: str) -> PrintNumber:
    """What the next print of a day is called: a serial of its own, and a new version where the content is new.

    Versions count the different contents of a day, in each language by itself.
    """
    with desk.store.reading() as session:
        prints = prints_of(session, day)
        versions = {one.content_hash: one.version for one in prints if one.language == language}
        name: str = session.execute(
            select(Staff.name).join(Account, Account.staff_id == Staff.id).where(Account.id == desk.account_id)
        ).scalar_one()
        return PrintNumber(
            f"L{day:%Y%m%d}-{len(prints) + 1:02d}",
            versions.get(content_hash, max(versions.values(), default=0) + 1),
            name,
            facility_facts(session).calendar.local(desk.store.clock()),
        )


@act()
def record_print(desk: Desk, made: PrintMade) -> None:
    """Keep that a ledger was printed; from then on the file can be verified.

    Raises:
        Conflict: another print has taken the serial.
    """
    with desk.act(N_("Print the daily ledger")) as work:
        if print_of(work.session, made.serial) is not None:
            raise Conflict(
                N_("Somebody else has just printed {serial}. Print again."), field="serial", serial=made.serial
            )
        work.add(
            PrintedLedger(
                day=made.day,
                serial=made.serial,
                version=made.version,
                language=made.language,
                content_hash=made.content_hash,
                file_hash=made.file_hash,
                journal_head=made.journal_head,
                is_closed=made.is_closed,
            )
        )


@act()
def find_print(desk: Desk, serial: str) -> PrintMade | None:
    """One print by its serial; None: this store made none."""
    with desk.store.reading() as session:
        return print_of(session, serial)


@act()
def check_printed(desk: Desk, claim: PrintClaim) -> PrintVerdict:
    """Whether a file is what was printed, and whether its day still says so; that it was asked is journaled."""
    with desk.store.reading() as session:
        verdict = judge_print(session, facility_facts(session), claim, desk.store.clock())
        known = print_of(session, claim.serial)
    detail = f"{known.serial if known else '?'} {verdict.state.value}"
    note(desk, N_("Verify a printed ledger"), AccessKind.VERIFIED, detail=detail)
    return verdict
