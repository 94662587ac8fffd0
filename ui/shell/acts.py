"""The acts that work on every page."""

from functools import partial
from typing import TYPE_CHECKING

from resources.text import N_
from ui.actions import Action
from ui.shell.plan import HIDDEN, PAGES, key_of

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def acts_of(window: "MainWindow") -> list[Action]:
    """What the palette and the sheet of keys offer wherever one is: the pages, and what concerns the window."""
    needs = {one.name: one.needs for one in HIDDEN}
    pages = [
        Action(f"page.{one.name}", one.title, partial(window.show_page, one.name, None), key_of(n), needs=one.needs)
        for n, one in enumerate(PAGES)
    ]
    return [
        *pages,
        Action(
            "intake.new",
            N_("Admit a person"),
            partial(window.show_page, "intake", None),
            "Ctrl+Shift+N",
            needs=needs["intake"],
        ),
        Action(
            "health.show",
            N_("Health trend"),
            partial(window.show_page, "health", None),
            "Ctrl+Shift+H",
            needs=needs["health"],
        ),
        Action("palette", N_("Search or command"), window.open_palette, "Ctrl+K"),
        Action("keys", N_("Keys of this page"), window.open_keys, "F1"),
        Action("lock", N_("Lock"), window.locked.emit, "Ctrl+L"),
        Action("leave", N_("Another user"), window.left.emit, "Ctrl+Shift+L"),
        Action("undo", N_("Undo my last act"), window.undo_last, "Ctrl+Z"),
        Action(
            "print",
            N_("Print the ledger of the day"),
            partial(window.show_page, "ledger", "print"),
            "Ctrl+P",
            needs="ledgers.record_print",
        ),
        Action("rail", N_("Fold the rail"), lambda: window.rail.fold(not window.rail.is_folded), "Ctrl+Shift+B"),
        Action(
            "inspector",
            N_("Show or hide the person in focus"),
            lambda: window.inspector.setVisible(not window.inspector.isVisible()),
            "Ctrl+Shift+I",
        ),
    ]
