"""The forms of an intake, and the newcomer that they make."""

from collections.abc import Mapping, Sequence

from facility_app.access import Desk
from facility_app.acts.intake import Newcomer, PaperGiven
from facility_app.core.sexes import Sex
from facility_app.core.values import Invalid
from resources.text import N_, _
from ui.pages.intake.asked import asked_fields, remark_of
from ui.pages.person.paperform import paper_of
from ui.pages.typed import day_typed, instant_typed
from ui.widgets.fieldgrid import IDENTITY
from ui.widgets.fields import ChoiceField, Form, LongTextField, TextField, TickField
from ui.widgets.persons import sex_text

Typed = Mapping[str, str]


def identity_form() -> Form:
    """Who somebody is."""
    return Form(
        [
            TextField("number", _("Number"), required=True, hint=_("The number of this period of custody.")),
            TextField("name", _("Name"), required=True),
            TextField("identity_number", _("Identity number"), hint=_("18 characters; fills in birth date and sex.")),
            TickField("identity_unverified", _("Identity not verified")),
            ChoiceField("sex", _("Sex"), [(one.value, sex_text(one)) for one in Sex], required=True),
            TextField("birth_date", _("Birth date"), hint=_("A day such as 2026-11-21.")),
            TextField("other_document", _("Other document")),
            TextField("alias", _("Alias")),
        ],
        least=IDENTITY,
    )


def particulars_form() -> Form:
    """What else is to be known."""
    when = _("A day and a time such as 2026-11-21 09:30; empty: now.")
    return Form(
        [
            TextField("admitted_at", _("Admitted at"), hint=when),
            TickField("is_key_person", _("Key person")),
            TextField("case_cause", _("Cause of the case")),
            TextField("case_number", _("Case number")),
            TextField("case_unit", _("Unit in charge of the case")),
            TextField("ethnicity", _("Ethnicity")),
            TextField("language", _("Language")),
            TextField("diet", _("Diet")),
            LongTextField("remark", _("Remark")),
            *asked_fields(),
        ]
    )


def papers_of(desk: Desk, papers: Sequence[Typed]) -> tuple[PaperGiven, ...]:
    """The documents as they were typed; one in which nothing was typed is none.

    Raises:
        Invalid: a day is none.
    """
    return tuple(paper_of(desk, one) for one in papers if any(one.values()))


def newcomer_of(desk: Desk, who: Typed, papers: Sequence[Typed], more: Typed) -> Newcomer:
    """The newcomer as he or she was typed.

    Raises:
        Invalid: no sex was chosen, or a day or a time is none; `field` names it.
    """
    if not who["sex"]:
        raise Invalid(N_("This must be filled in."), field="sex")
    return Newcomer(
        who["number"],
        who["name"],
        Sex(who["sex"]),
        papers_of(desk, papers),
        instant_typed(desk, more["admitted_at"], "admitted_at") or desk.store.clock(),
        birth_date=day_typed(desk, who["birth_date"], "birth_date"),
        identity_number=who["identity_number"] or None,
        identity_unverified=who["identity_unverified"] == "yes",
        alias=who["alias"] or None,
        other_document=who["other_document"] or None,
        ethnicity=more["ethnicity"] or None,
        language=more["language"] or None,
        diet=more["diet"] or None,
        case_number=more["case_number"] or None,
        case_cause=more["case_cause"] or None,
        case_unit=more["case_unit"] or None,
        is_key_person=more["is_key_person"] == "yes",
        remark=remark_of(more),
    )
