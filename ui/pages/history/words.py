"""What an act did to a record, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import listed
from facility_app.facts.journal_concerns import Concerns
from facility_app.rules.shelf import Packs
from facility_app.services.journal import FieldLine, RecordLine
from resources.text import N_, _, ngettext
from ui.pages.history.codes import coded
from ui.pages.history.labels import field_name, record_name

_NAMES = 2
_UNSAID = frozenset({"id", "sort"})
"""Fields that tell a reader nothing: of a rule, the list of its pack; the rule itself is named."""
_NOTHING = "–"
_ANSWERS = {"True": N_("yes"), "False": N_("no")}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field of one record, before and after an act."""

    record: str
    field: str
    before: str
    after: str
    record_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """With what the values of records are read: the facility's clock and its rule packs."""

    calendar: FacilityCalendar
    packs: Packs

    def before(self, entity: str, field: FieldLine) -> str:
        """What a field said."""
        return field.before_named or self._value(entity, field.name, field.before)

    def after(self, entity: str, field: FieldLine) -> str:
        """What a field says."""
        return field.after_named or self._value(entity, field.name, field.after)

    def _value(self, entity: str, name: str, text: str | None) -> str:
        if text is None or text == "":
            return _NOTHING
        if text in _ANSWERS:
            return _(_ANSWERS[text])
        if name == "void_reason":
            return _(text)
        return coded(entity, name, text, self.packs) or _instant(text, self.calendar) or _short(text)


def change_rows(lines: Iterable[RecordLine], wording: Wording) -> tuple[ChangeRow, ...]:
    """What an act did, field by field; identifiers of the records themselves are left out."""
    found: list[ChangeRow] = []
    for one in lines:
        name = record_name(one.entity)
        if one.fields is None:
            found.append(ChangeRow(name, _("erased by order"), _NOTHING, _NOTHING, one.record_id, False))
            continue
        for field in one.fields:
            if field.before == field.after or field.name in _UNSAID:
                continue
            before, after = wording.before(one.entity, field), wording.after(one.entity, field)
            label = field_name(one.entity, field.name)
            found.append(ChangeRow(name, label, before, after, one.record_id, one.is_new))
    return tuple(found)


def change_text(entity: str, field: FieldLine, wording: Wording) -> str:
    """One field before and after, in a line."""
    label = field_name(entity, field.name)
    return f"{label}: {wording.before(entity, field)} → {wording.after(entity, field)}"


def concerns_text(found: Concerns) -> str:
    """Whom or what an act concerned: the first names, and how many more."""
    shown, more = listed(found.names[:_NAMES]), len(found.names) - _NAMES
    if found.and_others:
        return _("{names} and others").format(names=shown)
    if more > 0:
        return ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=shown, n=more)
    return shown


def _instant(text: str, calendar: FacilityCalendar) -> str:
    """An instant by the facility's clock; empty: the text is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return f"{calendar.local(found):%Y-%m-%d %H:%M:%S}" if found.tzinfo else ""


def _short(text: str) -> str:
    """The end of an identifier, which tells two records apart; other texts as they are."""
    try:
        return f"…{str(UUID(text))[-6:]}"
    except ValueError:
        return text
