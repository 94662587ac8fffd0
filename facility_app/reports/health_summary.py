"""The 15-day health summary (十五日健康小结): always one A4 page, of one person or of everybody held."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from facility_app.core.sexes import age_on
from facility_app.facts.health_summary import HealthSummary, Slot, SlotState, SummaryDay
from facility_app.reports.cells import reported
from facility_app.reports.content import content_hash_of_all
from facility_app.reports.document import Align, Chart, Column, Document, Figures, Footer, Note, Point, Section, Table
from facility_app.reports.health_events import Event, events_of, highest, is_disproved
from facility_app.reports.paper import Rendered, compose_all, page_count, write_file
from facility_app.rules.rounds import Timing
from resources.text import N_, _, ngettext

_SIGNING = (N_("Duty doctor"), N_("Responsible officer"), N_("The person"))
_KEY = N_(
    "* fever · † disproved by the recheck · × not measured, the reason is below"
    " · ! no reason given · – not here · … not yet"
)
_BEFORE = N_("/ before this program's first day: what was measured then is not in it")
_AXILLARY = "axillary"
_USUAL_LIMIT = Decimal("37.3")
_REMARK_LENGTH = 60
_LABEL_WEIGHT = 1.45
"""So wide that the days of the table stand under those of the chart."""
_MARKS = {
    SlotState.EXPLAINED: "×",
    SlotState.MISSING: "!",
    SlotState.NOT_HERE: "–",
    SlotState.NOT_KEPT: "/",
    SlotState.NOT_YET: "…",
}


def print_summaries(found: Sequence[HealthSummary], path: Path) -> Rendered:
    """Print summaries into one file, a page for each person, in the language in force.

    Raises:
        Unavailable: the file cannot be written.
    """
    data, rendered = compose_summaries(found)
    write_file(path, data)
    return rendered


def compose_summaries(found: Sequence[HealthSummary]) -> tuple[bytes, Rendered]:
    """As `print_summaries`, into memory.

    Raises:
        ValueError: there is nobody.
    """
    draft = _footer(found[0], "0" * 64)
    documents = [_one_page(one, draft) for one in found]
    return compose_all(documents, _footer(found[0], content_hash_of_all(documents)))


def _footer(found: HealthSummary, digest: str) -> Footer:
    at = found.facility.calendar.local(found.at)
    return Footer(digest[:12].upper(), 1, found.by, at, f"FD2|{digest}")


def _one_page(found: HealthSummary, footer: Footer) -> Document:
    """The summary with as many lines as a page takes; what matters most stays."""
    events = events_of(found)
    whole = summary_document(found, events, 0)
    if page_count(whole, footer) == 1:
        return whole
    by_weight = sorted(events, key=lambda one: (one.about, -one.at.timestamp()))
    fits, too_many = 0, len(events)
    while too_many - fits > 1:
        half = (fits + too_many) // 2
        if page_count(_with(found, events, by_weight[:half]), footer) == 1:
            fits = half
        else:
            too_many = half
    return _with(found, events, by_weight[:fits])


def _with(found: HealthSummary, events: Sequence[Event], some: Sequence[Event]) -> Document:
    kept = set(map(id, some))
    return summary_document(found, [one for one in events if id(one) in kept], len(events) - len(kept))


def summary_document(found: HealthSummary, events: Sequence[Event], left_out: int) -> Document:
    """The summary of one person with some of the lines about what stood out."""
    person, days = found.person, found.days
    place = f"{person.place.block} {person.place.cell}" if person.place else _("no cell")
    rows = tuple((f"{_local(found, one.at):%m-%d %H:%M}", one.name, one.text or "–") for one in events)
    columns = (Column(_("Time"), 0.8), Column(_("What"), 1.6, wraps=True), Column(_("What was noted"), 4.4, wraps=True))
    noted: tuple[Table | Note, ...] = (Table(columns, rows, _("Nothing stood out in these days.")),)
    if left_out:
        text = ngettext(
            "{count} further line is on the person's page and not here: one page was to be enough.",
            "{count} further lines are on the person's page and not here: one page was to be enough.",
            left_out,
        )
        noted = (*noted, Note(text.format(count=left_out)))
    return Document(
        _("15-day health summary"),
        (f"{found.facility.name} · {person.subject.text}", f"{days[0].day} – {days[-1].day} · {place}"),
        (
            Section(_("Person, intake, coverage"), (_person(found), _coverage(found))),
            Section(_("Temperatures, morning and evening"), (_chart(found), _table(found), *_keys(found))),
            Section(_("What stood out, care and isolation"), noted),
        ),
        signatures=tuple(_(one) for one in _SIGNING),
        is_fictional=found.facility.is_fictional,
    )


def _person(found: HealthSummary) -> Figures:
    person = found.person
    day = found.days[-1].day
    age = _("{count} years").format(count=age_on(person.birth_date, day)) if person.birth_date else _("age not known")
    first = _("none")
    if found.first is not None:
        first = f"{found.first.measured.celsius} ℃ · {_local(found, found.first.at):%m-%d %H:%M}"
    left = f"{_local(found, person.ended_at):%Y-%m-%d %H:%M}" if person.ended_at else _("still held")
    remark = " ".join(found.remark.split())
    if len(remark) > _REMARK_LENGTH:
        remark = f"{remark[: _REMARK_LENGTH - 1]}…"
    return Figures(
        (
            (_("Age"), age),
            (_("Admitted at"), f"{_local(found, person.admitted_at):%Y-%m-%d %H:%M}"),
            (_("First temperature"), first),
            (_("Left at"), left),
            (_("Intake health examination"), reported(None)),
            (_("Remark at intake"), reported(remark)),
        ),
        across=2,
    )


def _coverage(found: HealthSummary) -> Figures:
    top = highest(found)
    timings = [slot.timing for slot in found.slots]
    return Figures(
        (
            (_("Measured of expected"), f"{found.measured} / {found.expected}"),
            (_("Not measured, with reason"), str(found.count(SlotState.EXPLAINED))),
            (_("Without reason"), str(found.count(SlotState.MISSING))),
            (_("Fevers · confirmed · disproved"), f"{found.fevers} · {found.confirmed} · {found.disproved}"),
            (_("Highest"), f"{top} ℃" if top is not None else _("none")),
            (_("Early, late"), f"{timings.count(Timing.EARLY)}, {timings.count(Timing.LATE)}"),
        ),
        across=3,
    )


def _chart(found: HealthSummary) -> Chart:
    a_day = max((len(day.slots) for day in found.days), default=0) or 1
    points = tuple(
        point
        for n, day in enumerate(found.days)
        for place, slot in enumerate(day.slots)
        for point in _points(day, slot, n * a_day + place)
    )
    site = found.days[-1].rules.sites.get(_AXILLARY)
    limit = site.limit(False).value if site else _USUAL_LIMIT
    labels = tuple((n * a_day, f"{day.day:%m-%d}") for n, day in enumerate(found.days))
    key = _("● reading  ■ fever  △ recheck  × not measured  - - - fever from (armpit)")
    return Chart(len(found.days) * a_day, labels, points, limit, key)


def _points(day: SummaryDay, slot: Slot, place: int) -> Iterator[Point]:
    if slot.first is not None:
        is_fever = day.is_fever(slot.first.measured) and not is_disproved(slot, slot.first)
        yield Point(place, slot.first.measured.celsius, "square" if is_fever else "dot")
    yield from (Point(place, one.measured.celsius, "triangle") for one in slot.rechecks)
    if slot.state in (SlotState.EXPLAINED, SlotState.MISSING):
        yield Point(place, None, "cross")


def _table(found: HealthSummary) -> Table:
    """A row for each round of the day, a column for each day."""
    centred: Align = "center"
    columns: tuple[Column, ...] = (Column(_("Day"), _LABEL_WEIGHT, wraps=True),)
    columns += tuple(Column(str(day.day.day), 1.0, centred) for day in found.days)
    windows = list(dict.fromkeys(slot.span.window.id for slot in found.slots))
    names = {slot.span.window.id: slot.span.window.words.text for slot in found.slots}
    rows = tuple((names[one], *(_cell(day, one) for day in found.days)) for one in windows)
    return Table(columns, rows, _("none"))


def _cell(day: SummaryDay, window: str) -> str:
    slot = next((one for one in day.slots if one.span.window.id == window), None)
    if slot is None:
        return _MARKS[SlotState.NOT_HERE]
    if slot.first is None:
        return _MARKS[slot.state]
    measured = slot.first.measured
    if not day.is_fever(measured):
        return str(measured.celsius)
    return f"{measured.celsius}{'†' if is_disproved(slot, slot.first) else '*'}"


def _keys(found: HealthSummary) -> tuple[Note, ...]:
    """What the marks of the table mean; of days before the program only where there are any."""
    keys = [_(_KEY), *([_(_BEFORE)] if found.count(SlotState.NOT_KEPT) else [])]
    return tuple(map(Note, keys))


def _local(found: HealthSummary, at: datetime) -> datetime:
    return found.facility.calendar.local(at)
