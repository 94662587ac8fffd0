"""Isolation, observation and separate holding: `isolate list|order|observe|end|sheet`."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facility_app.acts.isolation import IsolationEnd, IsolationOrder
from facility_app.acts.observations import LineTold
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.isolation_records import record_arguments
from facility_app.cli.output import Answer
from facility_app.cli.parser import command, group
from facility_app.cli.typed import day_typed, instant_typed
from facility_app.facts.isolation import ApartPerson
from facility_app.reports.observation_sheet import observation_document
from facility_app.reports.printing import print_paper
from facility_app.rules.entries import RuleEntry
from facility_app.rules.isolationpack import IsolationPack, Question, isolation_rules
from facility_app.services import isolation
from resources.text import _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def list_apart(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Who is apart on a day, with what is owed to them."""
    with at_desk(asked, machine) as desk:
        board = isolation.who_is_apart(desk, day_typed(desk, asked.date, "date"))
    document = {"date": board.day, "people": [_person(one) for one in board.people]}
    return Answer(document, tuple(map(_shown, board.people)) or (_("Nobody is apart."),))


def _person(one: ApartPerson) -> dict[str, Any]:
    return {
        "name": one.person.name,
        "number": one.person.number,
        "cell": one.person.cell,
        "kind": one.spell.kind,
        "precaution": one.spell.precaution,
        "end_rule": one.spell.end_rule or None,
        "started_at": one.spell.started_at,
        "ended_at": one.spell.ended_at,
        "day": one.day_n,
        "may_end": one.verdict.may_end,
        "earliest_end": one.verdict.earliest,
        "beyond_review": one.is_beyond_review,
        "beyond_limit": one.is_beyond_limit,
        "lines": [
            {
                "window": line.window,
                "written": line.row is not None,
                "late": line.is_late,
                "celsius": [float(each.celsius) for each in line.temperatures],
                "symptoms": list(line.symptoms),
            }
            for line in one.lines
        ],
        "not_kept": [each.right for each in one.not_kept],
        "owed": [{"rule": each.rule, "due": each.due, "done": each.is_done} for each in one.owed],
    }


def _shown(one: ApartPerson) -> str:
    open_ones = [each.words.text for each in one.owed if not each.is_done]
    day = _("day {n}").format(n=one.day_n)
    return "  ".join((one.person.cell or "–", one.person.text, one.kind.words.text, day, "; ".join(open_ones)))


def order(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Set somebody apart."""
    with at_desk(asked, machine) as desk:
        began = instant_typed(desk, asked.at, "started_at")
        told = IsolationOrder(
            asked.number, asked.kind, asked.reason, asked.precaution, asked.pathogen, asked.end_rule, began
        )
        made = isolation.order_isolation(desk, told)
    return Answer({"id": str(made)}, (_("Ordered."),))


def observe(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Write one line of the observation sheet."""
    with at_desk(asked, machine) as desk:
        told = LineTold(
            asked.number,
            f"mood.{asked.mood}",
            f"food.{asked.food}",
            f"sleep.{asked.sleep}",
            tuple(asked.symptom or ()),
            asked.remark,
            day_typed(desk, asked.date, "date"),
            asked.window,
            instant_typed(desk, asked.at, "at"),
        )
        made = isolation.observe(desk, told)
    alarm = made.alarm.text if made.alarm is not None else None
    return Answer({"id": str(made.id), "alarm": alarm}, tuple(filter(None, (_("Written."), alarm))))


def end(asked: argparse.Namespace, machine: Machine) -> Answer:
    """End somebody's isolation."""
    with at_desk(asked, machine) as desk:
        ended = instant_typed(desk, asked.at, "ended_at")
        made = isolation.end_isolation(desk, IsolationEnd(asked.number, asked.reason, asked.early_reason, ended))
    return Answer({"id": str(made)}, (_("Ended."),))


def sheet(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The observation sheet of one person, or of a day, as PDF."""
    with at_desk(asked, machine) as desk:
        found = isolation.observation_sheet(desk, asked.number, day_typed(desk, asked.date, "date"))
    path = Path(asked.out)
    printed = print_paper(observation_document(found), found, path)
    document = {"path": path, "pages": printed.pages}
    return Answer(document, (_("Written: {path}").format(path=path),))


def _ids(entries: Iterable[RuleEntry]) -> str:
    return ", ".join(one.id for one in entries)


def _answers(rules: IsolationPack, of: Question) -> str:
    return ", ".join(one.id.removeprefix(f"{of.value}.") for one in rules.answer if one.of is of)


def arguments(commands: "Commands") -> None:
    """The arguments of this command."""
    rules = isolation_rules()
    subs = group(commands, "isolate", _("isolation, observation and separate holding"))
    found = command(subs, "list", _("list who is apart and what is owed to them"))
    found.add_argument("--date", metavar="DATE", help=_("the facility day; else today"))
    found = command(subs, "order", _("set a person apart, by a doctor's order or the head's"))
    found.add_argument("number", metavar="NUMBER", help=_("facility number of a person held"))
    found.add_argument("--kind", required=True, help=_ids(rules.kind))
    found.add_argument("--reason", required=True, help=_("the reason"))
    found.add_argument("--pathogen", help=_ids(rules.pathogen))
    found.add_argument("--precaution", help=_ids(rules.precaution))
    found.add_argument("--end-rule", dest="end_rule", help=_("the rule by which it ends; else that of the pathogen"))
    found.add_argument("--at", metavar="TIME", help=_("when it began; else now"))
    found = command(subs, "observe", _("write a line of the observation sheet"))
    found.add_argument("number", metavar="NUMBER", help=_("facility number of a person held"))
    found.add_argument("--mood", required=True, help=_answers(rules, Question.MOOD))
    found.add_argument("--food", required=True, help=_answers(rules, Question.FOOD))
    found.add_argument("--sleep", required=True, help=_answers(rules, Question.SLEEP))
    found.add_argument("--symptom", action="append", help=_("id of a symptom; may be given several times"))
    found.add_argument("--remark", help=_("a remark"))
    found.add_argument("--date", metavar="DATE", help=_("the facility day; else today"))
    found.add_argument("--window", help="am, pm")
    found.add_argument(
        "--at", metavar="TIME", help=_("when the person was looked at; else now, or when that round closed")
    )
    found = command(subs, "end", _("end the isolation of a person"))
    found.add_argument("number", metavar="NUMBER", help=_("facility number of a person held"))
    found.add_argument("--reason", required=True, help=_("the reason"))
    found.add_argument("--early-reason", dest="early_reason", help=_("why it ends before its rule is met"))
    found.add_argument("--at", metavar="TIME", help=_("when it ended; else now"))
    record_arguments(subs)
    found = command(subs, "sheet", _("print the observation sheet of a person or of a day"))
    found.add_argument("number", nargs="?", metavar="NUMBER", help=_("facility number of a person held"))
    found.add_argument("--date", metavar="DATE", help=_("the facility day; else today"))
    found.add_argument("--out", required=True, metavar="FILE", help=_("the PDF file"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("isolate", "list"): list_apart,
    ("isolate", "order"): order,
    ("isolate", "observe"): observe,
    ("isolate", "end"): end,
    ("isolate", "sheet"): sheet,
}
