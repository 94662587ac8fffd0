"""Every revision up and down on both engines, and an upgrade with data in the tables."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from db import migrate, sqlite, triggers
from db.engines import disposing, without_foreign_keys
from db.location import Location, PostgresDatabase, SqliteFile
from db.opening import open_as_owner
from db.postgres import make_engine
from db.schema import HEAD_REVISION, revision_of
from db.values import Refused
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.services import staff, upkeep
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Founded

ROOT = Path(__file__).resolve().parents[2]
REVISIONS = [f"{number:04}" for number in range(1, int(HEAD_REVISION) + 1)]


@contextmanager
def _engine(place: Location) -> Iterator[Engine]:
    make = sqlite.make_write_engine(place.path, bytes(32)) if isinstance(place, SqliteFile) else make_engine(place.url)
    with disposing(make) as engine:
        yield engine


@contextmanager
def _connection(engine: Engine) -> Iterator[Connection]:
    with without_foreign_keys(engine) as connection, connection.begin():
        yield connection


def test_revisions_are_numbered_without_gaps_and_the_last_is_what_the_program_needs() -> None:
    found = [script.revision for script in reversed(list(migrate.scripts().walk_revisions()))]
    assert found == REVISIONS


def test_revisions_import_nothing_of_ours() -> None:
    for path in (ROOT / "db" / "migrations" / "versions").glob("*.py"):
        imports = [line for line in path.read_text("utf-8").splitlines() if line.startswith(("import ", "from "))]
        assert all(line.startswith(("import sqlalchemy", "from alembic", "from sqlalchemy")) for line in imports), (
            path.name
        )


def test_every_revision_goes_up_and_down_and_keeps_its_triggers(place: Location) -> None:
    with _engine(place) as engine:
        for revision in REVISIONS:
            with _connection(engine) as connection:
                migrate.move_schema(connection, revision)
                assert revision_of(connection) == revision
                assert triggers.missing(connection) == []
        with _connection(engine) as connection:
            assert migrate.schema_differences(connection) == []
        for revision in [*reversed(REVISIONS[:-1]), "base"]:
            with _connection(engine) as connection:
                migrate.move_schema(connection, revision)
        with _connection(engine) as connection:
            assert triggers.record_tables(connection) == []


def test_store_of_this_program_is_as_declared(desk: Desk) -> None:
    assert [check for check in upkeep.check_store(desk) if not check.ok] == []


def test_store_of_this_revision_is_not_upgraded(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing to do"):
        upkeep.upgrade_store(desk, tmp_path / "copies")


def test_store_of_a_newer_program_is_refused(facility: Founded, desk: Desk) -> None:
    store = desk.store
    if isinstance(facility.place, PostgresDatabase):
        store = open_as_owner(facility.place, facility.clock)
    with store.changing_schema() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(Refused, match="newer version"):
        facility.log_in()


NEXT_REVISION = '''"""next"""

import sqlalchemy as sa
from alembic import op

revision = "NEXT"
down_revision = "HEAD"
branch_labels = None
depends_on = None
restates = {"staff": ("duty", "grade")}


def upgrade() -> None:
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("post", new_column_name="duty", existing_type=sa.String(), existing_nullable=False)
        batch.add_column(sa.Column("grade", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("grade", server_default=None, existing_type=sa.Integer(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("staff") as batch:
        batch.drop_column("grade")
        batch.alter_column("duty", new_column_name="post", existing_type=sa.String(), existing_nullable=False)
'''


@pytest.fixture
def next_program(tmp_path: Path) -> Path:
    """A copy of the program with one more revision, which renames a column and adds one that may not be empty."""
    copy = tmp_path / "next"
    for folder in ("db", "facility_app", "resources"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    following = f"{int(HEAD_REVISION) + 1:04}"
    (copy / "db" / "migrations" / "versions" / f"{following}_next.py").write_text(
        NEXT_REVISION.replace("NEXT", following).replace("HEAD", HEAD_REVISION), "utf-8"
    )
    _replace(copy / "db" / "schema.py", f'HEAD_REVISION = "{HEAD_REVISION}"', f'HEAD_REVISION = "{following}"')
    _replace(
        copy / "db" / "tables" / "staff.py",
        "    post: Mapped[str]\n",
        "    duty: Mapped[str]\n    grade: Mapped[int]\n",
    )
    return copy


def _replace(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), "utf-8")


def _run(program: Path, machine: Machine, *words: str) -> dict[str, object]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(program),
        "FACILITY_USER": ADMIN,
        "FACILITY_PASSWORD": PASSWORD,
        "XDG_STATE_HOME": str(machine.state),
    }
    done = subprocess.run(
        [sys.executable, "-m", "facility_app.cli", *words, "--json"],
        cwd=program,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


def test_upgrade_keeps_the_data_the_chain_and_the_triggers_and_leaves_a_copy(
    facility: Founded, desk: Desk, next_program: Path, tmp_path: Path
) -> None:
    for number in range(30):
        staff.add_staff(desk, f"{number:03}", f"虚构{number}", "管教")
    desk.store.close()
    place = facility.place
    db = address(place)
    copies = tmp_path / "copies"

    refused = _run(next_program, facility.machine, "staff", "list", "--db", db)
    assert "facility-cli migrate" in str(refused["error"])
    done = _run(next_program, facility.machine, "migrate", "--db", db, "--to", str(copies))
    assert Path(str(done["copy"])).exists()
    assert _run(next_program, facility.machine, "verify", "journal", "--db", db)["problems"] == []
    checked = _run(next_program, facility.machine, "self-check", "--db", db)
    assert checked["ok"], checked
    with pytest.raises(Refused, match="newer version"):
        facility.log_in()

    back = tmp_path / "back.daybook"
    restored = _run(ROOT, facility.machine, "restore", str(done["copy"]), "--to", str(back))
    assert "error" not in restored
    assert _run(ROOT, facility.machine, "verify", "journal", "--db", str(back))["problems"] == []
    listed = _run(ROOT, facility.machine, "staff", "list", "--db", str(back))
    assert "虚构29" in str(listed["staff"])


def test_upgrade_of_a_store_that_was_tampered_with_is_refused(
    facility: Founded, desk: Desk, next_program: Path, tmp_path: Path
) -> None:
    staff.add_staff(desk, "001", "虚构", "管教")
    with desk.act("past the journal") as work:
        work.session.execute(text("UPDATE staff SET name = 'x' WHERE number = '001'"))
    desk.store.close()
    place = facility.place
    db = address(place)
    refused = _run(next_program, facility.machine, "migrate", "--db", db, "--to", str(tmp_path / "copies"))
    assert "nothing was upgraded" in str(refused["error"])
    assert facility.log_in()
