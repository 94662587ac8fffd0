"""Admission, and the documents that come later (收押, 换押)."""

from uuid import UUID

from sqlalchemy import select

from db.tables import Custody
from db.values import Invalid, Refused
from facility_app.access import Desk, act
from facility_app.acts.intake import Newcomer, PaperGiven, admit, further_document
from facility_app.core.numbers import clean_code
from facility_app.facts.facility import facility_facts
from resources.text import N_


@act()
def admit_person(desk: Desk, newcomer: Newcomer) -> UUID:
    """Admit one person through the gate of documents; returns the custody.

    Raises:
        Refused: the documents do not admit, the person is held here already, or the day is closed.
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: the number is taken.
    """
    with desk.act(N_("Admit a person")) as work:
        return admit(work, facility_facts(work.session), newcomer).id


@act()
def add_document(desk: Desk, number: str, paper: PaperGiven) -> None:
    """Add a further document to an open custody; from its date on it may change the ground and the term.

    Raises:
        Invalid: there is no such custody, or the document is not complete.
        Refused: the custody has ended.
    """
    with desk.act(N_("Add a document")) as work:
        custody = work.first(select(Custody).where(Custody.number == clean_code(number), Custody.voided_at.is_(None)))
        if custody is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        if custody.ended_at is not None:
            raise Refused(N_("This custody has ended."), field="number")
        further_document(work, facility_facts(work.session), custody, paper)
