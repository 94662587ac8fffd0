"""A list of contacts as a file for the doctor or the disease control centre; it is only given, never taken over."""

from collections.abc import Mapping
from pathlib import Path

from db.values import Invalid
from facility_app.core.phrases import Words
from facility_app.exchange.columns import Format, column
from facility_app.exchange.figures import decimal
from facility_app.exchange.giving import write_new
from facility_app.exchange.kinds import CODE, NAME, TEXT
from facility_app.exchange.moments import INSTANT
from facility_app.exchange.values import Setting, Value
from facility_app.exchange.writing import write_csv, write_xlsx
from facility_app.facts.contact_words import shared_text, state_text
from facility_app.facts.contacts import Contact, Contacts
from resources.text import N_

_HOURS = decimal("0", "9999", 1)
_CELSIUS = decimal("30.0", "45.0", 1)

CONTACTS = Format(
    "contacts",
    Words("Contacts", "密切接触者"),
    (
        column("number", "Number", "编号", CODE),
        column("name", "Name", "姓名", NAME),
        column("kind", "Held or staff", "人员类别", TEXT),
        column("shared", "What was shared", "接触情形", TEXT),
        column("since", "First contact", "首次接触", INSTANT),
        column("until", "Last contact", "末次接触", INSTANT),
        column("hours", "Hours in one cell", "同室小时数", _HOURS),
        column("now", "Now", "现状", TEXT),
        column("left_at", "Left at", "离所时间", INSTANT),
        column("last_at", "Last measured at", "末次测温时间", INSTANT),
        column("last", "Last temperature (℃)", "末次体温（℃）", _CELSIUS),
        column("fever_at", "Fever at", "发热时间", INSTANT),
        column("fever", "Fever (℃)", "发热体温（℃）", _CELSIUS),
    ),
)


def give_contacts(found: Contacts, path: Path) -> None:
    """Write a list of contacts to a new CSV (UTF-8 with a mark) or XLSX file.

    Raises:
        Invalid: the ending is another, the file is there already or cannot be written.
    """
    write = {".csv": write_csv, ".xlsx": write_xlsx}.get(path.suffix.lower())
    if write is None:
        raise Invalid(N_("Give the file a name that ends in .csv or .xlsx."), field="file")
    calendar = found.facility.calendar
    setting = Setting(calendar.local(found.at).date(), calendar.zone)
    write_new(path, write(CONTACTS, [_row(found, one) for one in found.found], setting))


def _row(found: Contacts, one: Contact) -> Mapping[str, Value]:
    return {
        "number": one.subject.number,
        "name": one.subject.name,
        "kind": Words("staff", "民警职工").text if one.is_staff else Words("held", "在押人员").text,
        "shared": shared_text(found, one, "; "),
        "since": one.since,
        "until": one.until,
        "hours": one.hours,
        "now": state_text(found, one),
        "left_at": one.left_at,
        "last_at": one.last.at if one.last else None,
        "last": one.last.celsius if one.last else None,
        "fever_at": one.fever.at if one.fever else None,
        "fever": one.fever.celsius if one.fever else None,
    }
