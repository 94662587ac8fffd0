"""Moves the schema of a store up or down, all of it in one transaction."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, select

import db.registers
import db.tables  # noqa: F401 - maps the tables
from db import triggers
from db.guard import allowed
from db.journal import LOCAL_SITE, Change, JournalWriter, read_head, site
from db.record import Base
from db.replay import Difference, differences
from db.schema import HEAD_REVISION, revision_of
from db.types import Plain
from db.values import Actor, Clock, Operation, Unavailable
from db.verify import verify_chain
from db.work import time_of_entry
from resources.text import N_

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

# Alembic is imported where it is used: opening a store needs none of it, and it takes a fifth of a second to load.

TITLE = N_("Upgrade the store")


def config(connection: Connection | None = None) -> "Config":
    """Alembic's settings, with the connection on which to work."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.attributes["connection"] = connection
    return config


def scripts() -> "ScriptDirectory":
    """The revisions that this program knows."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return ScriptDirectory.from_config(config())


def create_schema(connection: Connection) -> None:
    """Make the tables, triggers and grants of an empty database."""
    move_schema(connection, HEAD_REVISION)


def move_schema(connection: Connection, revision: str) -> None:
    """Go to a revision, up or down, within the connection's transaction; guards are made anew.

    On SQLite the connection's foreign keys must be off (`without_foreign_keys`).

    Raises:
        Unavailable: rows would refer to nothing afterwards; the transaction must not be committed.
    """
    from alembic import command  # noqa: PLC0415

    now = revision_of(connection)
    goes_down = now is not None and (revision == "base" or revision < now)
    move: Callable[[Config, str], None] = command.downgrade if goes_down else command.upgrade
    with allowed(connection):
        move(config(connection), revision)
    if revision != "base":
        triggers.install(connection)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise Unavailable(
                N_("The upgrade would leave rows of {table} without what they refer to; nothing was changed."),
                table=broken[0][0],
            )


def upgrade(connection: Connection, actor: Actor, clock: Clock) -> None:
    """Go to the newest revision and journal every value that the way there changed.

    A revision names in `restates` the columns whose values it changes, by table; any other difference between journal
    and tables was there before, and stops the upgrade.

    Raises:
        Unavailable: the journal is not whole, a record is not what it tells, or see `move_schema`.
    """
    restated: dict[str, set[str]] = {}
    for revision in scripts().iterate_revisions(HEAD_REVISION, revision_of(connection)):
        for table, columns in getattr(revision.module, "restates", {}).items():
            restated.setdefault(table, set()).update(columns)
    chain = verify_chain(connection)
    if not chain.ok:
        raise Unavailable(
            N_("The journal is not whole ({where}), so nothing was upgraded. Find out what happened first."),
            where=chain.problems[0].where,
        )
    move_schema(connection, HEAD_REVISION)
    site_id: UUID = connection.execute(select(site.c.id).where(site.c.no == LOCAL_SITE)).scalar_one()
    head = read_head(connection)
    writer = JournalWriter(
        connection,
        site_id,
        head,
        actor=actor,
        at=time_of_entry(clock(), head),
        title=TITLE,
        revision=HEAD_REVISION,
    )
    with allowed(connection):
        writer.append([_restatement(found, restated.get(found.entity, set())) for found in differences(connection)])


def _restatement(found: Difference, columns: set[str]) -> Change:
    """What the upgrade made of a record; anything else that differs was not the upgrade's doing."""
    if found.told is None or found.row is None or found.told.breaks or not set(found.columns) <= columns:
        raise Unavailable(
            N_("{where} is not what the journal tells of it, so nothing was upgraded. Verify the journal first."),
            where=f"{found.entity} {found.entity_id}",
        )
    old: dict[str, Plain] = {name: found.told.values.get(name) for name in found.columns}
    new: dict[str, Plain] = {name: found.row[name] for name in found.columns}
    return Change(found.entity, UUID(str(found.entity_id)), Operation.UPDATE, new, old)


def recovery_public(connection: Connection) -> bytes:
    """The public half of the recovery code, from a store of any revision."""
    return bytes.fromhex(connection.exec_driver_sql("SELECT recovery_public FROM facility").scalar_one())


def schema_differences(connection: Connection) -> list[str]:
    """How the database differs from what the program declares; empty where they are equal."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return [str(difference) for difference in compare_metadata(context, Base.metadata)]
