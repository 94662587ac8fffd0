"""What takes its time once in a process: done while somebody types a password."""

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.orm import configure_mappers

from db.values import DaybookError
from facility_app.rules.access import access_table
from facility_app.rules.shelf import shelved_packs


def warm_up() -> None:
    """Join the records to one another, read the table of rights and the rules."""
    configure_mappers()
    packs: list[Callable[[], object]] = [access_table, *(one.load for one in shelved_packs())]
    for load in packs:
        with suppress(DaybookError):  # told where the pack is needed
            load()
