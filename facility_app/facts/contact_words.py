"""How contacts are worded: what was shared, where somebody is now, whether there was a fever since."""

from datetime import datetime

from facility_app.facts.contacts import Contact, Contacts, Shared, SharedKind
from resources.text import _, ngettext


def shared_text(found: Contacts, one: Contact, between: str = "\n") -> str:
    """What was shared, each with its place and time, in the language in force."""
    has_several = len(one.shared) > 1
    return between.join(_shared(found, each, has_several) for each in one.shared)


def state_text(found: Contacts, one: Contact) -> str:
    """Where a contact is now, in the language in force."""
    if one.left_at is not None:
        return _("left {time}").format(time=_moment(found, one.left_at))
    if one.is_staff:
        return _("on the staff")
    return one.place or _("here, no cell")


def measure_text(found: Contacts, one: Contact) -> str:
    """The last temperature since the first contact, in the language in force."""
    if one.last is None:
        return _("not measured since")
    return f"{one.last.celsius} ({_moment(found, one.last.at)})"


def fever_text(found: Contacts, one: Contact) -> str:
    """Whether there was a fever since the first contact, in the language in force."""
    if one.last is None:
        return _("unknown")
    if one.fever is None:
        return _("no")
    return f"{one.fever.celsius} ({_moment(found, one.fever.at)})"


def _shared(found: Contacts, one: Shared, has_several: bool) -> str:
    if one.kind is SharedKind.CELL:
        hours = _(" ({hours} h)").format(hours=one.hours) if has_several else ""
        is_still = one.until == found.until == found.at
        until = _("until now") if is_still else f"– {_moment(found, one.until)}"
        return f"{one.where.text}: {_moment(found, one.since)} {until}{hours}"
    if one.kind is SharedKind.ENTRY or one.since == one.until:
        return f"{one.where.text}: {_moment(found, one.since)}"
    times = ngettext("{count} time", "{count} times", one.count).format(count=one.count)
    return f"{one.where.text}: {times}, {_moment(found, one.since)} – {_moment(found, one.until)}"


def _moment(found: Contacts, at: datetime) -> str:
    return f"{found.facility.calendar.local(at):%m-%d %H:%M}"
