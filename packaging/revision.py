"""Writes the next Alembic revision from what the tables declare: `revision.py "what changes"`."""

import os
import sys
import tempfile
from pathlib import Path

from alembic import command

from db import migrate, sqlite
from db.engines import disposing, without_foreign_keys
from db.schema import HEAD_REVISION

SCHEMA = Path(__file__).resolve().parent.parent / "db" / "schema.py"


def main(message: str) -> None:
    """Compare the tables with a database at the newest revision, write the difference, and raise `HEAD_REVISION`."""
    new = f"{int(HEAD_REVISION) + 1:04}"
    with (
        tempfile.TemporaryDirectory() as folder,
        disposing(sqlite.make_write_engine(Path(folder) / "empty.db", os.urandom(32))) as engine,
        without_foreign_keys(engine) as connection,
        connection.begin(),
    ):
        migrate.move_schema(connection, HEAD_REVISION)
        command.revision(migrate.config(connection), message=message, autogenerate=True, rev_id=new)
    text = SCHEMA.read_text("utf-8")
    SCHEMA.write_text(text.replace(f'HEAD_REVISION = "{HEAD_REVISION}"', f'HEAD_REVISION = "{new}"'), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
