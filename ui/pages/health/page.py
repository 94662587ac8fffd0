"""The health trend of the facility: fevers, symptoms and coverage over a month, a quarter or a year."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from facility_app.access import Desk
from facility_app.facts.health_trend import HealthTrend
from facility_app.services.health import health_trend
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action
from ui.charts.loading import load_plots
from ui.charts.marks import Key, Legend
from ui.charts.saving import Shown, ask_and_save
from ui.context import Context
from ui.pages.page import Page
from ui.widgets.basics import button, clear, column, label

if TYPE_CHECKING:
    from ui.charts.trend import TrendPlot

_PICTURE, _ROUND = "health.record_picture", "rounds.round_sheet"
PERIODS = ((N_("30 days"), 30), (N_("90 days"), 90), (N_("a year"), 365))
_HINT = N_("← → go from day to day · + − zoom · A shows all · drag or wheel with the mouse")


class HealthPage(Page):
    """Fevers, symptoms and coverage, day by day."""

    name = "health"
    title = N_("Health trend")
    about = frozenset({"rounds", "people"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.plot: TrendPlot | None = None
        self.period = QComboBox()
        self.period.setAccessibleName(_("Period"))
        for text, days in PERIODS:
            self.period.addItem(_(text), days)
        self.period.activated.connect(lambda _place: self.refresh())
        self.summary = label("", wraps=True)
        self.summary.setAccessibleName(_("The trend in words"))
        self.status = label(_(_HINT), quiet=True, wraps=True)
        self.status.setAccessibleName(_("Under the cursor"))
        self.legend = Legend()
        self._place = QVBoxLayout()
        whole = column(self.summary, self._place, self.status, self.legend)
        whole.setStretch(1, 1)
        self.set_content(whole)
        self.add_tool(self.period)
        self.add_tool(button(_("Save as image"), self.save_image, tip="Ctrl+S"), _PICTURE)
        self.add_tool(button(_("Rounds"), lambda: context.show_page("rounds"), primary=True, tip="Ctrl+M"), _ROUND)

    def actions_of_page(self) -> list[Action]:
        return [
            Action(
                "health.save", N_("Save the trend as an image"), self.save_image, "Ctrl+S", self.name, needs=_PICTURE
            ),
            Action(
                "health.measure",
                N_("Measure temperatures"),
                lambda: self.context.show_page("rounds"),
                "Ctrl+M",
                self.name,
                needs=_ROUND,
            ),
            Action("health.back", N_("Back to today"), lambda: self.context.show_page("today"), "Esc", self.name),
        ]

    def refresh(self) -> None:
        if self.plot is None:
            self.wait()
        days = self.period.currentData()

        def read(desk: Desk) -> tuple[HealthTrend, Any]:
            return health_trend(desk, days), load_plots("trend")

        self.context.ask(read, self._show, self.show_error, key=self)

    def focus_first(self) -> None:
        (self.plot or self.period).setFocus()

    def _show(self, read: tuple[HealthTrend, Any]) -> None:
        trend, plots = read
        if not any(one.measured for day in trend.days for one in day.rounds):
            self.plot = None
            self.show_empty(
                _("No round has been measured in this time. Fevers, symptoms and coverage will stand here."),
                Action(
                    "health.rounds", N_("Measure temperatures"), lambda: self.context.show_page("rounds"), needs=_ROUND
                ),
            )
            return
        is_new = self.plot is None
        if self.plot is None:
            clear(self._place)
            self.plot = plots.TrendPlot(trend)
            self.plot.told.connect(self.status.setText)
            self._place.addWidget(self.plot)
        else:
            self.plot.show_trend(trend)
        self.status.setText(_(_HINT))
        self.summary.setText(summary_text(trend))
        self.plot.setAccessibleDescription(summary_text(trend))
        self.legend.show_keys(keys_of(trend, plots))
        self.show_content()
        if is_new and self.isVisible():
            self.plot.setFocus()

    def save_image(self) -> None:
        """Ask where to, and save what is shown."""
        shown = self.shown()
        if shown is not None:
            ask_and_save(self.context, self, shown, self._saved)

    def shown(self) -> Shown | None:
        """What would be saved now."""
        if self.plot is None:
            return None
        trend = self.plot.trend
        name = f"health-trend-{trend.days[-1].day:%Y%m%d}"
        return Shown(
            name, _("Health trend"), (self.summary.text(),), self.plot.draw, self.plot.picture_size, self.legend
        )

    def _saved(self, name: str) -> None:
        self.status.setText(_("{file} is saved.").format(file=name))


def keys_of(trend: HealthTrend, plots: Any) -> tuple[Key, ...]:
    """What the shapes of the trend mean."""
    rounds = [
        Key(plots.SHAPES[place], plots.TINTS[place], _("coverage, {window}").format(window=one.words.text))
        for place, one in enumerate(trend.windows[: len(plots.SHAPES)])
    ]
    return (
        Key("square", "red", _("fever confirmed")),
        Key("square", "red", _("fever: not confirmed, still open, or in the doctor's care"), hollow=True),
        Key("square", "amber", _("symptoms")),
        Key("flag", "violet", _("cluster")),
        *rounds,
    )


def summary_text(trend: HealthTrend) -> str:
    """The trend in words."""
    days = trend.days
    over = [one for day in days for one in day.rounds if one.is_over]
    expected, measured = sum(one.expected for one in over), sum(one.measured for one in over)
    feverish = [one for one in days if one.fevers]
    parts = [
        _("{since} to {until}").format(since=days[0].day, until=days[-1].day),
        ngettext("{count} day with a fever", "{count} days with a fever", len(feverish)).format(count=len(feverish)),
    ]
    if feverish:
        most = max(feverish, key=lambda one: (one.fevers, one.day))
        shape = theme.State.FEVER.shape
        parts.append(f"{shape} " + _("at most {count} persons on {day}").format(count=most.fevers, day=most.day))
    if expected:
        missed = expected - measured
        share = int(1000 * measured / expected) / 10
        parts.append(_("measured {share} % ({missed} readings missing)").format(share=share, missed=missed))
    if trend.clusters:
        count = len(trend.clusters)
        said = ngettext("{count} cluster", "{count} clusters", count).format(count=count)
        parts.append(f"▲ {said}")
    return " · ".join(parts)
