"""Runs a migration on the connection that `db.migrate` hands over."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

import db.registers
import db.tables  # noqa: F401 - maps the tables
from db.record import Base
from db.types import EnumText, Exact, Identifier, Instant


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our types into revisions as plain SQLAlchemy, so that a revision imports nothing of ours."""
    if kind == "type":
        if isinstance(item, Identifier):
            return "sa.LargeBinary(16).with_variant(postgresql.UUID(), 'postgresql')"
        if isinstance(item, Instant):
            return "sa.BigInteger().with_variant(sa.DateTime(timezone=True), 'postgresql')"
        if isinstance(item, Exact):
            return f"sa.BigInteger().with_variant(sa.Numeric(18, {item.places}), 'postgresql')"
        if isinstance(item, EnumText):
            return "sa.String()"
        if isinstance(item, sa.LargeBinary):
            return "sa.LargeBinary()"
    return False


def main() -> None:
    """Run it, in the transaction of the connection given."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
        render_item=render_item,
        compare_server_default=True,
        user_module_prefix=None,
    )
    context.run_migrations()


main()
