"""Between what is typed into a form and what an entry holds; the declaration says how."""

from collections.abc import Mapping
from typing import Any

from facility_app.access import Desk
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.values import Invalid
from facility_app.exchange.register_files import kind_of
from facility_app.exchange.setting import setting_of
from facility_app.facts.register_names import Names
from facility_app.facts.register_words import plain
from facility_app.rules.declared import FieldKind, FieldSpec, Register

YES, NO = "yes", "no"


def read_values(desk: Desk, register: Register, texts: Mapping[str, str]) -> dict[str, Any]:
    """Typed texts as values, by the keys of the fields; an empty text says nothing.

    Raises:
        Invalid: a text is not what its field takes; `field` names it.
    """
    setting = setting_of(desk)
    found: dict[str, Any] = {}
    for key, text in texts.items():
        try:
            found[key] = kind_of(register.field(key)).read(text, setting) if text.strip() else None
        except Invalid as error:
            raise Invalid(error.message, field=key, **error.params) from None
    return found


def text_of(field: FieldSpec, value: Any, calendar: FacilityCalendar, names: Names) -> str:
    """A value as it stands in a form."""
    if value is None:
        return ""
    match field.kind:
        case FieldKind.YES_NO:
            return YES if value else NO
        case FieldKind.REFERENCE:
            return names[value].word if value in names else ""
        case FieldKind.INSTANT:
            return f"{calendar.local(value):%Y-%m-%d %H:%M}"
        case FieldKind.WHOLE | FieldKind.DECIMAL:
            return plain(value)
        case _:
            return str(value)
