"""Who sits at a desk, and where."""

from dataclasses import dataclass

from sqlalchemy import select

from db.schema import HEAD_REVISION
from db.tables import Account, Staff
from db.values import Role
from facility_app.access import Desk, act, roles_of
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.rules.access import Scope, access_table, scope_of


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """The facility, and whoever is logged in.

    Attributes:
        must_change: the password has to be chosen anew before anything else.
        schema: the revision of the tables of the store.
    """

    facility: FacilityFacts
    name: str
    roles: frozenset[Role]
    must_change: bool
    schema: str

    def may(self, act_name: str) -> bool:
        """Whether the account may do an act on every record; to ask without the right would be journaled."""
        return scope_of(access_table().get(act_name), self.roles) is Scope.ALL

    def may_own(self, act_name: str) -> bool:
        """Whether the account may do an act on what is its own at least."""
        return scope_of(access_table().get(act_name), self.roles) is not None


@act(owner=lambda desk: desk.account_id)
def see_desk(desk: Desk) -> DeskFacts:
    """Where one has logged in, and as whom."""
    with desk.store.reading() as session:
        row = session.execute(
            select(Staff.name, Account.must_change)
            .join(Account, Account.staff_id == Staff.id)
            .where(Account.id == desk.account_id)
        ).one()
        roles = roles_of(session, desk.account_id)
        return DeskFacts(facility_facts(session), row.name, roles, row.must_change, HEAD_REVISION)
