"""Who may log in, and as what. An administrator hands out one-time codes and never learns a password."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.keyfile import new_code, public_half
from db.tables import Account, AccountRole, Facility, Staff
from db.values import Conflict, Invalid, Refused, Role, login_key
from db.work import UnitOfWork
from facility_app.access import Desk, OneTimeCode, act, checked_login, issue_code, roles_of
from facility_app.core.numbers import clean_code
from facility_app.core.passwords import check_password, common_words
from resources.text import N_


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as a list shows it."""

    id: UUID
    login: str
    staff_name: str
    roles: tuple[Role, ...]
    must_change: bool
    disabled_at: datetime | None


@act()
def list_accounts(desk: Desk) -> list[AccountLine]:
    """Every account, by login name."""
    with desk.store.reading() as session:
        held: dict[UUID, list[Role]] = {}
        roles = select(AccountRole.account_id, AccountRole.role).where(AccountRole.voided_at.is_(None))
        for account_id, role in session.execute(roles.order_by(AccountRole.role)):
            held.setdefault(account_id, []).append(role)
        rows = session.execute(select(Account, Staff.name).join(Staff).order_by(Account.login)).all()
        return [
            AccountLine(
                account.id,
                account.login,
                name,
                tuple(held.get(account.id, ())),
                account.must_change,
                account.disabled_at,
            )
            for account, name in rows
        ]


@act()
def add_account(desk: Desk, login: str, staff_number: str, roles: Collection[Role]) -> OneTimeCode:
    """Give a member of staff an account, to be opened with the code that is returned.

    Raises:
        Invalid: no such member of staff, a login name of a wrong form, no role.
        Conflict: the login name is taken.
    """
    key = checked_login(login)
    if not roles:
        raise Invalid(N_("Give at least one role."), field="roles")
    with desk.act(N_("Add an account")) as work:
        staff = work.first(select(Staff).where(Staff.number == clean_code(staff_number), Staff.voided_at.is_(None)))
        if staff is None:
            raise Invalid(N_("No member of staff has this number. Add the person first."), field="staff")
        if work.first(select(Account).where(Account.login == key)):
            raise Conflict(N_("This login name is taken. Choose another one."), field="login")
        account = Account(login=key, staff_id=staff.id, must_change=True, password_set_at=work.now, disabled_at=None)
        work.add(account)
        work.add(*(AccountRole(account_id=account.id, role=role) for role in set(roles)))
        return issue_code(desk.store, work, account)


@act()
def reset_password(desk: Desk, login: str) -> OneTimeCode:
    """Take an account's password away and give it a one-time code; also lets a disabled account in again.

    Raises:
        Invalid: there is no such account.
    """
    with desk.act(N_("Reset a password")) as work:
        account = _account(work, login)
        return issue_code(desk.store, work, account)


@act(owner=lambda desk, *_: desk.account_id)
def change_password(desk: Desk, new_password: str) -> None:
    """Choose a new password for one's own account.

    Raises:
        Invalid: it is too short or among those tried first.
    """
    with desk.act(N_("Change one's own password")) as work:
        account = work.get(Account, desk.account_id)
        check_password(new_password, _known(work.session, account), common_words())
        account.must_change = False
        account.password_set_at = work.now
        desk.store.door.open_for(work.session, account.login, new_password, None)


@act()
def disable_account(desk: Desk, login: str) -> None:
    """Keep an account out, from its next act on.

    Raises:
        Refused: it is the last administrator's.
    """
    with desk.act(N_("Disable an account")) as work:
        account = _account(work, login)
        if account.disabled_at is not None:
            raise Refused(N_("This account is disabled already."), field="login")
        _refuse_last_administrator(work, account)
        account.disabled_at = work.now
        work.session.flush()
        desk.store.door.shut(work.session, account.login)


@act()
def grant_role(desk: Desk, login: str, role: Role) -> None:
    """Give an account a role.

    Raises:
        Conflict: it has that role.
    """
    with desk.act(N_("Give an account a role")) as work:
        account = _account(work, login)
        if role in roles_of(work.session, account.id):
            raise Conflict(N_("The account has this role already."), field="role")
        work.add(AccountRole(account_id=account.id, role=role))


@act()
def revoke_role(desk: Desk, login: str, role: Role, reason: str) -> None:
    """Take a role from an account.

    Raises:
        Invalid: it does not have the role, or no reason was given.
        Refused: it is the last administrator's.
    """
    with desk.act(N_("Take a role from an account")) as work:
        account = _account(work, login)
        held = work.first(
            select(AccountRole).where(
                AccountRole.account_id == account.id, AccountRole.role == role, AccountRole.voided_at.is_(None)
            )
        )
        if held is None:
            raise Invalid(N_("The account does not have this role."), field="role")
        if role is Role.ADMINISTRATOR:
            _refuse_last_administrator(work, account)
        work.void(held, reason)


@act()
def renew_recovery_code(desk: Desk) -> str:
    """Make a new recovery code for the sealed envelope; the one before opens only backups made until now."""
    code = new_code()
    with desk.act(N_("Renew the recovery code")) as work:
        facility = work.first(select(Facility))
        assert facility is not None
        facility.recovery_public = public_half(code).hex()
        work.session.flush()
        desk.store.door.seal_to(work.session, public_half(code))
    return code


def _account(work: UnitOfWork, login: str) -> Account:
    account = work.first(select(Account).where(Account.login == login_key(login)))
    if account is None:
        raise Invalid(N_("There is no account of this name."), field="login")
    return account


def _known(session: Session, account: Account) -> list[str]:
    staff = session.get_one(Staff, account.staff_id)
    facility = session.scalars(select(Facility)).one()
    return [account.login, staff.name, staff.number, facility.name]


def _refuse_last_administrator(work: UnitOfWork, account: Account) -> None:
    others = work.first(
        select(Account)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            AccountRole.role == Role.ADMINISTRATOR,
            AccountRole.voided_at.is_(None),
            Account.disabled_at.is_(None),
            Account.id != account.id,
        )
    )
    if others is None and Role.ADMINISTRATOR in roles_of(work.session, account.id):
        raise Refused(N_("This is the last administrator. Give somebody else that role first."), field="login")
