"""The daily ledger, closing the day, releases, and `verify ledger`."""

import argparse
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.acts.releases import Leaving, PaperNamed
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk, password
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.cli.typed import day_typed, document_typed, instant_typed
from facility_app.core.messages import error_text
from facility_app.facts.directory import wall_time
from facility_app.facts.ledger_prints import PrintState, PrintVerdict
from facility_app.reports.ledger_print import check_ledger, print_ledger
from facility_app.reports.ledger_words import record
from facility_app.rules.findings import Finding
from facility_app.services import days, releases
from facility_app.services.desks import see_desk
from resources.text import LANGUAGES, N_, _, language, speaking

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands

_STATES = {
    PrintState.GENUINE: N_("Genuine: printed here, and the day still says so."),
    PrintState.ALTERED: N_("Altered: this is not what was printed here."),
    PrintState.SUPERSEDED: N_("Superseded: printed here, but the day says something else now."),
}


def ledger(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The ledger of a day as a PDF."""
    with at_desk(asked, machine) as desk:
        day = _day(desk, asked)
        with speaking(asked.print_lang or language()):
            made = print_ledger(desk, day, Path(asked.out))
    number, rendered = made.number, made.rendered
    lines = [
        _("Printed: {path}, {pages} pages, {serial}, version {version}").format(
            path=made.path, pages=rendered.pages, serial=number.serial, version=number.version
        )
    ]
    if made.facts.closing is None:
        lines.append(_("The day is not closed; every page says so."))
    if not made.facts.is_as_closed:
        lines.append(_("The records of this day were changed after it was closed; the ledger names them."))
    if rendered.missing:
        lines.append(_("Characters that cannot be printed: {characters}").format(characters=" ".join(rendered.missing)))
    return Answer(
        {
            "path": str(made.path),
            "pages": rendered.pages,
            "serial": number.serial,
            "version": number.version,
            "hash": rendered.content_hash,
            "is_closed": made.facts.closing is not None,
            "missing_characters": rendered.missing,
            "figures": made.facts.figures(),
        },
        tuple(lines),
    )


def close_day(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A day closed, or what stands against it."""
    with at_desk(asked, machine) as desk:
        day = _day(desk, asked)
        against = days.what_stands_against(desk, day, asked.stated)
        if against:
            listed = [{"rule": one.rule, "text": one.explanation.text} for one in against]
            lines = (_("{day} is not closed:").format(day=day), *(f"  {one['text']}" for one in listed))
            return Answer({"date": day, "closed": False, "against": listed}, lines, 1)
        folder = Path(asked.backup) if asked.backup else None
        made = days.close_day(desk, day, folder, password() if folder else None, stated=asked.stated)
        stays = [{"rule": one.rule, "text": one.explanation.text} for one in days.what_stays_open(desk, day)]
    figures = made.figures
    lines = (
        _("{day} is closed: {opening} + {intake} − {exits} = {closing}.").format(
            day=day, opening=figures.opening, intake=figures.intake, exits=figures.exits, closing=figures.closing
        ),
    )
    lines += tuple(one["text"] for one in stays)
    problem = error_text(made.backup_problem) if made.backup_problem else None
    if problem:
        lines += (_("The day is closed, but there is no backup: {problem}").format(problem=problem),)
    return Answer(
        {
            "date": day,
            "closed": True,
            "against": [],
            "opening": figures.opening,
            "intake": figures.intake,
            "exits": figures.exits,
            "closing": figures.closing,
            "hash": figures.content_hash,
            "previous_hash": figures.previous_hash,
            "stays_open": stays,
            "backup": str(folder / made.backup.receipt.file) if folder and made.backup else None,
            "backup_problem": problem,
        },
        lines,
    )


def addendum(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Something added to a closed day."""
    with at_desk(asked, machine) as desk:
        day = _day(desk, asked)
        days.add_addendum(desk, day, asked.text)
    return Answer({"date": day, "added": True}, (_("Added to {day}.").format(day=day),))


def release(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One person let go; what is still open is told."""
    with at_desk(asked, machine) as desk:
        leaving = Leaving(
            asked.number,
            asked.exit,
            _papers(asked, desk),
            asked.checked_by,
            asked.also_checked_by,
            left_at=instant_typed(desk, asked.at, "left_at"),
            picked_up_by=asked.picked_up_by,
            certificate_number=asked.certificate,
        )
        made = releases.release_person(desk, leaving)
    late = made.verdict.late
    text = _("Released: {name} ({number})").format(name=made.person.name, number=made.person.number)
    lines = [text, *([late.explanation.text] if late else [])]
    lines += [f"  {one.title.text}: {one.explanation.text}" for one in made.verdict.open_items]
    return Answer(
        {
            "number": made.person.number,
            "name": made.person.name,
            "left_at": made.left_at,
            "late": late.explanation.text if late else None,
            "open_items": _findings(made.verdict.open_items),
        },
        tuple(lines),
    )


def _papers(asked: argparse.Namespace, desk: Desk) -> tuple[PaperNamed | PaperGiven, ...]:
    named = tuple(PaperNamed(number) for number in asked.document or ())
    if asked.paper is None:
        return named
    type_, number, issued_by, issued_on = asked.paper
    given = PaperGiven(document_typed(type_), number, issued_by, day_typed(desk, issued_on, "document_date"))
    return (given, *named)


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [{"rule": one.rule, "title": one.title.text, "text": one.explanation.text} for one in findings]


def state_text(state: PrintState) -> str:
    """What a printed ledger is worth, in words."""
    return _(_STATES[state])


def verify_ledger(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Whether a printed ledger is genuine, altered or superseded."""
    with at_desk(asked, machine) as desk:
        verdict = check_ledger(desk, Path(asked.file))
        facility = see_desk(desk).facility
    problems = [{"where": one.where, "what": one.what.text} for one in verdict.problems]
    changes = _changes(verdict)
    lines = [state_text(verdict.state), *(f"  {one['what']}" for one in problems)]
    lines += [f"    {wall_time(facility, one['at'])}  {one['by']}  {one['what']}" for one in changes]
    return Answer(
        {
            "ok": verdict.state is PrintState.GENUINE,
            "verdict": verdict.state.value,
            "problems": problems,
            "changes": changes,
        },
        tuple(lines),
        0 if verdict.state is PrintState.GENUINE else 1,
    )


def _changes(verdict: PrintVerdict) -> list[dict[str, Any]]:
    return [
        {
            "entity": one.entity,
            "name": one.name,
            "number": one.number,
            "entry": one.seq,
            "at": one.at,
            "by": one.by,
            "what": f"{record(one)}: {_(one.title)}",
        }
        for one in verdict.changes
    ]


def _day(desk: Desk, asked: argparse.Namespace) -> date:
    day = day_typed(desk, asked.date, "date")
    if day is None:
        raise Invalid(N_("This must be filled in."), field="date")
    return day


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("ledger", None): ledger,
    ("close-day", None): close_day,
    ("addendum", None): addendum,
    ("release", None): release,
    ("verify", "ledger"): verify_ledger,
}


def arguments(commands: "Commands") -> None:
    """The arguments of these commands, but `verify ledger`."""
    print_ = command(commands, "ledger", _("print the daily ledger as a PDF"))
    close = command(commands, "close-day", _("close a day, or say what stands against it"))
    add = command(commands, "addendum", _("add to a closed day"))
    for one in (print_, close, add):
        one.add_argument("--date", required=True, metavar="DATE", help=_("facility day"))
    print_.add_argument("--out", required=True, metavar="FILE", help=_("the PDF to write"))
    print_.add_argument("--print-lang", choices=LANGUAGES, help=_("language of the page; else that of the messages"))
    close.add_argument("--stated", type=int, metavar="COUNT", help=_("how many were counted at the end of the day"))
    close.add_argument("--backup", metavar="FOLDER", help=_("make a verified backup there afterwards"))
    add.add_argument("--text", required=True, help=_("what is added"))
    leave = command(commands, "release", _("let a person go by a lawful basis and two officers"))
    leave.add_argument("--number", required=True, help=_("facility number"))
    leave.add_argument("--exit", required=True, metavar="ID", help=_("way of leaving, an id of release.toml"))
    leave.add_argument(
        "--document", action="append", metavar="NUMBER", help=_("a document on file on which it rests; may be repeated")
    )
    leave.add_argument(
        "--paper",
        nargs=4,
        metavar=("TYPE", "NUMBER", "BODY", "DATE"),
        help=_("a new document on which it rests: type, number, issuing body, date"),
    )
    leave.add_argument("--checked-by", required=True, metavar="NUMBER", help=_("staff number of who checked identity"))
    leave.add_argument("--also-checked-by", required=True, metavar="NUMBER", help=_("staff number of the second"))
    leave.add_argument("--at", metavar="TIME", help=_("when, in facility time; else now"))
    leave.add_argument("--picked-up-by", metavar="WHO", help=_("who came for the person"))
    leave.add_argument("--certificate", metavar="NUMBER", help=_("number of the certificate that was given"))


def verify_arguments(subcommands: "Commands") -> None:
    """The arguments of `verify ledger`."""
    printed = command(subcommands, "ledger", _("whether a printed ledger is genuine, altered or superseded"))
    printed.add_argument("file", metavar="FILE", help=_("the PDF"))
