"""What the page says of somebody who is apart."""

from datetime import datetime

from facility_app.core.phrases import listed
from facility_app.facts.isolation import ApartPerson, SheetLine
from facility_app.facts.isolation_written import YES, Sort, Written
from facility_app.facts.outbreaks import Measures
from facility_app.rules.isolation import EndState
from facility_app.rules.isolationdue import Owed, OwedKind
from facility_app.rules.isolationpack import Fact
from facility_app.rules.rounds import window_of
from facility_app.services.isolation import ApartBoard
from resources.text import _
from ui.theme import State

_DAY_HOURS = 24


def wall(board: ApartBoard, at: datetime) -> str:
    """The day and the time on the wall."""
    return f"{board.calendar.local(at):%m-%d %H:%M}"


def kind_text(one: ApartPerson) -> str:
    """As what somebody is apart, and whether it is over already."""
    return one.kind.words.text if one.spell.ended_at is None else _("{kind}, over").format(kind=one.kind.words.text)


def kind_state(one: ApartPerson) -> State:
    """Apart, or no more."""
    return State.ISOLATION if one.spell.ended_at is None else State.NOT_APPLICABLE


def day_text(one: ApartPerson) -> str:
    """Which day it is, and of how many, where the rules know."""
    most = one.kind.most_days
    rule, is_first = one.end_rule, one.counted_from == one.spell.started_at
    if most is None and is_first and rule is not None and rule.since is Fact.START and rule.hours:
        most = rule.hours // _DAY_HOURS
    if most is None:
        return _("day {n}").format(n=one.day_n)
    return _("day {n} of {most}").format(n=one.day_n, most=most)


def owed_state(one: Owed, at: datetime) -> State:
    """How urgent something owed is."""
    if one.is_done:
        return State.DONE
    return State.OVERDUE if one.due < at else State.DUE


def due_state(one: ApartPerson, at: datetime) -> State:
    """The most urgent of everything that is owed to somebody."""
    if one.spell.ended_at is None and (one.is_beyond_limit or one.is_beyond_review):
        return State.OVERDUE
    found = {owed_state(each, at) for each in one.owed}
    return next((state for state in (State.OVERDUE, State.DUE) if state in found), State.DONE)


def due_text(one: ApartPerson) -> str:
    """How much of the day is open."""
    return _("{count} open").format(count=sum(not each.is_done for each in one.owed))


def due_told(one: ApartPerson) -> str:
    """What is open, by name."""
    return listed(each.words.text for each in one.owed if not each.is_done)


def lines_text(one: ApartPerson, board: ApartBoard) -> str:
    """The lines of the day by their shapes: written, due, or overdue."""
    return "  ".join(line_state(one, line, board).shape for line in _in_order(one, board))


def lines_told(one: ApartPerson, board: ApartBoard) -> str:
    """The lines of the day, by window, in words."""
    names = {each.id: each.words.text for each in board.windows}
    return listed(f"{names[line.window]}: {_(line_state(one, line, board).word)}" for line in _in_order(one, board))


def _in_order(one: ApartPerson, board: ApartBoard) -> list[SheetLine]:
    lines = {line.window: line for line in one.lines}
    return [lines[each.id] for each in board.windows if each.id in lines]


def line_state(one: ApartPerson, line: SheetLine, board: ApartBoard) -> State:
    """Whether a line is written, or how urgent it is."""
    if line.row is not None:
        return State.DONE
    owed = next((each for each in one.owed if each.kind is OwedKind.LINE and each.window == line.window), None)
    return owed_state(owed, board.at) if owed is not None else State.NOT_APPLICABLE


def line_told(line: SheetLine, board: ApartBoard) -> str:
    """What a line says: temperatures of the round, answers, symptoms, remark."""
    parts = [f"{each.celsius} ℃" for each in line.temperatures]
    if line.row is not None:
        answers = board.rules.answers
        parts += [answers[key].words.text for key in (line.row.mood, line.row.food, line.row.sleep) if key in answers]
        names = {each.id: each.words.text for each in board.symptoms}
        parts += [names.get(key, key) for key in line.symptoms]
        parts += [line.row.remark] if line.row.remark else []
    return listed(parts)


def window_now(board: ApartBoard) -> str:
    """The window for which a line counts now; outside of all windows the last one that has closed, else the first."""
    found = window_of(board.windows, board.calendar, board.at) if board.windows else None
    if found is not None and found[0].day == board.day:
        return found[0].window.id
    begun = [one for one in board.windows if board.calendar.instant(board.day, one.opens) <= board.at]
    return (begun or board.windows)[-1 if begun else 0].id if board.windows else ""


def lacks_line(one: ApartPerson, board: ApartBoard) -> bool:
    """Whether the line of the running window is not written."""
    now = window_now(board)
    return one.spell.ended_at is None and any(
        line.window == now and line.is_owed and line.row is None for line in one.lines
    )


_VERDICTS = {
    EndState.MET: State.DONE,
    EndState.ANY_TIME: State.NOT_APPLICABLE,
    EndState.WAITING: State.DUE,
    EndState.UNPROVEN: State.DUE,
}


def verdict_state(one: ApartPerson) -> State:
    """Whether it may end by its rule."""
    return State.OVERDUE if one.is_beyond_limit else _VERDICTS[one.verdict.state]


def verdict_text(one: ApartPerson) -> str:
    """By which rule it ends, where the reader is told, and whether that is met."""
    verdict = one.verdict.words.text
    return f"{one.end_rule.words.text} – {verdict}" if one.end_rule else verdict


def order_text(one: ApartPerson, board: ApartBoard) -> str:
    """Who ordered it when, with what precautions, and for what, where the reader is told."""
    parts = [_("since {time}, {name}").format(time=wall(board, one.spell.started_at), name=one.spell.ordered_by)]
    precaution = board.rules.precautions.get(one.spell.precaution or "")
    parts += [precaution.words.text] if precaution else []
    if one.is_masked:
        parts.append(_("the reason is not shown to your role"))
    else:
        pathogen = board.rules.pathogens.get(one.spell.pathogen or "")
        parts += [pathogen.words.text] if pathogen else []
        parts.append(one.spell.reason)
    return " · ".join(parts)


def measures_name(one: Measures, board: ApartBoard) -> str:
    """Against what measures are."""
    pathogen = board.rules.pathogens.get(one.pathogen)
    return pathogen.words.text if pathogen else one.pathogen


def written_name(one: Written, board: ApartBoard) -> str:
    """What sort of record it is: the order, a line of a round, a right, a review."""
    rules = board.rules
    if one.sort is Sort.ORDER:
        return _("Order")
    if one.sort is Sort.LINE:
        window = next((each.words.text for each in board.windows if each.id == one.of), one.of)
        return _("Line: {window}").format(window=window)
    entry = (rules.rights if one.sort is Sort.RIGHT else rules.reviews).get(one.of)
    return entry.words.text if entry else one.of


def written_text(one: Written, board: ApartBoard) -> str:
    """What a record says, in a line."""
    rules, parts = board.rules, []
    if one.sort is Sort.ORDER:
        named = (rules.pathogens, "pathogen"), (rules.precautions, "precaution"), (rules.end_rules, "end_rule")
        found = [entries.get(one.values.get(key, "")) for entries, key in named]
        parts = [entry.words.text for entry in found if entry is not None] + [one.values.get("reason", "")]
    elif one.sort is Sort.LINE:
        symptoms = {each.id: each.words.text for each in board.symptoms}
        parts = [rules.answers[key].words.text for key in _answers_of(one) if key in rules.answers]
        parts += [symptoms.get(key, key) for key in one.values["symptoms"].split()] + [one.values["remark"]]
    elif one.sort is Sort.RIGHT:
        parts = [_("kept up") if one.values["kept"] == YES else _("not kept up"), one.values["note"]]
    else:
        if "goes_on" in one.values:
            parts = [_("it goes on") if one.values["goes_on"] == YES else _("it does not go on")]
        parts += [one.values.get("text", "")]
    return " · ".join(" ".join(part.split()) for part in parts if part)


def _answers_of(one: Written) -> tuple[str, ...]:
    return tuple(one.values[key] for key in ("mood", "food", "sleep"))


def written_told(one: Written, board: ApartBoard) -> str:
    """Who wrote a record when; of one that was withdrawn, why; and what the reader is not told."""
    parts = [_("{name}, {time}").format(name=one.by, time=wall(board, one.at))]
    if one.void_reason is not None:
        parts.append(_("void: {reason}").format(reason=one.void_reason))
    if one.is_masked:
        parts.append(_("the reason is not shown to your role") if one.sort is Sort.ORDER else _("findings not shown"))
    return " · ".join(parts)
