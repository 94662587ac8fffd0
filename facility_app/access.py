"""The check before every service: who asks, what for, and whether `access.toml` allows it. Default deny."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db import history
from db.keyfile import new_code
from db.store import Store
from db.tables import AccessEvent, Account, AccountRole, Facility
from db.values import AccessKind, Actor, Invalid, Refused, Role, is_login, login_key
from db.work import UnitOfWork
from facility_app.rules.access import Scope, access_table, scope_of
from resources.text import N_

P = ParamSpec("P")
R = TypeVar("R")

OPEN_WITH_A_CODE = "accounts.change_password"
"""The one act that is open to an account that logged in by a one-time code."""

_CODE_VALID = timedelta(hours=72)
_CODE_GROUPS = 4
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody logged in at a workstation: what every service is given first."""

    store: Store
    account_id: UUID
    login: str
    workstation: str
    by_code: bool = False
    """Logged in by a one-time code: may do nothing but choose a password."""

    @property
    def actor(self) -> Actor:
        """Who answers for what is done at this desk."""
        return Actor(self.account_id, self.workstation)

    @contextmanager
    def act(self, title: str, *, undoes: int | None = None) -> Iterator[UnitOfWork]:
        """A unit of work in the name of whoever is logged in."""
        with self.store.unit_of_work(self.actor, title, undoes=undoes) as work:
            yield work


Service = Callable[Concatenate[Desk, P], R]
Owner = Callable[..., UUID]


@dataclass(frozen=True, slots=True)
class Rights:
    """A service whose entry in `access.toml` depends on what it is asked for.

    Attributes:
        names: every entry that it may need.
        of: called with what the service is given after the desk, tells which.
    """

    names: tuple[str, ...]
    of: Callable[..., str]


def act(owner: Owner | None = None, rights: Rights | None = None) -> Callable[[Service[P, R]], Service[P, R]]:
    """Make a function a service, allowed by the entry `module.function` of `access.toml`.

    Args:
        owner: called with the service's own arguments, tells whose the subject is; without it an
            account that may act only on its own is refused.
        rights: where one entry is not enough, which of several.
    """

    def make(service: Service[P, R]) -> Service[P, R]:
        name = f"{service.__module__.rpartition('.')[2]}.{service.__name__}"

        @functools.wraps(service)
        def checked(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            right = rights.of(*args, **kwargs) if rights else name
            authorize(desk, right, (lambda: owner(desk, *args, **kwargs)) if owner else None)
            return service(desk, *args, **kwargs)

        checked.__acts__ = rights.names if rights else (name,)  # type: ignore[attr-defined]
        return checked

    return make


def entered_by(desk: Desk, *told: object, **named: object) -> UUID:
    """Who entered the record of which the id comes first among what a service is given: an `Owner`."""
    record_id = next(one for one in (*told, *named.values()) if isinstance(one, UUID))
    with desk.store.reading() as session:
        past = history.history_of(session, record_id)
    return past[-1].actor_id if past else _NOBODY


_ROLES = select(AccountRole.role).where(AccountRole.account_id == bindparam("account"), AccountRole.voided_at.is_(None))
_ACCOUNT = (
    select(Account.disabled_at, Account.must_change, AccountRole.role)
    .outerjoin(AccountRole, (AccountRole.account_id == Account.id) & AccountRole.voided_at.is_(None))
    .where(Account.id == bindparam("account"))
)
"""A row for each role. Both are kept: to build them anew takes longer than to run them, and each act asks them."""


def roles_of(session: Session, account_id: UUID) -> frozenset[Role]:
    """The roles that an account holds now."""
    return frozenset(session.scalars(_ROLES, {"account": account_id}))


def may_read_findings(desk: Desk, reason: str) -> bool:
    """Whether what doctors found may be shown: to a doctor always, to others where they say why.

    The domain guide, §10.4, gives it to the head on reasoned request.
    """
    with desk.store.reading() as session:
        return bool(reason.strip()) or Role.DOCTOR in roles_of(session, desk.account_id)


def authorize(desk: Desk, name: str, owner: Callable[[], UUID] | None) -> None:
    """Let an act pass, or refuse it and journal the refusal.

    Raises:
        Refused: the account is disabled, must choose a password first, or has no right to the act.
    """
    with desk.store.reading() as session:
        rows = session.execute(_ACCOUNT, {"account": desk.account_id}).all()
    account, roles = rows[0], frozenset(one.role for one in rows if one.role is not None)
    scope = scope_of(access_table().get(name), roles)
    if account.disabled_at is not None:
        refusal = Refused(N_("This account is disabled. Speak to an administrator."), field="account")
    elif (account.must_change or desk.by_code) and name != OPEN_WITH_A_CODE:
        refusal = Refused(N_("Choose your own password first: facility-cli account password."), field="password")
    elif scope is None or (scope is Scope.OWN and (owner is None or owner() != desk.account_id)):
        act_text = access_table()[name].text if name in access_table() else name
        refusal = Refused(N_("Your roles do not allow this: {act}."), field="account", act=act_text)
    else:
        return
    note(desk, N_("Refuse an act"), AccessKind.REFUSED, act=name)
    raise refusal


def note(
    desk: Desk,
    title: str,
    kind: AccessKind,
    *,
    act: str | None = None,
    subject_id: UUID | None = None,
    count: int | None = None,
    detail: str | None = None,
) -> None:
    """Put a line in the access log, in a transaction of its own."""
    with desk.act(title) as work:
        work.add(
            AccessEvent(
                kind=kind, account_id=desk.account_id, act=act, subject_id=subject_id, count=count, detail=detail
            )
        )


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """Opens an account once, to choose a password; shown to whoever asked for it, stored nowhere.

    Attributes:
        valid_until: in UTC; `until`: the same as the clock of the facility shows it.
    """

    login: str
    code: str
    valid_until: datetime
    until: datetime


def issue_code(store: Store, work: UnitOfWork, account: Account) -> OneTimeCode:
    """Let an account in by a new one-time code and by nothing else; one that was disabled too."""
    code, valid_until = new_code(_CODE_GROUPS), work.now + _CODE_VALID
    account.must_change = True
    account.disabled_at = None
    work.session.flush()
    store.door.open_for(work.session, account.login, code, valid_until)
    zone = work.session.scalars(select(Facility.time_zone)).one()
    return OneTimeCode(account.login, code, valid_until, valid_until.astimezone(ZoneInfo(zone)))


def checked_login(login: str, field: str = "login") -> str:
    """The key of a login name.

    Raises:
        Invalid: it has not the form of one.
    """
    key = login_key(login)
    if not is_login(key):
        raise Invalid(
            N_("A login name has 2 to 32 letters, digits, dots, dashes or underscores, without spaces."), field=field
        )
    return key
