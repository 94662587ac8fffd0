"""Registers and lists: `register …`. What is asked of each follows from its declaration."""

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.values import Invalid
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command, group
from facility_app.cli.typed import day_typed
from facility_app.exchange.register_files import kind_of
from facility_app.exchange.setting import setting_of
from facility_app.facts.register_views import Listing
from facility_app.facts.register_words import label, plain, shown
from facility_app.facts.registers import Filter, register_of
from facility_app.rules.registers import Entry
from facility_app.services import registers
from resources.text import N_, _, ngettext

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def list_(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The registers that the account may read."""
    with at_desk(asked, machine) as desk:
        found = registers.see_registers(desk)
    document = {"registers": [{"name": one.name, "label": _(one.label), "group": one.group.value} for one in found]}
    return Answer(document, tuple(f"{one.name:<16} {_(one.label)}" for one in found))


def add(asked: argparse.Namespace, machine: Machine) -> Answer:
    """An entry written."""
    with at_desk(asked, machine) as desk:
        made = registers.add_entry(desk, asked.register, _values(desk, asked.register, asked.values))
    remarks = [one.text for one in made.remarks]
    lines = (_("Saved: {id}").format(id=made.id), *(_("Look at: {what}").format(what=one) for one in remarks))
    return Answer({"id": made.id, "number": made.number, "remarks": remarks}, lines)


def fill(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What was left open filled in."""
    with at_desk(asked, machine) as desk:
        made = registers.fill_in(desk, asked.register, asked.id, _values(desk, asked.register, asked.values))
    return _done(made)


def correct(asked: argparse.Namespace, machine: Machine) -> Answer:
    """An entry corrected."""
    with at_desk(asked, machine) as desk:
        values = _values(desk, asked.register, asked.values)
        made = registers.correct_entry(desk, asked.register, asked.id, values, asked.reason)
    return _done(made)


def void(asked: argparse.Namespace, machine: Machine) -> Answer:
    """An entry withdrawn."""
    with at_desk(asked, machine) as desk:
        made = registers.void_entry(desk, asked.register, asked.id, asked.reason)
    return _done(made)


def _done(transaction: int) -> Answer:
    text = _("Done. To put it back: facility-cli undo {transaction}").format(transaction=transaction)
    return Answer({"transaction": transaction}, (text,))


def entries(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The entries of a register, newest first, or the rows of a list."""
    with at_desk(asked, machine) as desk:
        wanted = Filter(
            day_typed(desk, asked.first, "from"),
            day_typed(desk, asked.last, "to"),
            asked.text or "",
            _values(desk, asked.register, asked.where),
            asked.open,
            asked.void,
        )
        found = registers.list_entries(desk, asked.register, wanted, limit=asked.limit)
    values = [_row(found, one) for one in found.entries]
    values += [{"id": one.id, **_shown(found, one.values)} for one in found.rows]
    document = {"count": found.count, "totals": found.totals, "entries": values}
    lines = [_line(found, row) for row in values]
    count = ngettext("{count} entry", "{count} entries", found.count).format(count=found.count)
    totals = (f"{label(found.register.field(key))} {plain(value or 0)}" for key, value in found.totals.items())
    return Answer(document, (*lines, "  ".join((count, *totals))))


def _row(found: Listing, one: Entry) -> dict[str, Any]:
    still = found.open.get(one.id, ())
    return {
        "id": one.id,
        "number": one.number,
        "day": one.day,
        **_shown(found, one.values),
        "entered_at": one.entered_at,
        "entered_by": one.by,
        "void": one.is_void,
        "open": [
            {"field": each.deadline.field, "due": each.due, "overdue": each.is_overdue(found.at)} for each in still
        ],
    }


def _shown(found: Listing, values: Any) -> dict[str, Any]:
    return {
        one.key: None
        if values[one.key] is None
        else shown(one, values[one.key], found.calendar, found.names, found.people)
        for one in found.register.fields
    }


def _line(found: Listing, row: dict[str, Any]) -> str:
    first = [str(row["number"]), row["at"]] if "number" in row else []
    cells = [row[key] for key in found.register.columns if row[key] is not None]
    mark = "  " + _("open") if row.get("open") else ""
    return f"{row['id']}  " + " | ".join((*first, *cells)) + mark


def coverage(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What of a day was done and what was left out, by name."""
    with at_desk(asked, machine) as desk:
        day = day_typed(desk, asked.date, "date")
        assert day is not None
        found = registers.register_coverage(desk, asked.register, day)
    missing = [one for one in found if not one.is_filled]
    document = {
        "date": day,
        "owed": len(found),
        "done": len(found) - len(missing),
        "left_out": [{"subject": one.subject.name, "session": one.session.id} for one in missing],
    }
    text = _("{done} of {owed}").format(done=document["done"], owed=document["owed"])
    return Answer(document, (text, *(f"  {_(one.session.label)}  {one.subject.name}" for one in missing)))


def stock(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What is in stock at the end of a day."""
    with at_desk(asked, machine) as desk:
        day = day_typed(desk, asked.date, "date")
        assert day is not None
        found = registers.stocks(desk, asked.register, day)
    items = [
        {"name": one.name, "before": one.before, "after": one.after, "days": one.days, "short": one.is_short}
        for one in found
    ]
    lines = (f"{one.name}  {plain(one.after)}" + (f"  {_('below the least')}" if one.is_short else "") for one in found)
    return Answer({"date": day, "items": items}, tuple(lines))


def _values(desk: Desk, name: str, typed: Iterable[str]) -> dict[str, Any]:
    """Typed `field=value` as values; an empty value says nothing."""
    register, setting = register_of(name), setting_of(desk)
    found: dict[str, Any] = {}
    for one in typed:
        key, sign, text = one.partition("=")
        if not sign or not register.has(key):
            raise Invalid(
                N_("Write FIELD=VALUE with a field of the register: {fields}."),
                field=key,
                fields=", ".join(each.key for each in register.fields if not each.computed),
            )
        try:
            found[key] = kind_of(register.field(key)).read(text, setting) if text.strip() else None
        except Invalid as error:
            raise Invalid(error.message, field=key, **error.params) from None
    return found


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("register", "list"): list_,
    ("register", "add"): add,
    ("register", "fill"): fill,
    ("register", "correct"): correct,
    ("register", "void"): void,
    ("register", "entries"): entries,
    ("register", "coverage"): coverage,
    ("register", "stock"): stock,
}


def arguments(commands: "Commands") -> None:
    """Add the arguments of these commands."""
    of = group(commands, "register", _("registers and the lists they are about"))
    command(of, "list", _("which registers there are"))
    explained = _one(of, "show", _("what a register asks for and what falls due in it"))
    explained.add_argument("--out", metavar="PDF", help=_("write it as a page"))
    _pairs(_one(of, "add", _("write an entry")))
    for name, help_ in (("fill", _("fill in what was left open")), ("correct", _("correct an entry"))):
        changing = _one(of, name, help_)
        changing.add_argument("id", type=UUID, metavar="ID")
        _pairs(changing)
        if name == "correct":
            changing.add_argument("--reason", required=True, help=_("why"))
    voiding = _one(of, "void", _("withdraw an entry that was made by mistake"))
    voiding.add_argument("id", type=UUID, metavar="ID")
    voiding.add_argument("--reason", required=True, help=_("why"))
    listing = _one(of, "entries", _("the entries, newest first, with their sums"))
    listing.add_argument("--from", dest="first", metavar="DATE", help=_("first day"))
    listing.add_argument("--to", dest="last", metavar="DATE", help=_("last day"))
    listing.add_argument("--text", help=_("what some text of the entry holds"))
    listing.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help=_("what a field is"))
    listing.add_argument("--open", action="store_true", help=_("only those in which something is open"))
    listing.add_argument("--void", action="store_true", help=_("those that were withdrawn too"))
    listing.add_argument("--limit", type=int, default=100, help=_("how many at most"))
    for name, help_ in (
        ("coverage", _("what of a day was done and what was left out")),
        ("stock", _("what is in stock at the end of a day")),
    ):
        _one(of, name, help_).add_argument("--date", required=True, metavar="DATE", help=_("facility day, YYYY-MM-DD"))
    printing = _one(of, "form", _("a form on paper: blank, or with one entry"))
    printing.add_argument("--id", type=UUID, metavar="ID", help=_("the entry; else a blank form"))
    printing.add_argument("--out", required=True, metavar="PDF", help=_("where to write it"))


def _one(of: "Commands", name: str, help_: str) -> argparse.ArgumentParser:
    made = command(of, name, help_)
    made.add_argument("register", metavar="REGISTER", help=_("name of a register, as `register list` gives it"))
    return made


def _pairs(to: argparse.ArgumentParser) -> None:
    to.add_argument("values", nargs="*", metavar="FIELD=VALUE", help=_("by the keys that `register show` gives"))
