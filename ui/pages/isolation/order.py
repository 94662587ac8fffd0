"""The order by which somebody is apart: as what, for what, with which precautions, and by which rule it ends."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from facility_app.access import Desk
from facility_app.acts.isolation import IsolationOrder
from facility_app.core.phrases import listed
from facility_app.facts.outbreaks import Newcomer
from facility_app.rules.entries import RuleEntry
from facility_app.rules.isolationpack import Kind
from facility_app.services.isolation import ApartBoard, order_isolation
from resources.text import _, ngettext
from ui import theme
from ui.context import Context
from ui.pages.talks.person import PersonField
from ui.pages.typed import instant_typed
from ui.widgets.basics import button, clear, column, heading, label, row
from ui.widgets.fields import ChoiceField, Form, LongTextField, TextField

_MOST = 3


def kinds_offered(board: ApartBoard) -> list[Kind]:
    """As what the reader's roles may order somebody apart."""
    return [one for one in board.rules.kinds.values() if one.ordered_by & board.roles]


class OrderPanel(QFrame):
    """The form of an order, the cells that are free for it, and the newcomers for whom it is proposed."""

    handed_in = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self._board: ApartBoard | None = None
        self.person = PersonField("number", _("Person held"), context)
        self.person.is_wide = True  # the panel is narrow; neither a name nor a rule is to be cut off
        self._kind = ChoiceField("kind", _("Kind"), (), required=True)
        self._pathogen = ChoiceField("pathogen", _("Pathogen"), ())
        self._precaution = ChoiceField("precaution", _("Precautions"), ())
        self._end_rule = ChoiceField("end_rule", _("Ends by the rule"), ())
        self._end_rule.is_wide = True
        self._start = TextField("started_at", _("Began at"), hint=_("Empty is now."))
        self._start.editor.setProperty("placeholderText", _("now"))
        self._reason = LongTextField("reason", _("Reason"), required=True)
        self.form = Form(
            [self.person, self._kind, self._start, self._pathogen, self._precaution, self._end_rule, self._reason]
        )
        self._free = label("", quiet=True, wraps=True)
        self._proposed = QVBoxLayout()
        self.save = button(_("Order it"), self.handed_in.emit, tip="Ctrl+S")
        last = row(button(_("Cancel (Esc)"), self.left.emit), self.save)
        last.insertStretch(0)
        care = label(
            _("Isolation is care, not punishment: it ends as soon as its reason does."), quiet=True, wraps=True
        )
        inner = column(heading(_("Order isolation")), care, self._proposed, self.form, self._free, last, space=theme.M)
        inner.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        inner.addStretch()
        self.setLayout(inner)
        self.form.submitted.connect(self.handed_in.emit)
        self._kind.edited.connect(self._offer_of_kind)
        self._pathogen.edited.connect(self._take_usual)

    def offer(self, board: ApartBoard) -> None:
        """Offer what may be ordered today; what was typed stays."""
        self._board = board
        kinds = kinds_offered(board)
        self._kind.set_options(_named(kinds))
        if len(kinds) == 1:
            self._kind.set_text(kinds[0].id)
        self._offer_of_kind()
        free = listed(_("{cell} ({beds} free)").format(cell=one.code, beds=one.free) for one in board.free_cells)
        self._free.setText(
            _("Cells for it: {cells}").format(cells=free) if free else _("No cell for it has a free bed.")
        )
        clear(self._proposed)
        for one in board.proposed[:_MOST]:
            text = _("Proposed: {name}, {pathogen}, until {day}").format(
                name=one.person.name, pathogen=one.pathogen.text, day=one.until
            )
            self._proposed.addWidget(button(text, lambda one=one: self.take(one)))  # type: ignore[misc]
        more = len(board.proposed) - _MOST
        if more > 0:
            text = ngettext("{n} more newcomer is proposed", "{n} more newcomers are proposed", more).format(n=more)
            self._proposed.addWidget(label(text, quiet=True))

    def begin(self) -> None:
        """Put the cursor where it begins."""
        self.person.setFocus()

    def take(self, one: Newcomer) -> None:
        """Fill in the observation of a newcomer."""
        self.person.put(one.person.number, one.person.name, one.person.cell)
        self._kind.set_text("medical_observation")
        self._reason.set_text(_("Newcomer during {pathogen}").format(pathogen=one.pathogen.text))
        self._end_rule.setFocus()

    def _offer_of_kind(self) -> None:
        board = self._board
        kind = board.rules.kinds.get(self._kind.text()) if board is not None else None
        if board is None or kind is None:
            for field in (self._pathogen, self._precaution, self._end_rule):
                field.set_options(())
            return
        rules = board.rules
        self._pathogen.set_options(_named(rules.pathogens.values()) if kind.is_medical else ())
        self._precaution.set_options(_named(rules.precautions[one] for one in kind.precautions))
        self._end_rule.set_options(_named(rules.end_rules[one] for one in kind.end_rules if one in rules.end_rules))
        self._pathogen.setVisible(kind.is_medical)
        self._precaution.setVisible(bool(kind.precautions))
        if len(kind.precautions) == 1:
            self._precaution.set_text(kind.precautions[0])
        if not self._end_rule.text() and (len(kind.end_rules) == 1 or "observation" in kind.precautions):
            self._end_rule.set_text(kind.end_rules[0])

    def _take_usual(self) -> None:
        """A pathogen brings its precautions and its end rule; both may be chosen otherwise."""
        board = self._board
        pathogen = board.rules.pathogens.get(self._pathogen.text()) if board is not None else None
        if pathogen is not None:
            self._precaution.set_text(pathogen.precaution)
            self._end_rule.set_text(pathogen.end_rules[0])


def order_on(desk: Desk, typed: dict[str, str]) -> None:
    """Order what is typed.

    Raises:
        Invalid: a time cannot be read; or as of `order_isolation`.
    """
    order_isolation(
        desk,
        IsolationOrder(
            typed["number"],
            typed["kind"],
            typed["reason"],
            typed["precaution"] or None,
            typed["pathogen"] or None,
            typed["end_rule"] or None,
            instant_typed(desk, typed["started_at"], "started_at"),
        ),
    )


def _named(entries: Iterable[RuleEntry]) -> list[tuple[str, str]]:
    return [(one.id, one.words.text) for one in entries]
