"""Acts that may be tried first: everything is done, and nothing is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.work import UnitOfWork
from facility_app.access import Desk


class _RolledBackError(Exception):
    """Ends a trial, in which everything is done and nothing is kept."""


@contextmanager
def doing(desk: Desk, title: str, *, dry_run: bool) -> Iterator[UnitOfWork]:
    """A unit of work that is kept, or with `dry_run` only tried."""
    try:
        with desk.act(title) as work:
            yield work
            if dry_run:
                raise _RolledBackError
    except _RolledBackError:
        pass
