"""Who may do what: written out by hand, not read from the table that the program reads."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.tables import AccessEvent
from db.values import AccessKind, DaybookError, Refused, Role
from facility_app.access import Desk, act
from facility_app.app.rulecheck import rule_problems, services
from facility_app.rules.access import access_table
from facility_app.services import accounts, backups, journal, staff, upkeep
from tests.conftest import Founded

H, S, O, D, Y, L, G, P, U, A = (  # noqa: E741 - one letter a role, so that the table is read in one look
    Role.HEAD, Role.SHIFT_LEAD, Role.OFFICER, Role.DOCTOR, Role.PSYCHOLOGIST, Role.RECORDS, Role.GATE,
    Role.PROCURATOR, Role.AUDITOR, Role.ADMINISTRATOR,
)  # fmt: skip

ATTEMPTS: dict[str, tuple[Callable[[Desk, Founded], object], set[Role]]] = {
    "add an account": (lambda desk, _: accounts.add_account(desk, "x", "A001", [O]), {A}),
    "see the accounts": (lambda desk, _: accounts.list_accounts(desk), {A, H, P, U}),
    "give a role": (lambda desk, _: accounts.grant_role(desk, "nobody", O), {A}),
    "reset a password": (lambda desk, _: accounts.reset_password(desk, "nobody"), {A}),
    "disable an account": (lambda desk, _: accounts.disable_account(desk, "nobody"), {A, H}),
    "add staff": (lambda desk, _: staff.add_staff(desk, "", "", ""), {L, A, H}),
    "see the staff": (lambda desk, _: staff.list_staff(desk), {H, S, O, D, Y, L, G, P, A}),
    "verify the journal": (lambda desk, _: journal.verify_journal(desk), {H, L, A, P, U}),
    "read class S": (lambda desk, _: journal.sensitive_history(desk, uuid4(), "x"), {H, P}),
    "erase by order": (lambda desk, _: journal.erase_values(desk, 1, "", ""), {H}),
    "see the backups": (
        lambda desk, facility: backups.see_backups(desk, facility.machine.state),
        {A, H, L, S},
    ),
    "check the store": (lambda desk, _: upkeep.check_store(desk), {A, H, L, U}),
}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_role_may_do_what_the_table_by_hand_says_and_nothing_else(
    role: Role, facility: Founded, desk: Desk, seat: Callable[..., Desk]
) -> None:
    one = seat("someone", role)
    allowed = set()
    refused = 0
    for name, (attempt, _) in ATTEMPTS.items():
        try:
            attempt(one, facility)
        except Refused:
            refused += 1
            continue
        except DaybookError:
            pass  # allowed to try; the nonsense that was given is refused by the act itself
        allowed.add(name)
    assert allowed == {name for name, (_, roles) in ATTEMPTS.items() if role in roles}
    with desk.store.reading() as session:
        journaled = session.scalars(select(AccessEvent).where(AccessEvent.kind == AccessKind.REFUSED)).all()
        assert len(journaled) == refused
        assert {event.account_id for event in journaled} <= {one.account_id}


def test_everybody_may_change_the_own_password(facility: Founded, seat: Callable[..., Desk]) -> None:
    for number, role in enumerate(Role):
        one = seat(f"p{number}", role)
        accounts.change_password(one, f"a lantern for each of {number} boats")
        assert facility.log_in(f"p{number}", f"a lantern for each of {number} boats")


def test_act_without_an_entry_is_refused_to_everybody(desk: Desk) -> None:
    @act()
    def nowhere_listed(desk: Desk) -> None:
        raise AssertionError(desk)

    with pytest.raises(Refused):
        nowhere_listed(desk)


def test_every_public_service_is_checked_and_has_an_entry() -> None:
    found = dict(services())
    assert len(found) > 15
    assert [name for name, acts in found.items() if not acts] == []
    assert {act for acts in found.values() for act in acts} == set(access_table())
    assert rule_problems() == []


def test_every_entry_has_source_and_both_languages() -> None:
    for entry in access_table().values():
        assert entry.source
        assert entry.en
        assert any("\u4e00" <= letter <= "\u9fff" for letter in entry.zh)
