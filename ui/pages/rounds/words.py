"""What a row of the round says, in words and shapes."""

from collections.abc import Sequence
from decimal import Decimal

from facility_app.core.phrases import listed
from facility_app.facts.round_sheet import RoundSheet, SheetGroup, SheetRow
from facility_app.rules.rechecks import FeverState
from facility_app.rules.rounds import Timing
from facility_app.rules.temperatures import FeverRules, Reading
from resources.text import _
from ui.pages.rounds.particulars import Particulars
from ui.theme import State

_STEADY = Decimal("0.3")
"""A smaller change between two readings is no trend."""


def group_text(group: SheetGroup) -> str:
    """A cell as the list of the round calls it."""
    if group.is_staff:
        return _("Staff")
    return f"{group.block} {group.cell}" if group.cell else _("No cell")


def group_state(group: SheetGroup, sheet: RoundSheet) -> State:
    """How a cell stands: the most urgent of its people."""
    if any(one.is_alarming for one in group.rows):
        return State.FEVER
    if any(one.awaits_recheck for one in group.rows):
        return State.RECHECK
    if any(one.is_missing for one in group.rows):
        return missing_state(sheet)
    if any(one.is_in_care for one in group.rows):
        return State.IN_CARE
    return State.DONE if group.expected else State.NOT_APPLICABLE


def missing_state(sheet: RoundSheet) -> State:
    """How it stands with whoever is still to be measured."""
    if sheet.read_at < sheet.span.opens:
        return State.NOT_APPLICABLE
    return State.OVERDUE if sheet.read_at > sheet.span.closes else State.DUE


def last_text(before: Sequence[Reading]) -> str:
    """The last reading, with an arrow where the one before it was made at the same site."""
    if not before:
        return "–"
    return f"{before[0].celsius} {trend(before)}".rstrip()


def trend(readings: Sequence[Reading]) -> str:
    """Where the temperature goes, from the newest reading and the one before it; empty: not known."""
    if len(readings) < 2 or readings[0].site != readings[1].site:
        return ""
    change = readings[0].celsius - readings[1].celsius
    if abs(change) < _STEADY:
        return "→"
    return "↑" if change > 0 else "↓"


def row_state(row: SheetRow) -> State | None:
    """The state of somebody who was measured, or of whom it is said why not; None: still to be measured."""
    if row.is_alarming:
        return State.FEVER
    if row.awaits_recheck:
        return State.RECHECK
    if row.is_in_care:
        return State.IN_CARE
    if row.first is not None:
        return State.DONE
    return None if row.is_missing else State.NOT_APPLICABLE


def state_text(row: SheetRow, sheet: RoundSheet) -> str:
    """The state of somebody in words, without its shape."""
    state = row_state(row)
    if state is State.RECHECK:
        return _("from {time}").format(time=wall(sheet, sheet.recheck_from(row)))
    if state is State.FEVER:
        is_confirmed = row.verdict is not None and row.verdict.state is FeverState.CONFIRMED
        return _("fever confirmed") if is_confirmed else _("doctor")
    if state is State.IN_CARE:
        return _("fever, in care") if row.is_feverish else _("in care")
    if row.first is not None:
        not_confirmed = row.verdict is not None and row.verdict.state is FeverState.NOT_CONFIRMED
        return (
            _("not confirmed") if not_confirmed else f"{wall(sheet, row.first.reading.at)} {timing_text(row)}".rstrip()
        )
    if row.reason is not None:
        return row.reason.words.text
    if row.left_at is not None and not row.is_expected:
        return _("left {time}").format(time=wall(sheet, row.left_at))
    return "" if row.is_missing else _("not expected")


def from_another_desk() -> str:
    """That a reading came from another desk while the round was open here."""
    return _("⇄ from another desk")


def timing_text(row: SheetRow) -> str:
    """That a reading was made before its round opened, or after it had closed; empty: it was on time."""
    timing = row.first.timing if row.first is not None else None
    if timing is Timing.EARLY:
        return _("← early")
    return _("→ late") if timing is Timing.LATE else ""


def reading_text(row: SheetRow) -> str:
    """What was measured: the first reading, then those after it."""
    if row.first is None:
        return ""
    values = [row.first.reading.measured.celsius, *(one.reading.measured.celsius for one in row.rechecks)]
    return " → ".join(str(one) for one in values)


def reading_state(row: SheetRow) -> State | None:
    """Whether the reading of the round is a fever, known to the doctor, or asked for a second one; None: neither."""
    if row.is_alarming or row.is_feverish:
        return State.FEVER
    if row.is_in_care:
        return State.IN_CARE
    return State.RECHECK if row.verdict is not None else None


def site_text(site: str, rules: FeverRules) -> str:
    """The name of a site of measurement."""
    return rules.sites[site].words.text if site in rules.sites else site


def symptoms_text(symptoms: Sequence[str] | frozenset[str], rules: FeverRules) -> str:
    """Symptoms as one list, in the order of the rules."""
    found = sorted((rules.symptoms[one] for one in symptoms if one in rules.symptoms), key=lambda one: one.order)
    return listed(one.words.text for one in found)


def wall(sheet: RoundSheet, at: object) -> str:
    """An instant as the facility's clock shows it; empty where there is none."""
    return f"{sheet.calendar.local(at):%H:%M}" if at is not None else ""  # type: ignore[arg-type]


def particulars_text(noted: Particulars) -> str:
    """With what, by whom and when a reading to come is measured, where it is otherwise than with the round."""
    told = (
        (_("device {device}"), {"device": noted.device}),
        (_("by {name}"), {"name": noted.taken_by}),
        (_("at {time}"), {"time": noted.time}),
    )
    return listed(text.format(**of) for text, of in told if any(of.values()))


def row_tip(row: SheetRow, sheet: RoundSheet, *, is_from_another: bool = False) -> str:
    """All that is known of a row, for the pointer and for those who hear the screen.

    Args:
        is_from_another: whether another desk kept the reading.
    """
    lines = [row.subject.text]
    if row.first is not None:
        lines.append(
            _("measured at {time} by {name}").format(time=wall(sheet, row.first.reading.at), name=row.first.by)
        )
        measured = row.first.reading.measured
        lines.append(" · ".join(filter(None, (site_text(measured.site, sheet.rules), measured.device))))
        lines += [one for one in (timing_text(row), from_another_desk() if is_from_another else "") if one]
        if measured.is_mean:
            lines.append(_("the mean of several measurements"))
        recorded_at = row.first.reading.recorded_at
        if recorded_at is not None:
            entered = f"{sheet.calendar.local(recorded_at):%Y-%m-%d %H:%M}"
            lines.append(_("entered later, at {time}").format(time=entered))
    lines += [one.explanation.text for one in row.findings]
    if row.is_in_care:
        lines.append(_("Known to the doctor in whose care he or she is: no second reading is owed."))
    return "\n".join(lines)
