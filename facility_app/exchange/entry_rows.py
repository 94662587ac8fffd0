"""Rows of files as the readings and talks that services take, and what the services say of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from facility_app.access import Desk
from facility_app.acts.roster_known import names_of_people, names_of_staff
from facility_app.acts.rosters import TakenOver
from facility_app.acts.rounds import BulkResult, ReadingTaken, RowProblem
from facility_app.acts.talks import TalkHeld
from facility_app.exchange.sheets import Row
from facility_app.services.rounds import take_readings
from facility_app.services.talks import record_talks
from resources.text import _

G = TypeVar("G")
Said = tuple[int, str, str]
"""Index of a row, key of a column, and what is wrong there."""

_USUAL_SITE = "axillary"
_OF_READINGS = {"number": "person_number"}
_OF_TALKS = {"reason_if_short": "remark"}
"""Where a file says what the acts call otherwise."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What became of some rows."""

    imported: int
    unchanged: int
    warnings: tuple[Said, ...]
    errors: tuple[Said, ...]

    @staticmethod
    def of(taken: TakenOver) -> "Entries":
        """What became of a roster, in the language in force."""
        warnings = tuple((one.index, one.field, one.words.text) for one in taken.warnings)
        errors = tuple((one.index, one.field, one.words.text) for one in taken.errors)
        return Entries(taken.imported, taken.unchanged, warnings, errors)


def readings(desk: Desk, rows: Sequence[Row], *, partial: bool, dry_run: bool) -> Entries:
    """Take the readings of a file."""
    with desk.store.reading() as session:
        people = names_of_people(session, (row.text("person_number") for row in rows))
        staff = names_of_staff(session)
    recorded = [people.get(row.text("person_number")) or staff.get(row.text("staff_number")) for row in rows]

    def write(some: Sequence[ReadingTaken], check_only: bool) -> BulkResult:
        return take_readings(desk, some, check_only=check_only)

    given = [_reading(row) for row in rows]
    return _bulk(write, given, _strangers(rows, recorded), _OF_READINGS, partial=partial, dry_run=dry_run)


def talks(desk: Desk, rows: Sequence[Row], *, partial: bool, dry_run: bool) -> Entries:
    """Record the talks of a file; the remark of a talk that was too short says why."""
    with desk.store.reading() as session:
        people = names_of_people(session, (row.text("number") for row in rows))
    recorded = [people.get(row.text("number")) for row in rows]

    def write(some: Sequence[TalkHeld], check_only: bool) -> BulkResult:
        return record_talks(desk, some, check_only=check_only)

    given = [_talk(row) for row in rows]
    return _bulk(write, given, _strangers(rows, recorded), _OF_TALKS, partial=partial, dry_run=dry_run)


def _bulk(
    write: Callable[[Sequence[G], bool], BulkResult],
    given: Sequence[G],
    strangers: Sequence[Said],
    columns: Mapping[str, str],
    *,
    partial: bool,
    dry_run: bool,
) -> Entries:
    """Write all, or with `partial` the good ones, which are told from the others by a first look."""

    def said(problem: RowProblem, index: int) -> Said:
        field = problem.field or ""
        return index, columns.get(field, field), problem.message

    first = write(given, dry_run or bool(strangers))
    errors = (*strangers, *(said(one, one.index) for one in first.problems))
    if not errors or not partial:
        return Entries(0 if errors else first.added, first.unchanged, (), errors)
    bad = {index for index, _key, _reason in errors}
    good = [index for index in range(len(given)) if index not in bad]
    second = write([given[index] for index in good], dry_run)
    errors += tuple(said(one, good[one.index]) for one in second.problems)
    return Entries(second.added, second.unchanged, (), errors)


def _strangers(rows: Sequence[Row], recorded: Sequence[str | None]) -> list[Said]:
    """Rows whose name is not that of the number: one of the two is wrong, and nobody here can know which."""
    reason = _("The number is that of somebody else. Put number or name right; somebody may be in the wrong line.")
    return [
        (index, "name", reason)
        for index, (row, name) in enumerate(zip(rows, recorded, strict=True))
        if row["name"] and name and row["name"] != name
    ]


def _reading(row: Row) -> ReadingTaken:
    return ReadingTaken(
        row.of("celsius", Decimal) or Decimal(0),
        number=row.of("person_number", str),
        staff_number=row.of("staff_number", str),
        taken_at=row.of("taken_at", datetime),
        body_site=row.text("body_site") or _USUAL_SITE,
        device=row.of("device", str),
        taken_by=row.of("taken_by", str),
        symptoms=row.of("symptoms", tuple) or (),
        is_mean=bool(row["is_mean"]),
        remark=row.of("remark", str),
    )


def _talk(row: Row) -> TalkHeld:
    return TalkHeld(
        row.text("number"),
        row.text("kind"),
        row.of("minutes", int) or 0,
        row.text("content"),
        started_at=row.of("started_at", datetime),
        officer=row.of("officer", str),
        reason_if_short=row.of("remark", str),
    )
