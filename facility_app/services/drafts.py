"""What somebody has typed and not handed in yet, kept in the store until then, for whoever typed it alone."""

from sqlalchemy import select

from db.tables import Draft
from facility_app.access import Desk, act
from resources.text import N_


@act(owner=lambda desk, *_: desk.account_id)
def read_draft(desk: Desk, page: str) -> str:
    """One's own draft of a page; empty: there is none."""
    with desk.store.reading() as session:
        query = select(Draft.body).where(Draft.account_id == desk.account_id, Draft.page == page)
        return session.scalars(query).first() or ""


@act(owner=lambda desk, *_: desk.account_id)
def keep_draft(desk: Desk, page: str, body: str) -> None:
    """Keep one's own draft of a page in place of the one before; empty: it was handed in or given up.

    No journal entry is made: nothing has been said yet.
    """
    with desk.act(N_("Keep a draft")) as work:
        known = work.session.get(Draft, (desk.account_id, page))
        if known is None:
            work.session.add(Draft(account_id=desk.account_id, page=page, body=body, updated_at=work.now))
        else:
            known.body, known.updated_at = body, work.now
        work.session.flush()
