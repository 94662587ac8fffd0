"""Finding people by what somebody remembers of them."""

from db.values import AccessKind, Invalid
from facility_app.access import Desk, act, note
from facility_app.core.searchtext import search_text
from facility_app.facts import search
from facility_app.facts.facility import facility_facts
from facility_app.facts.search import FoundPerson
from resources.text import N_


@act()
def find_people(desk: Desk, text: str, limit: int = 20) -> tuple[FoundPerson, ...]:
    """People by name, alias, pinyin, initials, 监所编号 or cell; those held come first, and everybody by one way only.

    A name is found by any part of it, pinyin, initials and numbers by their beginning, numbers by their last digits
    too. A cell gives everybody who lives in it now. A whole identity number is `find_by_identity`; a part of one
    finds nobody.

    Args:
        limit: how many at most, the people of a cell apart.

    Raises:
        Invalid: the limit is less than 1.
        Refused: the text is an identity number, and the account may not search by one.
    """
    if limit < 1:
        raise Invalid(N_("Ask for at least one result."), field="limit")
    wanted = search_text(text)
    if wanted is None:
        return ()
    with desk.store.reading() as session:
        found = search.find_people(session, facility_facts(session), wanted, limit, desk.store.clock())
    if not found and wanted.identity_number:
        return find_by_identity(desk, wanted.identity_number)
    return found


@act()
def find_by_identity(desk: Desk, number: str) -> tuple[FoundPerson, ...]:
    """The person with an identity number (class S), given whole; that it was asked for is journaled.

    Raises:
        Invalid: it is no whole identity number.
    """
    wanted = search_text(number)
    if wanted is None or wanted.identity_number is None:
        raise Invalid(N_("Give the whole identity number."), field="number")
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        found = search.find_by_identity(session, facility, wanted.identity_number, now)
    subject_id = found[0].custody_id if found else None
    note(
        desk,
        N_("Read class S"),
        AccessKind.SENSITIVE_READ,
        act="search.find_by_identity",
        subject_id=subject_id,
        count=len(found),
    )
    return found
