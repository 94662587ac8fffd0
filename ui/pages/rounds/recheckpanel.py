"""Asks for a second reading, and says beforehand where it would not decide."""

from uuid import UUID

from PySide6.QtCore import Qt

from facility_app.facts.measuring_means import MeasuringMeans
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.rules.rechecks import is_same_hand
from resources.text import _
from ui import theme
from ui.pages.rounds import words
from ui.pages.rounds.panels import QuickPanel
from ui.pages.rounds.particulars import device_field, person_field
from ui.theme import State
from ui.widgets.basics import label
from ui.widgets.fields import ChoiceField, TextField


class RecheckPanel(QuickPanel):
    """What, with which device, by whom, when, and where: at the site of a recheck, if nothing else is chosen."""

    def __init__(self, about: SheetRow, sheet: RoundSheet, means: MeasuringMeans, second_device: str) -> None:
        self._sheet, self._means = sheet, means
        first = about.to_repeat.first.reading if about.to_repeat else None
        self._of_first = first
        measured = first or (about.first.reading.measured if about.first else None)
        used = measured.device if measured else ""
        self._device, self._by = device_field(means, (second_device, used)), person_field(sheet)
        self._site = ChoiceField(
            "body_site", _("Site"), [(one.id, one.words.text) for one in sheet.rules.sites.values()]
        )
        value = TextField("celsius", _("Second reading") if first else _("Further reading"), required=True)
        value.editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        fields = (value, self._device, self._by, TextField("time", _("Time (empty: now)")), self._site)
        title = _("Measure again") if first else _("Further reading")
        super().__init__(about, title, _hint(about, sheet, used), fields, _("Keep (Enter)"))
        self.doubt = label("", bold=True, wraps=True)
        self.doubt.setAccessibleName(_("Why this would not decide"))
        self.doubt.setStyleSheet(f"color: {State.DUE.colour(theme.colours())};")
        self.put_above_buttons(self.doubt)
        self._site.set_text(sheet.rules.recheck.site)
        if second_device != used:
            self._device.set_text(second_device)
        value.editor.installEventFilter(self)
        self._device.editor.installEventFilter(self)
        for one in (self._device, self._by, self._site):
            one.edited.connect(self._doubt)
        self._doubt()

    def _doubt(self) -> None:
        """Say plainly where the second reading would not count as one."""
        first, rules = self._of_first, self._sheet.rules
        text = ""
        if self._site.text() not in ("", rules.recheck.site):
            text = _("Only a reading at this site decides: {site}.").format(
                site=words.site_text(rules.recheck.site, rules)
            )
        elif first is not None and is_same_hand(first, self._device.text(), self._by_whom()):
            text = _(
                "The same person with the same device ({device}) decides nothing. "
                "Give another device, or who else measures."
            ).format(device=self._device.text() or first.device or _("none is named"))
        self.doubt.setText(f"{State.DUE.shape} {text}" if text else "")
        self.doubt.setVisible(bool(text))

    def _by_whom(self) -> UUID | None:
        """Who measures, as far as it is known here."""
        typed = self._by.text()
        if not typed:
            return self._means.own_id
        staff = (row.subject for group in self._sheet.groups if group.is_staff for row in group.rows)
        found = [one.id for one in staff if typed in (one.number, one.name)]
        return found[0] if len(found) == 1 else None


def _hint(about: SheetRow, sheet: RoundSheet, used: str) -> str:
    """How a second reading is to be made, or beside what a further one is kept."""
    if about.to_repeat is None:
        if about.first is None:
            return _("No round is being made now: this one is kept beside the rounds.")
        old = about.first.reading
        return _("{celsius} ℃ of {time} stays as it is: this one is kept beside it.").format(
            celsius=old.measured.celsius, time=words.wall(sheet, old.at)
        )
    told = {"site": words.site_text(sheet.rules.recheck.site, sheet.rules), "device": used or "–"}
    if not about.awaits_recheck:
        first = about.to_repeat.first.reading
        return _(
            "{celsius} ℃ of {moment} was not measured again yet. {site}, with another device than {device}, "
            "or by another person."
        ).format(celsius=first.celsius, moment=f"{sheet.calendar.local(first.at):%m-%d %H:%M}", **told)
    return _("{site}, from {since} to {until}; with another device than {device}, or by another person.").format(
        since=words.wall(sheet, sheet.recheck_from(about)),
        until=words.wall(sheet, sheet.recheck_until(about)),
        **told,
    )
