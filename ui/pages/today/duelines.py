"""What is due, one line for all that is the same act until the same time, grouped by act."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from facility_app.core.phrases import listed
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.due.item import DueItem, DueState
from facility_app.facts.due.talks import quota_of_all
from resources.text import N_, _, ngettext
from ui.pages.today.glance import Glance

_KINDS = {
    "round": (N_("Temperature round"), "rounds"),
    "on_return": (N_("On return"), "rounds"),
    "recheck": (N_("Second reading"), "rounds"),
    "refused": (N_("Refused measurement"), "rounds"),
    "talk": (N_("Talks of the week"), "talks"),
    "first_talk": (N_("First talk"), "talks"),
    "term": (N_("Release"), "releases"),
    "doctor": (N_("Doctor"), "person"),
    "follow_up": (N_("After a fever"), "person"),
    "isolation": (N_("Isolation and observation"), "isolation"),
    "cluster": (N_("Cluster"), "health"),
}
_QUOTA = "talk"
_NAMES = 2
_RANKS = (DueState.OVERDUE, DueState.DUE, DueState.DONE)


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of what is due.

    Attributes:
        act: the kind of act, where the line is the first of its kind; else empty.
        until: the time of day; on another day the date.
        about: whom or what it concerns, by name.
        page, what: where it is done.
        is_alarm: whether it is to be acted on at once.
    """

    kind: str
    act: str
    text: str
    state: DueState
    due: datetime
    until: str
    about: tuple[Subject, ...]
    page: str
    what: object
    is_alarm: bool = False

    @property
    def names(self) -> str:
        """The first names, and how many more."""
        shown = listed(one.name for one in self.about[:_NAMES])
        more = len(self.about) - _NAMES
        if more <= 0:
            return shown
        return ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=shown, n=more)

    @property
    def all_names(self) -> str:
        """Everybody's."""
        return listed(one.text for one in self.about)


def due_lines(glance: Glance) -> list[DueLine]:
    """What is not done, by act; alarms first, then the act with the most urgent line, within an act by time."""
    together: dict[tuple[str, str, DueState, datetime], list[DueItem]] = {}
    for one in glance.board.items:
        if one.state is not DueState.DONE:
            same = one.rule if one.kind == _QUOTA else one.words.text
            together.setdefault((one.kind, same, one.state, one.due), []).append(one)
    by_kind: dict[str, list[DueLine]] = {}
    for (kind, _same, state, due), items in together.items():
        text = quota_of_all(items).text if kind == _QUOTA else items[0].words.text
        page, what = _target(kind, items)
        is_alarm = any(one.is_alarm for one in items)
        line = DueLine(kind, "", text, state, due, _until(due, glance), _about(items), page, what, is_alarm)
        by_kind.setdefault(kind, []).append(line)
    groups = [sorted(lines, key=_urgency) for lines in by_kind.values()]
    found = []
    for lines in sorted(groups, key=lambda lines: _urgency(lines[0])):
        named = replace(lines[0], act=_act(lines[0].kind, glance))
        found += [named, *lines[1:]]
    return found


def _until(due: datetime, glance: Glance) -> str:
    local, now = glance.board.calendar.local(due), glance.board.calendar.local(glance.board.at)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%m-%d %H:%M}"


def _urgency(line: DueLine) -> tuple[bool, int, datetime]:
    return not line.is_alarm, _RANKS.index(line.state), line.due


def _about(items: Iterable[DueItem]) -> tuple[Subject, ...]:
    """The names behind items: those that are missing, else what each is about; the facility itself goes without."""
    found = []
    for one in items:
        found += list(one.people) or ([one.subject] if one.subject.kind is not SubjectKind.FACILITY else [])
    return tuple(found)


def _act(kind: str, glance: Glance) -> str:
    if kind in _KINDS:
        return _(_KINDS[kind][0])
    return _(glance.registers[kind]) if kind in glance.registers else _("Register")


def _target(kind: str, items: list[DueItem]) -> tuple[str, object]:
    if kind in ("round", "on_return"):
        return "rounds", items[0].rule
    page = _KINDS[kind][1] if kind in _KINDS else "registers"
    if page == "registers":
        return page, kind
    is_one = (len(items) == 1 or page == "person") and items[0].subject.kind is SubjectKind.PERSON
    return page, items[0].subject.number if is_one else None
