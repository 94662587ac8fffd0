"""Making, checking, upgrading, backing up and restoring a store."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from db import opening
from db.backup import Receipt
from db.location import PostgresDatabase, parse_location
from db.schema import HEAD_REVISION
from db.values import Invalid
from facility_app.app.founding import NewFacility, found
from facility_app.app.furnishing import found_with_cells
from facility_app.app.login import log_in, not_newer
from facility_app.app.machine import Machine
from facility_app.app.recovery import restore_backup
from facility_app.app.selfcheck import self_check
from facility_app.cli.accounts import recovery_lines
from facility_app.cli.credentials import at_desk, location, login_name, new_password, password, recovery_code
from facility_app.cli.output import Answer
from facility_app.services import backups, upkeep
from facility_app.services.upkeep import Check
from resources.text import N_, _


def init(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A new store."""
    new = NewFacility(
        name=asked.name,
        kind=asked.kind,
        admin_login=asked.admin,
        admin_name=asked.admin_name or asked.admin,
        admin_number=asked.admin_number or asked.admin,
        time_zone=asked.time_zone,
        day_starts_at=_minutes(asked.day_starts_at),
        is_fictional=asked.fictional,
    )
    where, secret = location(asked), new_password("FACILITY_PASSWORD")
    document = {"db": asked.db, "admin": asked.admin}
    if asked.cells is None:
        code = found(where, new, secret, machine)
        return Answer({**document, "recovery_code": code}, (_("The store is made."), *recovery_lines(code)))
    code, taken = found_with_cells(where, new, secret, machine, Path(asked.cells))
    lines = [_("The store is made; cells: {count}").format(count=taken.count)]
    lines += [_("Look at: {what}").format(what=one.text) for one in taken.warnings]
    return Answer(
        {**document, "recovery_code": code, "cells": taken.count, "warnings": taken.warnings},
        (*lines, *recovery_lines(code)),
    )


def _minutes(text: str) -> int:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text)
    if match is None:
        raise Invalid(N_("Give a time of day as HH:MM, for example 08:00."), field="day_starts_at")
    return int(match[1]) * 60 + int(match[2])


def backup(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One more backup, or a list of those that there are."""
    folder = Path(asked.to).absolute()
    with at_desk(asked, machine) as desk:
        if asked.list:
            found_ = backups.see_backups(desk, folder)
            return Answer({"backups": found_}, tuple(map(_line, found_)))
        made = backups.back_up(desk, folder, password())
    where = folder / made.receipt.file
    return Answer(
        {"path": where, "receipt": made.receipt, "removed": made.removed},
        (
            _("Backup made, opened and counted: {path}").format(path=where),
            _line(made.receipt),
            *(_("Thinned out: {file}").format(file=name) for name in made.removed),
        ),
    )


def _line(receipt: Receipt) -> str:
    return _("{file}  {entries} entries  head {head}").format(
        file=receipt.file, entries=receipt.entries, head=receipt.head
    )


def restore(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A backup in a new place."""
    login = login_name(asked)
    code = recovery_code() if asked.recovery else None
    to = parse_location(asked.to)
    needs_password = code is None or isinstance(to, PostgresDatabase)
    receipt = restore_backup(
        Path(asked.backup).absolute(),
        to,
        login,
        machine,
        password=password() if needs_password else None,
        recovery_code=code,
    )
    lines = [_("Restored: {file}").format(file=asked.to), _line(receipt)]
    if receipt.revision != HEAD_REVISION:
        lines.append(_("It has an older schema. Upgrade it next: facility-cli migrate"))
    return Answer({"db": asked.to, "receipt": receipt}, tuple(lines))


def migrate(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The store at this program's schema."""
    where = location(asked)
    if asked.to is None and isinstance(where, PostgresDatabase):
        raise Invalid(N_("Give the folder of the verified copy with --to."), field="to")
    folder = Path(asked.to or f"{asked.db}.before-upgrade").absolute()
    secret = password()
    desk = log_in(where, login_name(asked), secret, machine, any_revision=True)
    owner = None
    try:
        if isinstance(where, PostgresDatabase):
            owner = opening.open_as_owner(where, machine.clock, not_newer)
        receipt = upkeep.upgrade_store(desk, folder, owner, secret)
    finally:
        desk.store.close()
        if owner:
            owner.close()
    return Answer(
        {"revision": HEAD_REVISION, "copy": folder / receipt.file},
        (
            _("The store has schema {revision} now.").format(revision=HEAD_REVISION),
            _("The copy from before lies at {path}").format(path=folder / receipt.file),
        ),
    )


def check(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Every promise of the installation tried, or one's own store checked."""
    if asked.db:
        with at_desk(asked, machine) as desk:
            checks = upkeep.check_store(desk)
    else:
        checks = list(self_check(machine))
    ok = all(one.ok for one in checks)
    return Answer(
        {"ok": ok, "checks": [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks]},
        (*map(_check_line, checks), _("All is well.") if ok else _("Something is wrong; see above.")),
        0 if ok else 1,
    )


def _check_line(one: Check) -> str:
    mark = "✓" if one.ok else "✗"
    detail = "" if one.ok and len(one.detail) > 12 else one.detail
    return f"{mark} {_(one.name)}" + (f": {detail}" if detail else "")


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("init", None): init,
    ("backup", None): backup,
    ("restore", None): restore,
    ("migrate", None): migrate,
    ("self-check", None): check,
}
