"""Failed logins: five, then ten minutes' wait. Kept in the key file, or on a Postgres client in a file of its own."""

from datetime import datetime, timedelta

import msgspec

from db.values import Refused
from resources.text import N_

ALLOWED = 5
WAIT = timedelta(minutes=10)


class Attempts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Logins of one account that were begun and did not succeed since its last success."""

    count: int
    last: datetime


def begin_attempt(log: dict[str, Attempts], name: str, now: datetime) -> int:
    """Count an attempt before its password is tried, so that many at once get no more than five.

    Returns how many failed before it. A success takes the name out of the log.

    Raises:
        Refused: the account waits for ten minutes after its fifth failure.
    """
    before = log.get(name)
    count = before.count if before else 0
    if before and count and count % ALLOWED == 0 and abs(now - before.last) < WAIT:
        minutes = min(-((now - before.last - WAIT) // timedelta(minutes=1)), WAIT // timedelta(minutes=1))
        raise Refused(
            N_("Five wrong passwords. Wait {minutes} minutes, then try again."), field="password", minutes=minutes
        )
    log[name] = Attempts(count + 1, now)
    return count
