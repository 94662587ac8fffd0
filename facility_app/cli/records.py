"""Staff, history, undo, erasure and `verify journal`."""

import argparse
from collections.abc import Callable
from datetime import date
from uuid import UUID

from db.values import Invalid
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.typed import day_typed
from facility_app.core.messages import sentence
from facility_app.services import journal, staff
from facility_app.services.desks import see_desk
from resources.text import N_, _, ngettext


def list_staff(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Everybody who works here."""
    with at_desk(asked, machine) as desk:
        found = staff.list_staff(desk)
    return Answer(
        {
            "staff": [
                {
                    "id": one.id,
                    "number": one.number,
                    "name": one.name,
                    "post": one.post,
                    "has_phone": one.has_phone,
                    "since": one.since,
                    "until": one.until,
                }
                for one in found
            ]
        },
        tuple(f"{one.id}  {one.number}  {one.name}  {one.post}" for one in found),
    )


def add_staff(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One more member of staff."""
    with at_desk(asked, machine) as desk:
        since, until = _roster_days(desk, asked)
        made = staff.add_staff(desk, asked.number, asked.name, asked.post, asked.phone, since=since, until=until)
    return Answer({"id": made}, (_("Added: {id}").format(id=made),))


def correct_staff(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A correction of what is given."""
    with at_desk(asked, machine) as desk:
        since, until = _roster_days(desk, asked)
        act = staff.correct_staff(
            desk,
            _id(asked.id),
            number=asked.number,
            name=asked.name,
            post=asked.post,
            phone=asked.phone,
            since=since,
            until=until,
        )
    return _act(act)


def _roster_days(desk: Desk, asked: argparse.Namespace) -> tuple[date | None, date | None]:
    return day_typed(desk, asked.since, "since"), day_typed(desk, asked.until, "until")


def void_staff(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A record withdrawn."""
    with at_desk(asked, machine) as desk:
        return _act(staff.void_staff(desk, _id(asked.id), asked.reason))


def undo(asked: argparse.Namespace, machine: Machine) -> Answer:
    """An act put back."""
    with at_desk(asked, machine) as desk:
        return _act(journal.undo(desk, asked.act))


def _act(number: int) -> Answer:
    return Answer({"act": number}, (_("Saved as act {number}.").format(number=number),))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid(N_("This is not an identifier; take it from a list."), field="id") from None


def history(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What happened to one record."""
    with at_desk(asked, machine) as desk:
        if asked.sensitive is None:
            found = journal.record_history(desk, _id(asked.id))
        else:
            found = journal.sensitive_history(desk, _id(asked.id), asked.sensitive)
        local = see_desk(desk).facility.calendar.local
    lines: list[str] = []
    for one in found:
        lines.append(f"{one.seq}  {local(one.at):%Y-%m-%d %H:%M:%S}  {one.by} @ {one.workstation}  {one.title}")
        if one.fields is None:
            lines.append("    " + _("(values erased by order)"))
        lines.extend(
            f"    {change.name}: {change.before or '–'} → {change.after or '–'}" for change in one.fields or ()
        )
    return Answer({"history": found}, tuple(lines))


def erase(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The values of one entry erased."""
    with at_desk(asked, machine) as desk:
        journal.erase_values(desk, asked.entry, asked.basis, asked.reason)
    return Answer(
        {"entry": asked.entry, "erased": True},
        (
            _("The values of entry {seq} are erased. Backups made before keep them until they are thinned out.").format(
                seq=asked.entry
            ),
        ),
    )


def verify(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Whether the journal is whole and the tables say what it says."""
    with at_desk(asked, machine) as desk:
        verdict = journal.verify_journal(desk, asked.against)
    problems = [{"where": one.where, "what": sentence(one.message, one.params)} for one in verdict.problems]
    found = ngettext("{count} entry", "{count} entries", verdict.entries).format(count=verdict.entries)
    if verdict.ok:
        lines = [_("The journal is whole: {entries}, and the tables agree with it.").format(entries=found)]
    else:
        lines = [_("The journal has problems ({entries} read):").format(entries=found)]
        lines.extend(f"  {one['where']}: {one['what']}" for one in problems)
    lines.append(_("Head: {head}").format(head=verdict.head))
    return Answer(
        {"ok": verdict.ok, "entries": verdict.entries, "problems": problems, "head": str(verdict.head)},
        tuple(lines),
        0 if verdict.ok else 1,
    )


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("staff", "list"): list_staff,
    ("staff", "add"): add_staff,
    ("staff", "correct"): correct_staff,
    ("staff", "void"): void_staff,
    ("history", None): history,
    ("undo", None): undo,
    ("erase", None): erase,
    ("verify", "journal"): verify,
}
