"""What was written of an isolation, and putting it right: `isolate written|correct|void`."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.isolation_records import OrderCorrected, ReviewCorrected
from facility_app.acts.observations import LineTold
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.cli.typed import day_typed
from facility_app.facts.isolation_written import NO, YES, Sort, Written
from facility_app.services import isolation, isolation_records
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands

_ANSWERS = {"mood": "calm, low, anxious, agitated", "food": "all, some, little, none", "sleep": "good, fair, poor"}


def _found(desk: Desk, asked: argparse.Namespace) -> tuple[Written, ...]:
    """What was written of the isolations of somebody who is apart on the day."""
    board = isolation.who_is_apart(desk, day_typed(desk, asked.date, "date"))
    ids = [one.spell.id for one in board.people if one.person.number == asked.number]
    if not ids:
        raise Invalid(N_("{person} was not apart on this day."), field="number", person=asked.number)
    return tuple(record for one in ids for record in isolation_records.written_about(desk, one))


def _one(desk: Desk, asked: argparse.Namespace) -> Written:
    wanted = next((one for one in _found(desk, asked) if str(one.id) == asked.record), None)
    if wanted is None:
        raise Invalid(N_("There is no such record. It may be of another store."), field="record")
    return wanted


def written(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Everything that was written of somebody's isolation, with the identifiers by which it is corrected."""
    with at_desk(asked, machine) as desk:
        found = _found(desk, asked)
    return Answer({"records": [_record(one) for one in found]}, tuple(map(_shown, found)))


def _record(one: Written) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "sort": one.sort.value,
        "of": one.of,
        "day": one.day,
        "at": one.at,
        "by": one.by,
        "values": dict(one.values),
        "void_reason": one.void_reason,
        "masked": one.is_masked,
    }


def _shown(one: Written) -> str:
    said = "; ".join(f"{key}={' '.join(text.split())}" for key, text in one.values.items() if text)
    void = _("void: {reason}").format(reason=one.void_reason) if one.void_reason is not None else ""
    return "  ".join(filter(None, (str(one.id), str(one.day), one.of, said, one.by, void)))


def correct(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Put a record right; what is not given stays."""
    with at_desk(asked, machine) as desk:
        one = _one(desk, asked)
        if one.sort is Sort.ORDER:
            told = OrderCorrected(asked.reason, asked.pathogen, asked.precaution, asked.end_rule)
            isolation_records.correct_order(desk, one.id, told, asked.why)
        elif one.sort is Sort.LINE:
            isolation_records.correct_line(desk, one.id, _line(one, asked), asked.why)
        elif one.sort is Sort.RIGHT:
            kept = (asked.kept or one.values["kept"]) == YES
            note = one.values["note"] if asked.note is None else asked.note
            isolation_records.correct_right(desk, one.id, is_kept=kept, note=note, why=asked.why)
        else:
            goes_on = asked.goes_on == YES if asked.goes_on else None
            isolation_records.correct_review(desk, one.id, ReviewCorrected(goes_on, asked.text), asked.why)
    return Answer({"id": str(one.id)}, (_("Corrected."),))


def _line(one: Written, asked: argparse.Namespace) -> LineTold:
    given = {key: getattr(asked, key) for key in _ANSWERS}
    answers = [f"{key}.{text}" if text else one.values[key] for key, text in given.items()]
    symptoms = one.values["symptoms"].split() if asked.symptom is None else asked.symptom
    remark = one.values["remark"] if asked.remark is None else asked.remark
    return LineTold(asked.number, answers[0], answers[1], answers[2], tuple(symptoms), remark or None)


def void(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Withdraw a record that was written by mistake."""
    with at_desk(asked, machine) as desk:
        one = _one(desk, asked)
        isolation_records.void_written(desk, one.sort, UUID(asked.record), asked.reason)
    return Answer({"id": str(one.id)}, (_("Voided."),))


def record_arguments(subs: "Commands") -> None:
    """The arguments of these commands, below `isolate`."""
    found = command(subs, "written", _("list what was written of the isolation of a person, with its identifiers"))
    _of_person(found)
    found = command(subs, "correct", _("correct a record of an isolation; what is not given stays"))
    _of_person(found)
    _of_record(found)
    found.add_argument("--why", required=True, help=_("why it is corrected"))
    for name in ("reason", "pathogen", "precaution", "end-rule"):
        found.add_argument(f"--{name}", dest=name.replace("-", "_"), help=_("of an order"))
    for name, answers in _ANSWERS.items():
        found.add_argument(f"--{name}", help=answers)
    found.add_argument("--symptom", action="append", help=_("id of a symptom; may be given several times"))
    found.add_argument("--remark", help=_("a remark"))
    found.add_argument("--kept", choices=(YES, NO), help=_("of a right: whether it was kept up"))
    found.add_argument("--note", help=_("of a right: why not"))
    found.add_argument("--goes-on", dest="goes_on", choices=(YES, NO), help=_("of a review: the decision"))
    found.add_argument("--text", help=_("of a review: findings or reasons"))
    found = command(subs, "void", _("withdraw a record of an isolation written by mistake"))
    _of_person(found)
    _of_record(found)
    found.add_argument("--reason", required=True, help=_("the reason"))


def _of_person(found: argparse.ArgumentParser) -> None:
    found.add_argument("number", metavar="NUMBER", help=_("facility number of a person held"))
    found.add_argument("--date", metavar="DATE", help=_("the facility day; else today"))


def _of_record(found: argparse.ArgumentParser) -> None:
    found.add_argument("record", metavar="ID", help=_("as `isolate written` tells it"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("isolate", "written"): written,
    ("isolate", "correct"): correct,
    ("isolate", "void"): void,
}
