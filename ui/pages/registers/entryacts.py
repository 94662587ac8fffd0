"""What can be done with the chosen entry, and the buttons that do it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from facility_app.rules.declared import Register
from facility_app.services.register_board import Choices
from resources.text import N_, _
from ui.actions import Action, offered
from ui.context import Context
from ui.pages.registers.entries import EntryRow
from ui.widgets.basics import button, row


@dataclass(frozen=True, slots=True)
class Does:
    """What the buttons do."""

    fill_in: Callable[[], None]
    sign: Callable[[], None]
    correct: Callable[[], None]
    void: Callable[[], None]
    save_filled: Callable[[], None]


class EntryActs(QWidget):
    """The buttons below a list."""

    def __init__(self, context: Context, does: Does) -> None:
        super().__init__()
        self._context, self._does = context, does
        self.fill = button(_("Fill in"), does.fill_in, tip="Ctrl+E")
        self.sign = button(_("Sign"), does.sign, tip="Ctrl+G")
        self.correct = button(_("Correct"), does.correct, tip="F2")
        self.void = button(_("Void"), does.void, tip="Ctrl+Del")
        self.paper = button(_("Form on paper"), does.save_filled, tip="Ctrl+Shift+P")
        line = row(self.fill, self.sign, self.correct, self.void, self.paper)
        line.addStretch()
        self.setLayout(line)

    def acts_of_page(self, page: str) -> list[Action]:
        """The acts for the palette and the sheet of keys, each while its button can be pressed."""
        does = self._does
        return [
            Action(f"registers.{name}", text, run, keys, page, can_run=offered(knob))
            for name, text, run, keys, knob in (
                ("correct", N_("Correct the entry"), does.correct, "F2", self.correct),
                ("fill", N_("Fill in what is open"), does.fill_in, "Ctrl+E", self.fill),
                ("sign", N_("Sign the entry"), does.sign, "Ctrl+G", self.sign),
                ("void", N_("Void the entry"), does.void, "Ctrl+Del", self.void),
                ("filled", N_("Form on paper"), does.save_filled, "Ctrl+Shift+P", self.paper),
            )
        ]

    def show_for(self, register: Register | None, one: EntryRow | None, choices: Choices | None) -> None:
        """Offer what makes sense for an entry; None: none is chosen."""
        writes, mends = self._rights(register, one)
        is_there = one is not None and not one.is_void
        is_list = register is not None and register.is_list
        self.fill.setEnabled(writes and is_there and bool(unfilled(register, one)))
        self.sign.setEnabled(writes and is_there and unsigned(register, one, choices) is not None)
        self.correct.setEnabled(mends and is_there)
        self.void.setEnabled(mends and is_there)
        self.paper.setEnabled(one is not None and not is_list)
        for knob in (self.fill, self.sign, self.paper):
            knob.setVisible(not is_list)

    def _rights(self, register: Register | None, one: EntryRow | None) -> tuple[bool, bool]:
        """Whether the account may write the register, and correct or void this entry."""
        if register is None or one is None:
            return False, False
        may, who, group = self._context.may, self._context.who, register.group.value
        is_own = one.by is None or who is None or one.by == who.name
        return may(f"registers.write.{group}"), may(f"registers.correct.{group}", is_own=is_own)


def unfilled(register: Register | None, one: EntryRow | None) -> list[str]:
    """The fields of an entry that are filled in later and still empty."""
    if one is None or register is None or register.is_list:
        return []
    return [each.key for each in register.fields if each.is_later and one.values[each.key] is None]


def unsigned(register: Register | None, one: EntryRow | None, choices: Choices | None) -> str | None:
    """The first signature that an entry lacks and that whoever is logged in can give; None: there is none."""
    if register is None or choices is None or choices.own is None:
        return None
    signatures = {each.key for each in register.signatures}
    return next((key for key in unfilled(register, one) if key in signatures), None)
