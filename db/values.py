"""Values that every layer may speak of: who acts, which roles there are, and what can go wrong.

Standard library only.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from uuid import UUID

Clock = Callable[[], datetime]
"""Says what time it is, as an aware instant in UTC. Always passed in."""


def utc_now() -> datetime:
    """The machine's own clock."""
    return datetime.now(UTC)


class FacilityKind(Enum):
    """The three kinds of facility that the program knows."""

    KANSHOUSUO = "kanshousuo"
    JULIUSUO = "juliusuo"
    JIEDUSUO = "jiedusuo"


class Role(Enum):
    """What an account may be; one account may hold several. What each may do stands in `access.toml`."""

    HEAD = "head"
    SHIFT_LEAD = "shift_lead"
    OFFICER = "officer"
    DOCTOR = "doctor"
    PSYCHOLOGIST = "psychologist"
    RECORDS = "records"
    GATE = "gate"
    PROCURATOR = "procurator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Sex(Enum):
    """By which the law holds people apart."""

    MALE = "male"
    FEMALE = "female"


class CellKind(Enum):
    """What a cell is for."""

    ORDINARY = "ordinary"
    TRANSITION = "transition"
    ISOLATION = "isolation"
    INFIRMARY = "infirmary"
    SEPARATE = "separate"
    DISCIPLINARY = "disciplinary"
    ELDERLY_SICK = "elderly_sick"
    SERVING = "serving"


class AccessKind(Enum):
    """What an entry of the access log tells (access log, retained for three years or more)."""

    LOGIN = "login"
    FAILED_LOGINS = "failed_logins"
    REFUSED = "refused"
    VERIFIED = "verified"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    UPGRADED = "upgraded"
    RECOVERY = "recovery"
    SENSITIVE_READ = "sensitive_read"
    EXPORTED = "exported"


class Operation(Enum):
    """What a journal entry did to its record. A record is never deleted."""

    INSERT = "I"
    UPDATE = "U"


@dataclass(frozen=True, slots=True)
class Actor:
    """The account that answers for a change, and the machine at which it was made."""

    account_id: UUID
    workstation: str


class DaybookError(Exception):
    """Something that the user can be told and can mend.

    Attributes:
        message: an English text marked with `N_`, with `{named}` places; translated where it is shown.
        params: what goes into the places; never personal data.
        field: the input that is at fault, where one is.
    """

    kind = "error"

    def __init__(self, message: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)


class Refused(DaybookError):
    """A rule or a right stands against the act."""

    kind = "refused"


class Invalid(DaybookError):
    """A value that was given cannot be used; `field` names it."""

    kind = "invalid"


class Conflict(DaybookError):
    """Somebody else was first, or the record has changed since it was looked at."""

    kind = "conflict"


class Unavailable(DaybookError):
    """The store cannot be used now: locked, full, off line, damaged."""

    kind = "unavailable"


_LOGIN = re.compile(r"[\w][\w.\-]{1,31}")


def login_key(login: str) -> str:
    """The form in which a login name is stored and compared: NFKC, case folded, no spaces around."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def is_login(key: str) -> bool:
    """Whether a login key has the form of one: 2 to 32 letters, digits, dots, dashes or underscores."""
    return _LOGIN.fullmatch(key) is not None
