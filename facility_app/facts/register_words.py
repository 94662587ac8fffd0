"""How fields and values of registers read, in the language in force."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from db.declaration import ChoiceSpec, FieldKind, FieldSpec
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import listed
from facility_app.core.subjects import Subject
from facility_app.facts.register_names import Names
from resources.text import N_, _

NOTHING = N_("not reported")


def label(field: FieldSpec) -> str:
    """The heading of a field, with its unit."""
    return f"{_(field.label)} ({_(field.unit)})" if field.unit else _(field.label)


def choice_of(field: FieldSpec, key: str) -> ChoiceSpec | None:
    """The value of a closed list with a key."""
    return next((one for one in field.choices if one.key == key), None)


def shown(
    field: FieldSpec,
    value: Any,
    calendar: FacilityCalendar,
    names: Names,
    people: Mapping[str, Subject],
    day: date | None = None,
) -> str:
    """A value as it is read; of an instant on `day` the time alone. Nothing said is not blank."""
    if value is None or value == "":
        return _(NOTHING)
    match field.kind:
        case FieldKind.CHOICE:
            found = choice_of(field, value)
            return _(found.label) if found else str(value)
        case FieldKind.YES_NO:
            return _("yes") if value else _("no")
        case FieldKind.REFERENCE:
            return names[value].text if value in names else _("withdrawn")
        case FieldKind.PEOPLE:
            return listed(people[one].text if one in people else one for one in str(value).split())
        case FieldKind.INSTANT:
            return _instant(value, calendar, day)
        case FieldKind.DECIMAL:
            return plain(value)
        case _:
            return str(value)


def plain(number: Decimal | int) -> str:
    """A figure without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _instant(value: datetime, calendar: FacilityCalendar, day: date | None) -> str:
    wall = calendar.local(value)
    return f"{wall:%H:%M}" if day is not None and calendar.day_of(value) == day else f"{wall:%Y-%m-%d %H:%M}"
