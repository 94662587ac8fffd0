"""The form of one release: the way out, its basis, the two officers, and what the person takes along."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox

from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.acts.releases import Leaving, PaperNamed
from facility_app.core.values import DaybookError
from facility_app.facts.releases import ReleasePreparation
from facility_app.services.staff import StaffLine
from resources.text import _
from ui.pages.typed import day_typed, instant_typed
from ui.widgets.fields import ChoiceField, FindField, Form, TextField

_LEAST_SHOWN = 10
_NEW = ("new_type", "new_number", "issued_by", "document_date")


def release_form() -> Form:
    """The fields."""
    day = _("A day such as 2026-11-21.")
    made = Form(
        [
            ChoiceField("exit", _("Way of leaving"), (), required=True),
            ChoiceField("document", _("Basis on file"), (), hint=_("Empty: the end of the term, or a new document.")),
            ChoiceField("new_type", _("New document"), ()),
            TextField("new_number", _("Number of the document")),
            TextField("issued_by", _("Issued by")),
            TextField("document_date", _("Date of the document"), hint=day),
            FindField("checked_by", _("Checked by"), (), required=True),
            FindField("also_checked_by", _("Also checked by"), (), required=True),
            TextField("picked_up_by", _("Picked up by")),
            TextField("certificate_number", _("Number of the certificate")),
            TextField("left_at", _("Left at"), hint=_("A day and a time such as 2026-11-21 09:30; empty: now.")),
        ]
    )
    for one in made.findChildren(QComboBox):  # else the longest document in force sets the width of the page
        one.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        one.setMinimumContentsLength(_LEAST_SHOWN)
    return made


def offer(form: Form, prepared: ReleasePreparation, members: Sequence[StaffLine]) -> None:
    """Offer what may be chosen for this person; what was chosen stays."""
    types = {one.id: one.words.text for one in prepared.types}
    _choose(form, "exit", [(one.id, one.words.text) for one in prepared.exits])
    on_file = [
        (f"{one.type} {one.number}", f"{types.get(one.type, one.type)} {one.number}")
        for one in reversed(prepared.person.documents)
    ]
    _choose(form, "document", on_file)
    _choose(form, "new_type", list(types.items()))
    for key in ("checked_by", "also_checked_by"):
        field = form.fields[key]
        assert isinstance(field, FindField)
        field.set_options([(one.number, f"{one.number} {one.name}") for one in members if one.post])


def _choose(form: Form, key: str, options: Sequence[tuple[str, str]]) -> None:
    field = form.fields[key]
    assert isinstance(field, ChoiceField)
    field.set_options(options)


def has_enough(typed: Mapping[str, str]) -> bool:
    """Whether the rules can be asked already."""
    return all(typed.get(key) for key in ("exit", "checked_by", "also_checked_by"))


def leaving_of(desk: Desk, number: str, typed: Mapping[str, str]) -> Leaving:
    """The release as it was typed.

    Raises:
        Invalid: a day or a time is none; `field` names it.
    """
    papers: list[PaperNamed | PaperGiven] = []
    if any(typed[key] for key in _NEW):
        issued_on = day_typed(desk, typed["document_date"], "document_date")
        papers.append(PaperGiven(typed["new_type"], typed["new_number"], typed["issued_by"], issued_on))
    if typed["document"]:
        type_, _space, known = typed["document"].partition(" ")
        papers.append(PaperNamed(known, type_))
    return Leaving(
        number,
        typed["exit"],
        tuple(papers),
        typed["checked_by"],
        typed["also_checked_by"],
        instant_typed(desk, typed["left_at"], "left_at"),
        typed["picked_up_by"],
        typed["certificate_number"],
    )


def show_refusal(form: Form, error: DaybookError) -> None:
    """Say what is wrong beside its field; of a new document beside its type."""
    if error.field == "document" and any(form.fields[key].text() for key in _NEW):
        error = type(error)(error.message, field="new_type", **error.params)
    form.show_error(error)
