"""Which backups to keep: the newest of each of 12 days, 10 weeks and 9 months."""

from collections.abc import Callable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 12, 10, 9


def to_keep(made_at: Iterable[datetime]) -> frozenset[datetime]:
    """The backups to keep, of all that there are; the newest always among them.

    A day, week (from Monday) or month in which none was made does not count.
    """
    newest_first = sorted(made_at, reverse=True)
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    kept: set[datetime] = set()
    for count, period_of in periods:
        newest: dict[object, datetime] = {}
        for at in newest_first:
            newest.setdefault(period_of(at), at)
        kept.update(list(newest.values())[:count])
    return frozenset(kept)
