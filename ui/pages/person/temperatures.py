"""The temperatures of one person as a chart: read and drawn when it is first looked at."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from facility_app.access import Desk
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.facts.person_chart import PersonChart
from facility_app.facts.person_story import Mark
from facility_app.services.health import person_chart
from resources.text import N_, _, ngettext
from ui import theme
from ui.charts.loading import load_plots
from ui.charts.marks import EVENTS, Key, Legend, site_shape, state_keys
from ui.charts.saving import Shown, ask_and_save
from ui.context import Context
from ui.widgets.basics import button, column, holder, label, row

if TYPE_CHECKING:
    from ui.charts.person import PersonPlot

PERIODS: tuple[tuple[str, int | None], ...] = (
    (N_("30 days"), 30),
    (N_("90 days"), 90),
    (N_("a year"), 365),
    (N_("all"), None),
)
_PLOT_HEIGHT = 150
_HINT = N_("← → step through the readings · + − zoom · A shows all · drag or wheel with the mouse")


class TemperatureSection(QWidget):
    """A chart, in words above it what it shows, below it what the arrow keys or the pointer come upon."""

    list_wanted = Signal()
    """The same as a list is wanted, or the chart again."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._number = ""
        self.plot: PersonPlot | None = None
        """None: there is no curve."""
        self._made: PersonPlot | None = None
        self.summary = label("", wraps=True)
        self.summary.setAccessibleName(_("Temperatures in words"))
        self.period = QComboBox()
        self.period.setAccessibleName(_("Period"))
        for text, days in PERIODS:
            self.period.addItem(_(text), days)
        self.period.activated.connect(lambda _place: self._show_period())
        self.save = button(_("Save as image"), self.save_image)
        self.as_list = button(_("As a list"), self._swap)
        self.as_list.setCheckable(True)
        self.legend = Legend()
        self.status = label(_(_HINT), quiet=True)
        self.status.setAccessibleName(_("Under the cursor"))
        self._place = QVBoxLayout()
        self.drawn = holder(column(self._place, self.status, self.legend, space=theme.XS))
        head = row(self.summary, self.as_list, self.period, self.save)
        head.setStretch(0, 1)
        whole = column(head, self.drawn, space=theme.S)
        whole.setContentsMargins(0, theme.S, 0, 0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_person(self, number: str) -> None:
        """Show the temperatures of somebody, by 监所编号."""
        if number != self._number:
            self._number = number
            self._empty("")

        def read(desk: Desk) -> tuple[PersonChart, Any]:
            return person_chart(desk, number), load_plots("person")

        self._context.ask(read, self._show, self._fail, key=self)

    def _show(self, read: tuple[PersonChart, Any]) -> None:
        chart, plots = read
        if chart.person.number != self._number:
            return
        if not chart.readings:
            self._empty(_("Nobody has measured this person yet. The curve begins with the first reading."))
            return
        self.plot = plot = self._drawn_anew(chart, plots)
        self.summary.setText(summary_text(chart))
        plot.setAccessibleDescription(summary_text(chart))
        self.legend.show_keys(keys_of(chart))
        self._show_period()
        self._offer(is_drawn=True)
        self.list_wanted.emit()

    def _drawn_anew(self, chart: PersonChart, plots: Any) -> "PersonPlot":
        """The plot, made when there is a first curve to be drawn."""
        if self._made is not None:
            self._made.show_chart(chart)
            return self._made
        made: PersonPlot = plots.PersonPlot(chart)
        made.setMinimumHeight(_PLOT_HEIGHT)
        made.told.connect(self.status.setText)
        self._place.addWidget(made)
        self._made = made
        return made

    def _fail(self, error: DaybookError) -> None:
        self._empty(error_text(error))

    def _empty(self, text: str) -> None:
        """Say why there is no curve."""
        self.plot = None
        self.summary.setText(text)
        self.status.setText(_(_HINT))
        self._offer(is_drawn=False)

    def _offer(self, *, is_drawn: bool) -> None:
        self.as_list.setVisible(is_drawn)
        for one in (self.period, self.save):
            one.setVisible(is_drawn and not self.as_list.isChecked())
        self.drawn.setVisible(is_drawn and not self.as_list.isChecked())

    def _swap(self) -> None:
        self._offer(is_drawn=self.plot is not None)
        self.list_wanted.emit()

    @property
    def is_enough(self) -> bool:
        """Whether the list is not wanted beside it."""
        return not self.isHidden() and self.plot is not None and not self.as_list.isChecked()

    def _show_period(self) -> None:
        if self.plot is not None:
            self.plot.show_last(self.period.currentData())

    def save_image(self) -> None:
        """Ask where to, and save what is shown."""
        shown = self.shown()
        if shown is not None:
            ask_and_save(self._context, self, shown, self._saved)

    def shown(self) -> Shown | None:
        """What would be saved now."""
        if self.plot is None:
            return None
        chart = self.plot.chart
        person = chart.person
        place = f"{person.place.block} {person.place.cell}" if person.place else _("no cell")
        return Shown(
            f"temperatures-{chart.until:%Y%m%d}",
            _("Temperatures: {name}, {number}").format(name=person.name, number=person.number),
            (place, summary_text(chart)),
            self.plot.draw,
            self.plot.picture_size,
            self.legend,
            person.custody_id,
        )

    def _saved(self, name: str) -> None:
        self.status.setText(_("{file} is saved.").format(file=name))


def keys_of(chart: PersonChart) -> tuple[Key, ...]:
    """What the shapes of a chart mean: those that there are."""
    kinds = {one.kind for one in chart.events}
    events: list[Key] = [Key(shape, tint, _(text)) for kind, (shape, tint, text) in EVENTS.items() if kind in kinds]
    return (*(Key(site_shape(one.id), "accent", one.words.text) for one in chart.sites), *state_keys(), *events)


def summary_text(chart: PersonChart) -> str:
    """A chart in words."""

    def wall(at: datetime) -> str:
        return f"{chart.calendar.local(at):%Y-%m-%d}"

    readings, last = chart.readings, chart.readings[-1]
    parts = [
        ngettext("{count} reading", "{count} readings", len(readings)).format(count=len(readings)),
        _("{since} to {until}").format(since=wall(readings[0].at), until=wall(last.at)),
    ]
    fevers = [one.temperature for one in readings if one.temperature.mark is Mark.FEVER]
    if fevers:
        highest = max(fevers, key=lambda one: one.celsius)
        count = len(fevers)
        text = ngettext(
            "{count} feverish, {celsius} °C on {day}", "{count} feverish, highest {celsius} °C on {day}", count
        )
        said = text.format(count=count, celsius=highest.celsius, day=wall(highest.at))
        parts.append(f"{theme.State.FEVER.shape} {said}")
    else:
        parts.append(_("no fever"))
    parts.append(_("last {celsius} °C").format(celsius=last.temperature.celsius))
    return " · ".join(parts)
