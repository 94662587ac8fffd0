"""The 15-day health summary of the person as it will print, and the ways to paper."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facility_app.access import Desk
from facility_app.facts.health_summary import HealthSummary
from facility_app.reports.health_summary import compose_summaries
from facility_app.reports.pages import PageSize, page_sizes
from facility_app.services.health_summaries import health_summary
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.outcome import Outcome
from ui.pages.paperbar import PaperBar
from ui.pages.preview import Preview
from ui.pages.secretpanel import SecretPanel
from ui.widgets.basics import button, column, heading, row


@dataclass(frozen=True, slots=True)
class _Made:
    summary: HealthSummary
    pdf: bytes
    sizes: tuple[PageSize, ...]


class SummaryPanel(QWidget):
    """One page in a preview."""

    left = Signal()
    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._number = ""
        self.outcome = Outcome()
        self.paper = PaperBar(context, self.outcome, "health-summary")
        self.preview = Preview(context)
        self.preview.setAccessibleName(_("The health summary as it will print"))
        self.title = heading(_("15-day health summary"))
        self.secret = SecretPanel()
        self.secret.given_up.connect(self._give_up)
        self.secret.handed_in.connect(lambda: self._read(self.secret.reason))
        self.full = button(_("Read in full"), self.secret.start)
        head = row(self.title, space=theme.M)
        head.addStretch()
        head.addWidget(self.full)
        head.addWidget(self.paper)
        head.addWidget(button(_("Close"), self.left.emit, tip="Esc"))
        whole = column(head, self.secret, self.outcome, self.preview)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.hide()

    def start(self, number: str) -> None:
        """Show the summary of somebody."""
        self._number = number
        self._read()

    def _give_up(self) -> None:
        self.secret.hide()
        self.preview.setFocus()

    def _read(self, reason: str = "") -> None:
        number = self._number
        self.secret.hide()
        self.outcome.hide()
        self.paper.put_away()
        self.paper.make = None

        def make(desk: Desk) -> _Made:
            summary = health_summary(desk, number, reason=reason)
            pdf, _rendered = compose_summaries((summary,))
            return _Made(summary, pdf, page_sizes(pdf))

        # that it was read is journaled: an act, not a question
        self._context.do(make, self._show, self.failed.emit, changes=frozenset({"history"}))

    def _show(self, made: _Made) -> None:
        if made.summary.person.number != self._number:
            return
        self.full.setVisible(made.summary.is_masked)
        self.paper.make = lambda _desk: made.pdf
        self.preview.show_pdf(made.pdf, made.sizes)
        self.show()
        self.preview.setFocus()
