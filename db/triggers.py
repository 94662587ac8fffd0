"""What the database itself refuses: to change the journal, or to delete a record.

Made anew after every migration, since a batch change on SQLite rebuilds its table without them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, inspect

from db import postgres

_NOT_RECORDS = {"journal", "journal_body", "site", "alembic_version"}


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: `verb` on `table` is refused, or refused without an order of erasure."""

    table: str
    verb: str
    unless_ordered: bool = False

    @property
    def name(self) -> str:
        """The trigger's name, the same on both engines."""
        return f"guard_{self.table}_{self.verb.lower()}"


def record_tables(connection: Connection) -> list[str]:
    """The tables in the database whose rows are records, whatever its revision."""
    return sorted(set(inspect(connection).get_table_names()) - _NOT_RECORDS)


def guards(connection: Connection) -> Iterator[Guard]:
    """Every trigger that must be present in this database."""
    for table in ("journal", "site"):
        yield Guard(table, "UPDATE")
        yield Guard(table, "DELETE")
    yield Guard("journal_body", "UPDATE")
    yield Guard("journal_body", "DELETE", unless_ordered=True)
    for table in record_tables(connection):
        yield Guard(table, "DELETE")


def missing(connection: Connection) -> list[str]:
    """The names of the triggers that are absent, switched off, or not as this program makes them."""
    wanted = {guard.name: guard for guard in guards(connection)}
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        sound = {
            name
            for name, sql in connection.exec_driver_sql(query)
            if name in wanted and sql == _on_sqlite(wanted[name])
        }
    else:
        query = (
            "SELECT tgname, proname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgqual IS NULL"
        )
        sound = {
            name
            for name, function in connection.exec_driver_sql(query)
            if name in wanted and function == _function(wanted[name])
        }
    return sorted(set(wanted) - sound)


def install(connection: Connection) -> None:
    """Make the triggers, and on Postgres the functions and grants, for the tables that there are."""
    if connection.dialect.name != "sqlite":
        postgres.install_access(connection, record_tables(connection))
    for guard in guards(connection):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard.name}")
            connection.exec_driver_sql(_on_sqlite(guard))
        else:
            connection.exec_driver_sql(_on_postgres(guard))


def _on_sqlite(guard: Guard) -> str:
    unless = (
        " WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE site_no = OLD.site_no AND seq = OLD.seq)"
        if guard.unless_ordered
        else ""
    )
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.verb} ON {guard.table}{unless}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.table} is append-only'); END"
    )


def _function(guard: Guard) -> str:
    return "daybook_refuse_unless_ordered" if guard.unless_ordered else "daybook_refuse"


def _on_postgres(guard: Guard) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.verb} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {_function(guard)}()"
    )
