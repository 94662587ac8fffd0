"""One rule: its figures as delivered and as the facility has them, and the panel in which it decides otherwise."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from facility_app.access import Desk
from facility_app.core.values import DaybookError, Invalid
from facility_app.exchange.moments import read_date
from facility_app.exchange.setting import setting_of
from facility_app.facts.site_policy import Decision, PolicyFacts, PolicyLine, Standing
from facility_app.rules.citations import cited
from facility_app.rules.rulefields import Figure, FigureSort, RuleFigure
from facility_app.services import policy
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.settings.rulewords import PACKS, caption, decision_text, figure_word, read, typed
from ui.pages.settings.tab import AskPanel
from ui.widgets.basics import button, card, clear, column, heading, holder, label, line, row, state_label
from ui.widgets.fields import ChoiceField, Field, Form, LongTextField, TextField, TickField

_CHANGES = frozenset({"rounds", "talks", "releases", "cells", "registers", "ledger", "history", "settings"})
_DAY = timedelta(days=1)
_WIDTH = 400


class RuleEditor(QWidget):
    """What is known of the rule that is chosen; what was typed stays while the list is read anew."""

    kept = Signal()
    """A decision was kept or taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setAccessibleName(_("Rule"))
        self.setMinimumWidth(_WIDTH)
        self._context = context
        self._rule: PolicyLine | None = None
        self._filled: dict[str, str] = {}
        self._all_figures = False
        self.form: Form | None = None
        self.panel = AskPanel()
        self.panel.installEventFilter(self)
        self._place = column(space=theme.M, margins=theme.L)
        frame = card(self._place)
        inner = column(frame)
        inner.addStretch()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(holder(inner))
        tools = row(
            button(_("As delivered"), self.fill_delivered, tip=_("Put the delivered figures in")),
            button(_("Keep the change"), self._keep, primary=True),
        )
        tools.insertStretch(0)
        self._tools = holder(tools)
        self.setLayout(column(self.panel, self._area, self._tools, space=theme.M))

    @property
    def is_typed_in(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.form is not None and self.form.values() != self._filled

    def begin(self) -> None:
        """Begin to type."""
        if self.form is not None:
            next(one for one in self.form.fields.values() if not one.isHidden()).setFocus()

    def show_rule(self, one: PolicyLine | None, facts: PolicyFacts, *, unchanged: bool = False) -> None:
        """Show a rule; of the one that is shown already, what was typed stays."""
        is_same = one is not None and self._rule is not None and _of(one) == _of(self._rule)
        if is_same and (one == self._rule or self.is_typed_in):
            return
        if not is_same:
            self.panel.leave()
        self._rule, self.form, self._all_figures = one, None, False
        clear(self._place)
        for part in _nothing(unchanged) if one is None else self._parts(one, facts):
            self._place.addWidget(part)
            part.show()
        self._tools.setVisible(self.form is not None)

    def _parts(self, one: PolicyLine, facts: PolicyFacts) -> list[QWidget]:
        head = heading(one.words.text)
        head.setWordWrap(True)
        parts: list[QWidget] = [
            head,
            label(f"{_(PACKS.get(one.pack, one.pack))} · {one.id}", quiet=True, wraps=True),
            label(_("Source: {source}").format(source=cited(one.source).text), wraps=True),
        ]
        if one.standing is not Standing.OPEN:
            return [*parts, line(), *_locked(one)]
        decisions = [each for each in (one.since, *one.coming) if each is not None]
        if decisions:
            parts += [line(), *(self._decision(each, one) for each in decisions)]
        if self._context.may("policy.change_rule"):
            return [*parts, line(), *self._form(one, facts)]
        return [*parts, line(), *_figures(one)]

    def _decision(self, one: Decision, of: PolicyLine) -> QWidget:
        begins = theme.State.DONE if one is of.since else theme.State.DUE
        said = state_label(begins, decision_text(one, of))
        said.setWordWrap(True)
        made = f"{self._context.wall(one.at):%Y-%m-%d %H:%M}"
        why = label(_("{reason} – {name}, {at}").format(reason=one.change.reason, name=one.by, at=made), wraps=True)
        parts: list[QWidget] = [said, why]
        if not one.fits:
            stale = label(_("It no longer fits the rule as delivered, which holds instead."), wraps=True)
            stale.setObjectName("error")
            parts.append(stale)
        if one.is_judged:
            note = _("Closed days were judged by it, so it stays; decide otherwise from a later day on.")
            parts.append(label(note, quiet=True, wraps=True))
        elif self._context.may("policy.withdraw_rule_change"):
            tools = row(button(_("Take back …"), lambda: self._ask_back(one, of)))
            tools.addStretch()
            parts.append(holder(tools))
        return holder(column(*parts, space=theme.XS))

    def _form(self, one: PolicyLine, facts: PolicyFacts) -> list[QWidget]:
        first = max(facts.day + _DAY, facts.first_open or facts.day)
        begun = [each for each in one.coming if each.change.effective_from <= first]
        site = {each.name: each.value for each in begun[-1].figures} if begun else one.site or {}
        fields = [_field(each, site.get(each.name, each.value)) for each in one.figures]
        since = TextField(
            "effective_from", _("Effective from"), required=True, hint=_("The first day that is judged by it.")
        )
        reason = LongTextField("reason", _("Reason"), required=True)
        form = self.form = Form([*fields, since, reason], columns=2)
        values = {each.name: typed(site.get(each.name, each.value)) for each in one.figures}
        form.fill({**values, "effective_from": str(first)})
        self._filled = form.values()
        form.submitted.connect(self._keep)
        for each in form.fields.values():
            each.wrap_caption()
        return [form]

    def fill_delivered(self) -> None:
        """Put the delivered figures in; they hold once they are kept."""
        if self._rule is not None and self.form is not None:
            self._all_figures = True
            self.form.fill({each.name: typed(each.value) for each in self._rule.figures})
            self.form.fields["reason"].setFocus()

    def _keep(self) -> None:
        if self._rule is None or self.form is None:
            return
        one, values = self._rule, self.form.values()
        figures: Mapping[str, object] = {
            each.name: values[each.name]
            for each in one.figures
            if self._all_figures or values[each.name] != self._filled[each.name]
        }
        self.form.show_error(None)

        def work(desk: Desk) -> object:
            since = _day(desk, values["effective_from"])
            return policy.change_rule(desk, *_of(one), figures, since, values["reason"])

        self._do(work, self._say)

    def _say(self, error: DaybookError) -> None:
        if self.form is not None:
            self.form.show_error(error)
            self._area.ensureWidgetVisible(self.form.fields.get(error.field or "", self.form))

    def _ask_back(self, one: Decision, of: PolicyLine) -> None:
        since = one.change.effective_from

        def submit(values: dict[str, str]) -> None:
            self._do(
                lambda desk: policy.withdraw_rule_change(desk, *_of(of), since, values["reason"]),
                self.panel.show_error,
            )

        self.panel.ask(
            _("Take the change from {day} back").format(day=since),
            [TextField("reason", _("Reason"), required=True)],
            _("Take it back"),
            submit,
            columns=1,
        )
        self._tools.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One act at a time: the form is handed in again once the panel is left."""
        if watched is self.panel and event.type() is QEvent.Type.Hide:
            self._tools.setVisible(self.form is not None)
        return super().eventFilter(watched, event)

    def _do(self, work: Callable[[Desk], object], failed: Callable[[DaybookError], None]) -> None:
        def done(_number: object) -> None:
            self.panel.leave()
            self._rule = None
            self.kept.emit()

        self._context.do(work, done, failed, changes=_CHANGES, saved=_("rule"), once=self)


def _of(one: PolicyLine) -> tuple[str, str, str]:
    return one.pack, one.sort, one.id


def _nothing(unchanged: bool) -> list[QWidget]:
    if unchanged:
        text = _("Nothing was changed here. Choose a rule of the list without this filter, and decide otherwise.")
    else:
        text = _("No rule fits. Look for another word, or for every pack.")
    return [label(text, quiet=True, wraps=True)]


def _locked(one: PolicyLine) -> list[QWidget]:
    if one.standing is Standing.RIGHTS:
        text = _("Who may do what is laid down for every facility alike; accounts get their roles under Accounts.")
    else:
        text = _("This is law. A facility cannot change it.")
    said = state_label(theme.State.NOT_APPLICABLE, text)
    said.setWordWrap(True)
    return [said, *_figures(one)]


def _figures(one: PolicyLine) -> list[QWidget]:
    site = one.site or {}
    return [
        label(f"{figure_word(each.name)}: {read(site.get(each.name, each.value))}", wraps=True)
        for each in one.figures
        if each.sort is not FigureSort.TEXT and each.name != "active"
    ]


def _field(figure: RuleFigure, here: Figure) -> Field:
    text = caption(figure, here)
    if figure.sort is FigureSort.TICK:
        return TickField(figure.name, text)
    if figure.sort is FigureSort.CHOICE:
        return ChoiceField(figure.name, text, [(one, read(one)) for one in figure.choices])
    hint = ""
    if figure.low is not None and figure.high is not None:
        hint = _("From {low} to {high}.").format(low=figure.low, high=figure.high)
    return TextField(figure.name, text, hint=hint)


def _day(desk: Desk, text: str) -> date:
    try:
        return read_date(text, setting_of(desk))
    except Invalid as error:
        raise Invalid(error.message, field="effective_from", **error.params) from None
