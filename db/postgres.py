"""Postgres: accounts are login roles, logging in is connecting, and the server guards the tables.

An account's role is named `login@database`, so that two facilities on one server never share one.
Members of the group role `facility_daybook` may read and write records and append to the journal;
nobody but the owner may change what the journal says or delete a record. The functions that make and
shut login roles belong to the owner (`SECURITY DEFINER`) and ask who calls.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from db.guard import watch
from db.values import Invalid
from resources.text import N_

GROUP = "facility_daybook"
WRITE_LOCK = 0x0DA1B00C
_LOCK_WAIT_MS = 10_000
_ROLE_BYTES = 63


def role_name(login: str, database: str) -> str:
    """The login role of an account.

    Raises:
        Invalid: the name would be longer than Postgres allows.
    """
    name = f"{login}@{database}"
    if len(name.encode()) > _ROLE_BYTES:
        raise Invalid(N_("The login name is too long for this database. Choose a shorter one."), field="login")
    return name


def make_engine(url: URL) -> Engine:
    """An engine whose connections speak as the account in the URL, in UTC."""
    engine = create_engine(
        url,
        connect_args={
            "options": f"-c timezone=UTC -c lock_timeout={_LOCK_WAIT_MS} -c synchronous_commit=on",
            "connect_timeout": 10,
        },
        pool_pre_ping=True,
        pool_size=2,
        hide_parameters=True,  # no personal data in an error
    )
    watch(engine)
    return engine


def take_write_lock(connection: Connection) -> None:
    """Wait until no other transaction writes; held to the end of this one."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})


class LoginRoles:
    """The door of a Postgres store: each account is a login role."""

    def open_for(self, session: Session, login: str, secret: str, valid_until: datetime | None) -> None:
        """Let an account in by a password, or by a one-time code until an instant."""
        connection = session.connection()
        driver: Any = connection.connection.driver_connection
        database = driver.info.dbname
        verifier = driver.pgconn.encrypt_password(
            secret.encode(), role_name(login, database).encode(), b"scram-sha-256"
        )
        session.execute(
            text("SELECT daybook_open_login(:login, :verifier, :until)"),
            {"login": login, "verifier": verifier.decode(), "until": valid_until},
        )

    def shut(self, session: Session, login: str) -> None:
        """Keep an account out from now on."""
        session.execute(text("SELECT daybook_shut_login(:login)"), {"login": login})

    def seal_to(self, session: Session, public: bytes) -> None:
        """Nothing to seal here: a backup is sealed to the public half that the facility's record holds."""


_FUNCTIONS = """
CREATE OR REPLACE FUNCTION daybook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION daybook_refuse_unless_ordered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasure WHERE site_no = OLD.site_no AND seq = OLD.seq) THEN
        RAISE EXCEPTION 'journal_body is erased only by order' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE FUNCTION daybook_is_owner() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT session_user = current_user OR pg_has_role(session_user, current_user, 'USAGE')
$$;

CREATE OR REPLACE FUNCTION daybook_is(VARIADIC wanted text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM account JOIN account_role ON account_role.account_id = account.id
        WHERE account.login || '@' || current_database() = session_user AND account.disabled_at IS NULL
          AND account_role.role = ANY (wanted) AND account_role.voided_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION daybook_need_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT daybook_is_owner() AND NOT daybook_is(VARIADIC TG_ARGV) THEN
        RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION daybook_keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT daybook_is_owner() AND NOT daybook_is('administrator', 'head') AND NOT (
        OLD.login || '@' || current_database() = session_user AND OLD.disabled_at IS NULL
        AND NEW.disabled_at IS NULL AND NEW.login = OLD.login AND NEW.staff_id = OLD.staff_id) THEN
        RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION daybook_open_login(login text, verifier text, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    role_name text := login || '@' || current_database();
    subject account;
BEGIN
    SELECT * INTO subject FROM account WHERE account.login = daybook_open_login.login;
    IF subject.id IS NULL OR subject.disabled_at IS NOT NULL OR verifier NOT LIKE 'SCRAM-SHA-256$%' THEN
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- one's own password; or, of somebody else, a code that ends and must be changed
    IF NOT daybook_is_owner() AND session_user <> role_name AND NOT (
        daybook_is('administrator') AND subject.must_change
        AND until IS NOT NULL AND until < now() + interval '7 days') THEN
        RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I', role_name);
        EXECUTE format('GRANT GROUP_ROLE TO %I', role_name);
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role_name);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L VALID UNTIL %L',
                   role_name, verifier, coalesce(until::text, 'infinity'));
END $$;

CREATE OR REPLACE FUNCTION daybook_shut_login(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT daybook_is_owner() AND NOT daybook_is('administrator', 'head') THEN
        RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', login || '@' || current_database());
END $$;
"""


def install_access(connection: Connection, records: list[str]) -> None:
    """Make functions and grants anew. Must run as the owner of the database, who has CREATEROLE."""
    run = connection.exec_driver_sql
    run(f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{GROUP}') THEN CREATE ROLE {GROUP} NOLOGIN; END IF;
    END $$""")
    run(_FUNCTIONS.replace("GROUP_ROLE", GROUP).replace("%", "%%"))
    database = connection.exec_driver_sql("SELECT quote_ident(current_database())").scalar_one()
    run(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    run("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    run(f"GRANT USAGE ON SCHEMA public TO {GROUP}")
    run(f"GRANT SELECT ON site, alembic_version TO {GROUP}")
    run(f"GRANT SELECT, INSERT ON journal TO {GROUP}")
    run(f"GRANT SELECT, INSERT, DELETE ON journal_body TO {GROUP}")
    for table in records:
        run(f"GRANT SELECT, INSERT, UPDATE ON {table} TO {GROUP}")
    for name, table, moment, function in _ROLE_GUARDS:
        run(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {moment} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {function}".replace("%", "%%")
        )


_ROLE_GUARDS = (
    ("roles_account_insert", "account", "INSERT", "daybook_need_role('administrator')"),
    ("roles_account_update", "account", "UPDATE", "daybook_keep_account()"),
    ("roles_account_role", "account_role", "INSERT OR UPDATE", "daybook_need_role('administrator')"),
    ("roles_facility", "facility", "INSERT OR UPDATE", "daybook_need_role('administrator', 'head', 'records')"),
    ("roles_erasure", "erasure", "INSERT OR UPDATE", "daybook_need_role('head')"),
)
"""What the server itself asks of whoever writes there, whatever program is used."""
