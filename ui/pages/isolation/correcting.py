"""The forms by which a record of an isolation is corrected, and how what is typed goes to the store."""

from collections.abc import Iterable, Mapping

from facility_app.access import Desk
from facility_app.acts.isolation_records import OrderCorrected, ReviewCorrected
from facility_app.acts.observations import LineTold
from facility_app.facts.isolation_written import NO, YES, Sort, Written
from facility_app.rules.entries import RuleEntry
from facility_app.rules.isolationpack import Question
from facility_app.services.isolation import ApartBoard
from facility_app.services.isolation_records import correct_line, correct_order, correct_review, correct_right
from resources.text import _
from ui.pages.typed import instant_typed
from ui.widgets.fields import ChoiceField, Form, LongTextField, TextField


def form_of(sort: Sort) -> Form:
    """The form of a sort of record."""
    if sort is Sort.ORDER:
        return Form(
            [
                ChoiceField("end_rule", _("Ends by the rule"), ()),
                ChoiceField("precaution", _("Precautions"), ()),
                ChoiceField("pathogen", _("Pathogen"), ()),
                LongTextField("reason", _("Reason")),
            ]
        )
    if sort is Sort.LINE:
        questions = (("mood", _("Mood")), ("food", _("Food")), ("sleep", _("Sleep")))
        fields = [ChoiceField(key, text, (), required=True) for key, text in questions]
        return Form([*fields, LongTextField("remark", _("Remark"))], columns=3)
    if sort is Sort.RIGHT:
        kept = ((YES, _("kept up")), (NO, _("not kept up")))
        return Form([ChoiceField("kept", _("The right was"), kept, required=True), TextField("note", _("Why not"))])
    goes_on = ((YES, _("it goes on")), (NO, _("it does not go on")))
    return Form(
        [
            ChoiceField("goes_on", _("Decision"), goes_on),
            TextField("at", _("When it was so")),
            LongTextField("text", _("Findings or reasons")),
        ]
    )


def offer(form: Form, one: Written, board: ApartBoard) -> None:
    """Offer what the rules of the day know, and hide what a record has not, or what the reader is not told."""
    rules = board.rules
    options: Mapping[str, Iterable[RuleEntry]] = {}
    if one.sort is Sort.ORDER:
        kind = rules.kinds.get(one.of)
        options = {
            "pathogen": rules.pathogens.values() if kind and kind.is_medical else (),
            "precaution": [rules.precautions[key] for key in (kind.precautions if kind else ())],
            "end_rule": [rules.end_rules[key] for key in (kind.end_rules if kind else ()) if key in rules.end_rules],
        }
    elif one.sort is Sort.LINE:
        options = {each.value: [a for a in rules.answers.values() if a.of is each] for each in Question}
    for key, entries in options.items():
        field = form.fields.get(key)
        if isinstance(field, ChoiceField):
            field.set_options([(each.id, each.words.text) for each in entries])
            field.setVisible(key in one.values and bool(list(entries)))
    for key in ("reason", "goes_on", "text"):
        if key in form.fields:
            form.fields[key].setVisible(key in one.values)
    if one.sort is Sort.REVIEW:
        rule = rules.reviews.get(one.of)
        form.fields["at"].setVisible(rule is not None and rule.states is not None)


def shown_values(one: Written, board: ApartBoard) -> Mapping[str, str]:
    """What a record says, as its form shows it."""
    if one.sort is not Sort.REVIEW:
        return one.values
    return {**one.values, "at": f"{board.calendar.local(one.at):%Y-%m-%d %H:%M}"}


def correct_on(
    desk: Desk, one: Written, number: str, shown: Mapping[str, str], typed: Mapping[str, str], why: str
) -> None:
    """Keep what is typed into the form of a record; what is as it was shown stays.

    Raises:
        Invalid: a time cannot be read; or as of the service.
    """

    def changed(key: str) -> str | None:
        return typed[key] if key in shown and typed[key] != shown[key] else None

    if one.sort is Sort.ORDER:
        told = OrderCorrected(*(changed(key) or None for key in ("reason", "pathogen", "precaution", "end_rule")))
        correct_order(desk, one.id, told, why)
    elif one.sort is Sort.LINE:
        answers = (typed["mood"], typed["food"], typed["sleep"])
        told_line = LineTold(number, *answers, tuple(one.values["symptoms"].split()), typed["remark"] or None)
        correct_line(desk, one.id, told_line, why)
    elif one.sort is Sort.RIGHT:
        correct_right(desk, one.id, is_kept=typed["kept"] == YES, note=typed["note"], why=why)
    else:
        moved, goes_on = changed("at"), changed("goes_on")
        at = instant_typed(desk, moved, "at") if moved else None
        decided = goes_on == YES if goes_on else None
        correct_review(desk, one.id, ReviewCorrected(decided, changed("text"), at), why)
