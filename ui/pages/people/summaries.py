"""The 15-day health summaries of many: whose, as they will print, and the ways to paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from facility_app.core.values import DaybookError
from facility_app.facts.health_summary import HealthSummary
from facility_app.reports.health_summary import compose_summaries
from facility_app.reports.pages import PageSize, page_sizes
from facility_app.services.health_summaries import health_summaries
from facility_app.services.people import HeldLine
from resources.text import _, ngettext
from ui import theme
from ui.context import Context
from ui.pages.outcome import Outcome
from ui.pages.paperbar import PaperBar
from ui.pages.preview import Preview
from ui.pages.secretpanel import SecretPanel
from ui.theme import State
from ui.widgets.basics import button, column, heading, label, row

_LEAST = 180


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose summaries are wanted; nothing said: everybody's."""

    block: str = ""
    cell: str = ""
    is_leaving: bool = False


class SummariesPanel(QWidget):
    """A page for each person of a choice."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asked = 0
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("Whose summaries"))
        self.whose.setMinimumWidth(_LEAST)
        self.whose.setMaxVisibleItems(16)
        self.outcome = Outcome()
        self.paper = PaperBar(context, self.outcome, "health-summaries")
        self.preview = Preview(context)
        self.preview.setAccessibleName(_("The health summaries as they will print"))
        self.count = label("", quiet=True)
        self.secret = SecretPanel()
        self.secret.given_up.connect(self._give_up)
        self.secret.handed_in.connect(lambda: self._read(self.secret.reason))
        self.full = button(_("Read in full"), self.secret.start)
        head = row(heading(_("15-day health summaries")), self.whose, self.count, space=theme.M)
        head.addStretch()
        head.addWidget(self.full)
        head.addWidget(self.paper)
        head.addWidget(button(_("Close"), self.left.emit, tip="Esc"))
        whole = column(head, self.secret, self.outcome, self.preview)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.whose.currentIndexChanged.connect(lambda _place: self._read())
        self.hide()

    def start(self, held: Sequence[HeldLine]) -> None:
        """Offer whose, and show those of whoever leaves soon."""
        places = [one.person.place for one in held if one.person.place]
        blocked = self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItem(_("Due to leave"), Whose(is_leaving=True))
        self.whose.addItem(_("Everybody held"), Whose())
        for block in dict.fromkeys(one.block for one in places):
            self.whose.addItem(block, Whose(block))
            for cell in dict.fromkeys(one.cell for one in places if one.block == block):
                self.whose.addItem(f"{block} {cell}", Whose(block, cell))
        self.whose.blockSignals(blocked)
        self.outcome.hide()
        self.show()
        self.whose.setFocus()
        self._read()

    def _give_up(self) -> None:
        self.secret.hide()
        self.whose.setFocus()

    def _read(self, reason: str = "") -> None:
        self._asked += 1
        self.secret.hide()
        self.full.hide()
        asked, whose = self._asked, self.whose.currentData()
        self.paper.make = None
        self.paper.put_away()
        self.paper.setEnabled(False)
        self.preview.hide()
        self.count.setText(_("Reading …"))

        # that they were read is journaled: an act; to make hundreds of pages takes seconds: no act waits for it
        self._context.do(
            lambda desk: health_summaries(
                desk, block=whose.block, cell=whose.cell, is_leaving=whose.is_leaving, reason=reason
            ),
            lambda found: self._compose(found, asked),
            self._refuse,
            changes=frozenset({"history"}),
        )

    def _compose(self, found: tuple[HealthSummary, ...], asked: int) -> None:
        if asked != self._asked or self.isHidden():
            return
        if not found:
            self.count.setText("")
            self.outcome.say(
                _("Nobody is due to leave in these days. Choose a block, a cell, or everybody."), State.DUE
            )
            return
        self.outcome.hide()
        self.full.setVisible(any(one.is_masked for one in found))
        self._context.ask(lambda _desk: _pages_of(found), lambda made: self._show(made, asked), self._refuse, key=self)

    def _show(self, made: tuple[bytes, tuple[PageSize, ...]], asked: int) -> None:
        if asked != self._asked or self.isHidden():
            return
        pdf, sizes = made
        self.paper.make = lambda _desk: pdf
        self.paper.setEnabled(True)
        self.count.setText(ngettext("{count} page", "{count} pages", len(sizes)).format(count=len(sizes)))
        self.preview.show_pdf(pdf, sizes)
        self.preview.show()

    def _refuse(self, error: DaybookError) -> None:
        self.count.setText("")
        self._context.failed.emit(error)


def _pages_of(found: tuple[HealthSummary, ...]) -> tuple[bytes, tuple[PageSize, ...]]:
    pdf, _rendered = compose_summaries(found)
    return pdf, page_sizes(pdf)
