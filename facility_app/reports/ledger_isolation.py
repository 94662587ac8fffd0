"""Section 六 of the ledger: who is apart. And of section 五: whom the doctor follows, and who signed the rounds.

The diagnosis and the reason stand in none of it: they are the doctor's to tell.
"""

from facility_app.core.phrases import listed
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_isolation import Apart, ApartTurn, InCare, ReviewLine
from facility_app.reports.document import Block, Column, Table
from facility_app.reports.ledger_words import NONE, NOT_REPORTED, Ids, cell
from facility_app.rules.care import CaseKind
from facility_app.rules.carepack import CONCLUDED, INFORMED, SEEN
from resources.text import N_, _

_STAGES = (INFORMED, SEEN, CONCLUDED)
_CASES = {
    CaseKind.FEVER.value: N_("confirmed fever"),
    CaseKind.ALARM.value: N_("emergency sign"),
    CaseKind.LOW.value: N_("temperature too low"),
    CaseKind.TOLD.value: N_("told to the doctor"),
}


def isolation(facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """Who is apart, and on which day of it; what was seen of them; which rights were not kept up, and why."""
    people = facts.content.care.apart
    if not people:
        return (_who(people, ids),)
    return (_who(people, ids), _course(people, facts, ids))


def _who(people: tuple[Apart, ...], ids: Ids) -> Table:
    columns = (
        Column(_("Cell"), 0.9),
        Column(_("Number"), 1.2),
        Column(_("Name"), 1.1),
        Column(_("Kind"), 1.3, wraps=True),
        Column(_("Day n"), 0.5, "right"),
        Column(_("Ordered by"), 0.9),
        Column(_("Began"), 1.0),
        Column(_("Ended"), 1.0),
    )
    rows = tuple(
        (
            cell(one.who.spot),
            one.who.number,
            one.who.name,
            _kind(one, ids),
            str(one.day_n),
            one.ordered_by,
            ids.time(one.started_at),
            ids.time(one.ended_at) if one.ended_at else _("not ended"),
        )
        for one in people
    )
    return Table(columns, rows, _(NONE))


def _kind(one: Apart, ids: Ids) -> str:
    kind = ids.text("isolation", one.kind)
    return f"{kind} · {ids.text('precaution', one.precaution)}" if one.precaution else kind


def _course(people: tuple[Apart, ...], facts: LedgerFacts, ids: Ids) -> Table:
    windows = [one.window for one in facts.content.rounds]
    columns = (
        Column(_("Name"), 1.0),
        *(Column(ids.text("window", window), 1.4, wraps=True) for window in windows),
        Column(_("Rights not kept up, and why"), 1.7, wraps=True),
        Column(_("Visits and reviews"), 1.7, wraps=True),
    )
    rows = tuple(
        (
            one.who.name,
            *(_turn(_of(one, window), ids) for window in windows),
            "\n".join(f"{ids.text('right', each.right)}: {each.reason}" for each in one.not_kept) or _(NONE),
            "\n".join(_review(each, ids) for each in one.reviews) or _(NONE),
        )
        for one in people
    )
    return Table(columns, rows, _(NONE))


def _of(one: Apart, window: str) -> ApartTurn | None:
    return next((turn for turn in one.turns if turn.window == window), None)


def _turn(turn: ApartTurn | None, ids: Ids) -> str:
    """Temperature and symptoms; a dash where nothing was owed."""
    if turn is None:
        return "–"
    measured = " → ".join(str(one.celsius) for one in turn.values) or _("not measured")
    if turn.symptoms is None:
        return f"{measured}\n{_(NOT_REPORTED)}"
    symptoms = listed(ids.text("symptom", one) for one in turn.symptoms) or _("no symptoms")
    return f"{measured}\n{symptoms}"


def _review(one: ReviewLine, ids: Ids) -> str:
    text = f"{ids.text('review', one.review)} {ids.time(one.at)} {one.by}"
    if one.goes_on is None:
        return text
    decision = _("goes on") if one.goes_on else _("does not go on")
    return f"{text} ({decision})"


def in_care(facts: LedgerFacts, ids: Ids) -> Table:
    """The cases with the doctor: found, informed, seen, concluded."""
    columns = (
        Column(_("Number"), 1.2),
        Column(_("Name"), 1.1),
        Column(_("Kind of case"), 1.0, wraps=True),
        Column(_("Found at"), 0.9),
        *(Column(ids.text("stage", stage), 1.3, wraps=True) for stage in _STAGES),
    )
    rows = tuple(
        (
            one.who.number,
            one.who.name,
            _(_CASES[one.case]),
            ids.time(one.found_at),
            *(_stage(one, stage, ids) for stage in _STAGES),
        )
        for one in facts.content.care.in_care
    )
    return Table(columns, rows, _(NONE))


def _stage(of: InCare, stage: str, ids: Ids) -> str:
    done = next((one for one in of.stages if one.stage == stage and one.at), None)
    return f"{ids.time(done.at)} {done.by}" if done else _("not done yet")


def signatures(facts: LedgerFacts, ids: Ids) -> Table:
    """Who signed which round off, with what remark, and whether something of it was corrected since."""
    columns = (
        Column(_("Round"), 0.8),
        Column(_("Signed off by"), 1.0),
        Column(_("Time"), 0.8),
        Column(_("Remark"), 2.4, wraps=True),
        Column(_("Corrected since"), 1.0),
    )
    signed = {one.window: one for one in facts.content.care.signed}
    rows = []
    for of in facts.content.rounds:
        one = signed.get(of.window)
        window = ids.text("window", of.window)
        if one is None:
            rows.append((window, _("not signed off"), "–", "–", "–"))
        else:
            corrected = ids.time(one.corrected_at) if one.corrected_at else _("no")
            rows.append((window, one.by, ids.time(one.at), one.note or _(NONE), corrected))
    return Table(columns, tuple(rows), _(NONE))
