"""Admission, further documents, and who lives where."""

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.intake import Newcomer, PaperGiven
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command, group
from facility_app.cli.typed import day_typed, document_typed, instant_typed, sex_typed
from facility_app.core.numbers import clean_code
from facility_app.exchange.words import CELL_KINDS
from facility_app.rules.citations import cited
from facility_app.rules.findings import Finding
from facility_app.services import intake, placing
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands, Parser


def admit(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One person through the gate of documents."""
    with at_desk(asked, machine) as desk:
        newcomer = Newcomer(
            number=asked.number,
            name=asked.name,
            sex=sex_typed(desk, asked.sex),
            papers=_papers(asked, desk),
            admitted_at=instant_typed(desk, asked.at, "admitted_at") or desk.store.clock(),
            birth_date=day_typed(desk, asked.birth_date, "birth_date"),
            identity_number=asked.id,
            identity_unverified=asked.identity_unverified,
            other_document=asked.other_document,
            case_number=asked.case_number,
            case_cause=asked.case_cause,
            case_unit=asked.case_unit,
            is_key_person=asked.key_person,
        )
        custody = intake.admit_person(desk, newcomer)
    number = clean_code(asked.number)
    return Answer(
        {"id": custody, "number": number, "name": asked.name},
        (_("Admitted: {name} ({number})").format(name=asked.name, number=number),),
    )


def _papers(asked: argparse.Namespace, desk: Desk) -> tuple[PaperGiven, ...]:
    types = asked.document or []
    parts = (asked.document_number or [], asked.issued_by or [], asked.document_date or [])
    if any(len(part) != len(types) for part in parts):
        raise Invalid(
            N_("Give --document-number, --issued-by and --document-date once for each --document."), field="document"
        )
    term_end = day_typed(desk, asked.term_end, "term_end")
    return tuple(
        PaperGiven(
            document_typed(type_),
            number,
            issued_by,
            day_typed(desk, day, "document_date"),
            term_end=None if place else term_end,
        )
        for place, (type_, number, issued_by, day) in enumerate(zip(types, *parts, strict=True))
    )


def add_document(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A further document of an open custody."""
    with at_desk(asked, machine) as desk:
        paper = PaperGiven(
            document_typed(asked.type),
            asked.document_number,
            asked.issued_by,
            day_typed(desk, asked.date, "document_date"),
            term_end=day_typed(desk, asked.term_end, "term_end"),
        )
        intake.add_document(desk, asked.number, paper)
    return Answer(
        {"number": asked.number, "document": paper.type, "document_number": paper.number},
        (_("Added to {number}: {document}").format(number=asked.number, document=paper.number),),
    )


def check_place(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What the rules say of a placement."""
    with at_desk(asked, machine) as desk:
        verdict = placing.check_placement(desk, asked.number, asked.cell, asked.block)
    allowed = _("Allowed.") if verdict.is_allowed else _("Not allowed.")
    return Answer(
        {"allowed": verdict.is_allowed, "findings": _findings(verdict.findings)},
        (allowed, *_lines(verdict.findings)),
        0 if verdict.is_allowed else 1,
    )


def suggest_places(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The cells that fit, best first."""
    with at_desk(asked, machine) as desk:
        found = placing.suggest_cells(desk, asked.number)
    cells: list[dict[str, Any]] = []
    lines, kinds = [], {one.key: one.label.text for one in CELL_KINDS}
    for one in found:
        reasons = [_("Free beds: {count}").format(count=one.free)]
        reasons += [finding.explanation.text for finding in one.verdict.findings]
        known = {"cell": one.cell, "block": one.block, "kind": one.kind.value, "rank": one.rank, "free": one.free}
        cells.append({**known, "reasons": reasons})
        lines.append(f"{one.rank}. {one.block} {one.cell} ({kinds[one.kind.value]}): {' '.join(reasons)}")
    return Answer({"cells": cells}, tuple(lines) or (_("No cell fits. Ask the head, or make room."),))


def move(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A person put into a bed."""
    with at_desk(asked, machine) as desk:
        placed = placing.place_person(
            desk,
            asked.number,
            asked.cell,
            asked.block,
            bed=asked.bed,
            reason=asked.reason,
            override_reason=asked.override,
        )
    return Answer(
        {
            "number": asked.number,
            "block": placed.block,
            "cell": placed.cell,
            "bed": placed.bed,
            "findings": _findings(placed.verdict.findings),
        },
        (
            _("Placed: block {block}, cell {cell}, bed {bed}").format(
                block=placed.block, cell=placed.cell, bed=placed.bed
            ),
            *_lines(placed.verdict.findings),
        ),
    )


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "people": [{"name": person.name, "number": person.number} for person in one.people],
            "article": one.article,
            "text": one.explanation.text,
        }
        for one in findings
    ]


def _lines(findings: Iterable[Finding]) -> list[str]:
    return [f"{one.title.text}: {one.explanation.text} ({cited(one.article).text})" for one in findings]


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("admit", None): admit,
    ("document", "add"): add_document,
    ("place", "check"): check_place,
    ("place", "suggest"): suggest_places,
    ("place", "move"): move,
}


def arguments(commands: "Commands") -> None:
    """The arguments of these commands."""
    _admit_arguments(command(commands, "admit", _("admit a person on a legal document")))
    documents = group(commands, "document", _("legal documents"))
    document = command(documents, "add", _("add a further document; it may change the ground and the term"))
    document.add_argument("--number", required=True, help=_("facility number"))
    document.add_argument("--type", required=True, metavar="TYPE", help=_("type of the document, by id or name"))
    document.add_argument("--document-number", required=True, metavar="NUMBER", help=_("number of the document"))
    document.add_argument("--issued-by", required=True, metavar="BODY", help=_("who issued it"))
    document.add_argument("--date", required=True, metavar="DATE", help=_("date that it bears"))
    document.add_argument("--term-end", metavar="DATE", help=_("last day of the term as printed"))
    places = group(commands, "place", _("who lives where"))
    check = command(places, "check", _("what the rules say of a placement"))
    suggest = command(places, "suggest", _("the cells that fit, best first"))
    into = command(places, "move", _("put a person into a bed"))
    for one in (check, suggest, into):
        one.add_argument("--number", required=True, help=_("facility number"))
    for one in (check, into):
        one.add_argument("--cell", required=True, help=_("code of the cell"))
        one.add_argument("--block", help=_("block, where several have such a cell"))
    into.add_argument("--bed", type=int, help=_("number of the bed; else the first free one"))
    into.add_argument("--reason", required=True, help=_("why; stands in the journal"))
    into.add_argument("--override", metavar="REASON", help=_("why this is done against a rule"))


def _admit_arguments(admission: "Parser") -> None:
    admission.add_argument("--number", required=True, help=_("facility number"))
    admission.add_argument("--name", required=True, help=_("name"))
    admission.add_argument("--sex", required=True, help=_("sex"))
    admission.add_argument("--birth-date", metavar="DATE", help=_("birth date; else that of the identity number"))
    admission.add_argument("--id", metavar="NUMBER", help=_("resident ID number"))
    admission.add_argument("--identity-unverified", action="store_true", help=_("the identity is not certain"))
    admission.add_argument("--other-document", metavar="NUMBER", help=_("another identity document"))
    several = _("several documents: give this once for each")
    admission.add_argument("--document", action="append", metavar="TYPE", help=several)
    admission.add_argument("--document-number", action="append", metavar="NUMBER", help=several)
    admission.add_argument("--issued-by", action="append", metavar="BODY", help=several)
    admission.add_argument("--document-date", action="append", metavar="DATE", help=several)
    admission.add_argument("--term-end", metavar="DATE", help=_("last day of the term as printed"))
    admission.add_argument("--at", metavar="TIME", help=_("when, in facility time; else now"))
    admission.add_argument("--case-number", help=_("case number"))
    admission.add_argument("--case-cause", help=_("cause"))
    admission.add_argument("--case-unit", help=_("case-handling unit"))
    admission.add_argument("--key-person", action="store_true", help=_("key person"))
