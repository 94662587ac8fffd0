"""Section 五 of the ledger, and the annex with every temperature of everybody held."""

from facility_app.core.phrases import listed
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_lines import LateValue, Measuring, Value
from facility_app.reports.cells import reported, zero
from facility_app.reports.document import Block, Column, Note, Table
from facility_app.reports.ledger_isolation import in_care, signatures
from facility_app.reports.ledger_words import NOT_REPORTED, Ids, cell, cell_and_bed, group, state
from resources.text import _

_USUAL_SITE = "axillary"


def temperature(facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """Coverage with names, the abnormal with both values, what the doctor did, and who signed the rounds."""
    rounds = [(one.window, kind, of) for one in facts.content.rounds for kind, of in one.groups]
    columns = (
        Column(_("Round"), 1.2),
        Column(_("Group"), 1.2),
        *(
            Column(head, align="right")
            for head in (
                _("Expected"),
                _("Measured"),
                _("Coverage"),
                _("Measured early"),
                _("Measured late"),
                _("Missing"),
                _("Excused"),
                _("Abnormal"),
            )
        ),
    )
    rows = tuple((ids.text("window", window), group(kind), *_figures(of)) for window, kind, of in rounds)
    return (
        Table(columns, rows, _(NOT_REPORTED)),
        Note(_("Not measured, by name")),
        _missing(rounds, ids),
        Note(_("Abnormal readings")),
        _abnormal(rounds, ids),
        Note(_("Cases with the doctor")),
        in_care(facts, ids),
        Note(_("Rounds signed off")),
        signatures(facts, ids),
    )


def _figures(of: Measuring) -> tuple[str, ...]:
    if not of.is_reported:
        return (zero(of.expected), *[_(NOT_REPORTED)] * 5, zero(len(of.excused)), _(NOT_REPORTED))
    percent = _("nobody expected") if of.percent is None else f"{of.percent} %"
    return (
        zero(of.expected),
        zero(of.measured),
        percent,
        zero(of.early),
        zero(of.late),
        zero(len(of.missing)),
        zero(len(of.excused)),
        zero(len(of.abnormal)),
    )


def _missing(rounds: list[tuple[str, str, Measuring]], ids: Ids) -> Table:
    """Name by name, but not of a round of which nothing was reported at all."""
    columns = (
        Column(_("Round"), 0.8),
        Column(_("Group"), 0.9),
        Column(_("Cell"), 1.0),
        Column(_("Number"), 1.2),
        Column(_("Name"), 1.2),
        Column(_("Reason"), 1.6, wraps=True),
    )
    rows = tuple(
        (
            ids.text("window", window),
            group(kind),
            cell(one.who.spot) if kind == "people" else "–",
            one.who.number,
            one.who.name,
            ids.text("reason", one.reason),
        )
        for window, kind, of in rounds
        if of.is_reported
        for one in of.missing
    )
    return Table(columns, rows, _("none") if any(of.is_reported for *_who, of in rounds) else _(NOT_REPORTED))


def _abnormal(rounds: list[tuple[str, str, Measuring]], ids: Ids) -> Table:
    columns = (
        Column(_("Round"), 0.7),
        Column(_("Cell"), 0.8),
        Column(_("Number"), 1.1),
        Column(_("Name"), 1.0),
        Column(_("First reading"), 1.4, wraps=True),
        Column(_("Recheck"), 1.4, wraps=True),
        Column(_("Symptoms"), 1.4, wraps=True),
        Column(_("Outcome"), 1.0, wraps=True),
    )
    rows = tuple(
        (
            ids.text("window", window),
            cell(one.who.spot) if kind == "people" else group(kind),
            one.who.number,
            one.who.name,
            _value(one.first, ids),
            "\n".join(_value(value, ids) for value in one.later) or _("none"),
            listed(ids.text("symptom", symptom) for symptom in (*one.symptoms, *one.told_later)) or _("none"),
            state(one.state),
        )
        for window, kind, of in rounds
        for one in of.abnormal
    )
    return Table(columns, rows, _("none") if any(of.is_reported for *_who, of in rounds) else _(NOT_REPORTED))


def _value(value: Value, ids: Ids) -> str:
    return f"{ids.text('site', value.body_site)} {value.celsius} {ids.time(value.at)}"


def details(facts: LedgerFacts, ids: Ids) -> Table:
    """Everybody held during the day with every value, by cell."""
    windows = [one.window for one in facts.content.rounds]
    columns = (
        Column(_("Cell and bed"), 1.2),
        Column(_("Number"), 1.2),
        Column(_("Name"), 1.3),
        *(Column(ids.text("window", window), 1.6, wraps=True) for window in windows),
    )
    is_reported = [one.people.is_reported for one in facts.content.rounds]
    rows = tuple(
        (
            cell_and_bed(one.who.spot),
            one.who.number,
            one.who.name,
            *(
                _values(values, ids) or (_("not measured") if known else _(NOT_REPORTED))
                for values, known in zip(one.values, is_reported, strict=True)
            ),
        )
        for one in facts.content.details
    )
    return Table(columns, rows, reported(None))


def _values(values: tuple[Value, ...], ids: Ids) -> str:
    return " → ".join(_detail(one, ids) for one in values)


def _detail(one: Value, ids: Ids) -> str:
    text = f"{one.celsius} {ids.time(one.at)}"
    if one.body_site != _USUAL_SITE:
        text = f"{ids.text('site', one.body_site)} {text}"
    if isinstance(one, LateValue):
        text = _("{value} (entered {time})").format(value=text, time=ids.time(one.recorded_at))
    return text
