"""One reading by itself: where, with what and by whom it is measured; once it is kept, what became of it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea

from facility_app.core.values import DaybookError
from facility_app.facts.reading_past import PastReading, ReadingVersion
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from resources.text import _
from ui import theme
from ui.pages.rounds import words
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.panels import Panel
from ui.pages.rounds.particulars import device_field, person_field
from ui.theme import State
from ui.widgets.basics import button, column, holder, label, row
from ui.widgets.fields import ChoiceField, Field, Form, TextField, TickField

_MANY, _LIST_HEIGHT = 4, 96
CORRECT, VOID = "rounds.correct_reading", "rounds.void_reading"


class ReadingPanel(Panel):
    """Of a reading to come: site, device, person, time. Of one that is kept: the same, with a reason, and its past.

    Attributes:
        past: every version of every reading, as it is shown.
        kept: the readings that can be corrected or voided.
    """

    def __init__(self, about: SheetRow, keying: Keying, sheet: RoundSheet, past: Sequence[PastReading]) -> None:
        super().__init__(about, _("This reading"))
        self._keying, self._sheet = keying, sheet
        self.kept = tuple(one for one in past if not one.now.is_void)
        self.past = tuple(self._line(one, version) for one in past for version in one.versions)
        self.which = ChoiceField("which", _("Which reading"), self._named())
        self.form = Form(self._fields(), columns=7 if self.kept else 5)
        self.form.submitted.connect(self._tell)
        context = keying.context
        self.keep = button(_("Correct (Enter)") if self.kept else _("Keep (Enter)"), self._tell)
        if self.kept and not context.may(CORRECT):
            self.keep.hide()
        self.void = button(_("Void this reading (Ctrl+Del)"), self._void)
        if not (self.kept and context.may(VOID)):
            self.void.hide()
        short = QShortcut(QKeySequence("Ctrl+Del"), self)
        short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        short.activated.connect(self._void)
        last = row(label(self._hint(), quiet=True, wraps=True), self.void, self.keep, self._cancel())
        last.setStretch(0, 1)
        whole = column(self.title, space=theme.S, margins=theme.M)
        if self.past:
            whole.addWidget(self._listed())
        if len(self.kept) > 1:
            whole.addWidget(self.which)
        whole.addWidget(self.form)
        whole.addLayout(last)
        self.setLayout(whole)
        if self.kept:
            self.which.set_text(str(self.kept[-1].id))
        self.which.edited.connect(self._show_chosen)
        self._show_chosen()

    @property
    def chosen(self) -> PastReading | None:
        """The reading that is to be corrected or voided; None: none is kept yet."""
        if len(self.kept) < 2:
            return self.kept[0] if self.kept else None
        return next((one for one in self.kept if str(one.id) == self.which.text()), self.kept[-1])

    def changed(self) -> dict[str, str]:
        """What the fields say otherwise than the reading that is kept."""
        return {key: text for key, text in self.form.values().items() if key != "reason" and text != self._before[key]}

    def begin(self) -> None:
        first = next(iter(self.form.fields.values())).editor
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()

    def show_error(self, error: DaybookError) -> None:
        self.form.show_error(error)

    def _tell(self) -> None:
        if self.keep.isHidden():
            return
        self.told.emit({"act": "correct" if self.kept else "keep", **self.form.values()})

    def _void(self) -> None:
        if not self.void.isHidden():
            self.told.emit({"act": "void", **self.form.values()})

    def _fields(self) -> list[Field]:
        sheet, rules = self._sheet, self._sheet.rules
        used = (line.reading.measured.device for line in (self.about.first, *self.about.rechecks) if line)
        means = (
            ChoiceField("body_site", _("Site"), [(one.id, one.words.text) for one in rules.sites.values()]),
            device_field(self._keying.means, (self._keying.device, self._keying.second_device, *used)),
            person_field(sheet),
            TextField("taken_at", _("Time") if self.kept else _("Time (empty: now)")),
            TickField("is_mean", _("Mean of repeats")),
        )
        if not self.kept:
            return list(means)
        value = TextField("celsius", _("Right reading"))
        value.editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        return [value, *means, TextField("reason", _("Reason"), required=True)]

    def _hint(self) -> str:
        if self.kept:
            return _("What was kept first stays to be seen here, with the reason.")
        return _("Holds for the reading of this person only; what is empty is that of the round.")

    def _show_chosen(self) -> None:
        """Fill the fields with what holds."""
        one, noted = self.chosen, self._keying.particulars(self.about)
        values: Mapping[str, str] = {
            "body_site": noted.site,
            "device": noted.device,
            "taken_by": noted.taken_by,
            "taken_at": noted.time,
            "is_mean": "yes" if noted.is_mean else "no",
        }
        if one is not None:
            now = one.now
            values = {
                "celsius": str(now.celsius),
                "body_site": now.site,
                "device": now.device,
                "taken_by": now.taken_by,
                "taken_at": words.wall(self._sheet, now.taken_at),
                "is_mean": "yes" if now.is_mean else "no",
            }
        self.form.fill(values)
        self._before = self.form.values()

    def _named(self) -> list[tuple[str, str]]:
        return [(str(one.id), f"{words.wall(self._sheet, one.now.taken_at)}  {one.now.celsius} ℃") for one in self.kept]

    def _line(self, one: PastReading, version: ReadingVersion) -> tuple[str, bool]:
        """One version in words, and whether it holds."""
        sheet = self._sheet
        what = " · ".join(
            filter(
                None,
                (
                    f"{words.wall(sheet, version.taken_at)}  {version.celsius} ℃",
                    words.site_text(version.site, sheet.rules),
                    version.device,
                    version.taken_by,
                    _("Mean of repeats") if version.is_mean else "",
                    _("second reading") if one.is_recheck else "",
                ),
            )
        )
        at, by = words.wall(sheet, version.entered_at), version.entered_by
        if version.is_void:
            did = _("voided {time} by {name}: {reason}").format(time=at, name=by, reason=version.reason)
        elif version is one.versions[0]:
            did = _("kept {time} by {name}").format(time=at, name=by)
        else:
            did = _("corrected {time} by {name}: {reason}").format(time=at, name=by, reason=version.reason)
        holds = version is one.now and not version.is_void
        shape = State.DONE.shape if holds else State.NOT_APPLICABLE.shape
        return f"{shape} {what}   ({did})", holds

    def _listed(self) -> QScrollArea | QFrame:
        """The past: what holds in the colour of the text, the rest struck through."""
        lines: list[QLabel] = []
        for text, holds in self.past:
            made = label(text, quiet=not holds, wraps=True)
            if not holds:
                font = made.font()
                font.setStrikeOut(True)
                made.setFont(font)
            lines.append(made)
        listed = holder(column(*lines, space=theme.XS))
        if len(lines) <= _MANY:
            frame = QFrame()
            frame.setLayout(column(listed))
            return frame
        scroll = QScrollArea()
        scroll.setWidget(listed)
        scroll.setWidgetResizable(True)
        scroll.setFixedHeight(_LIST_HEIGHT)
        return scroll
