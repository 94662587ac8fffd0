"""What can be done with the person who is shown: the buttons, the acts of the palette, and of whom each makes sense."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton

from facility_app.services.people import PersonFacts
from resources.text import N_, _
from ui.actions import Action
from ui.pages.page import Page
from ui.widgets.basics import button
from ui.widgets.persons import left_text


@dataclass(frozen=True, slots=True)
class PersonAct:
    """One act; `of_gone`: it makes sense of somebody who has left, too."""

    name: str
    short: str
    text: str
    keys: str
    needs: str
    of_gone: bool = False


ACTS = (
    PersonAct(
        "summary",
        N_("Summary"),
        N_("15-day health summary"),
        "Alt+H",
        "health_summaries.health_summary",
        of_gone=True,
    ),
    PersonAct(
        "contacts", N_("Contacts"), N_("Contacts of this person"), "Alt+C", "contacts.list_contacts", of_gone=True
    ),
    PersonAct("document", N_("Document"), N_("Further document"), "Ctrl+N", "intake.add_document"),
    PersonAct("move", N_("Move"), N_("Move this person"), "Alt+M", "placing.place_person"),
    PersonAct("measure", N_("Measure"), N_("Measure this person"), "Alt+T", "rounds.take_reading"),
    PersonAct("release", N_("Release"), N_("Release this person"), "Alt+R", "releases.prepare_release"),
    PersonAct("talk", N_("Talk"), N_("Talk with this person"), "Alt+G", "talks.record_talk"),
)
"""In the order of the buttons; the last one is the primary act."""


class PersonActs:
    """The acts of the page of a person."""

    def __init__(self, page: Page, does: Mapping[str, Callable[[], None]]) -> None:
        self._page, self._does = page, does
        self._facts: PersonFacts | None = None
        self.knobs: dict[str, QPushButton] = {}
        for one in ACTS:
            made = button(_(one.short), does[one.name], primary=one is ACTS[-1], tip=one.keys)
            self.knobs[one.name] = made
            page.add_tool(made, one.needs)

    def show_for(self, facts: PersonFacts | None) -> None:
        """Offer what makes sense of somebody; whoever has left is neither talked with nor measured, moved, released."""
        self._facts = facts
        left = left_text(facts) if facts is not None else ""
        for one in ACTS:
            knob, can = self.knobs[one.name], self._can(one)
            knob.setEnabled(can)
            knob.setToolTip(one.keys if can or not left else left)

    def actions(self) -> list[Action]:
        """The acts for the palette and the sheet of keys."""
        return [
            Action(
                f"person.{one.name}",
                one.text,
                self._does[one.name],
                one.keys,
                self._page.name,
                needs=one.needs,
                can_run=lambda one=one: self._can(one),  # type: ignore[misc]
            )
            for one in ACTS
        ]

    def _can(self, one: PersonAct) -> bool:
        return self._facts is not None and (one.of_gone or self._facts.person.ended_at is None)
