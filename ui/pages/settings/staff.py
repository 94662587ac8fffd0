"""The people who work here: added, corrected, and voided with a reason."""

from collections.abc import Callable
from datetime import date

from facility_app.access import Desk
from facility_app.core.values import Invalid
from facility_app.exchange.moments import read_date
from facility_app.exchange.setting import setting_of
from facility_app.services import staff
from facility_app.services.staff import StaffLine, list_staff
from resources.text import N_, _, ngettext
from ui.context import Context
from ui.pages.settings.tab import AskPanel, Tab
from ui.widgets.basics import button, label, row
from ui.widgets.fields import Field, TextField, TickField
from ui.widgets.table import Table, TableColumn

_CHANGES = frozenset({"people", "rounds", "talks", "history"})


class StaffTab(Tab):
    """Everybody on the roster."""

    name = "staff"
    title = N_("Staff")
    needs = "staff.list_staff"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table: Table[StaffLine] = Table(
            [
                TableColumn(_("Number"), lambda one: one.number, 100),
                TableColumn(_("Name"), lambda one: one.name, 140),
                TableColumn(_("Post"), lambda one: one.post, 0),
                TableColumn(_("Phone"), lambda one: _("known") if one.has_phone else "–", 80),
                TableColumn(_("First day"), lambda one: str(one.since or "–"), 110),
                TableColumn(_("Last day"), lambda one: str(one.until or "–"), 110),
            ],
            _("Staff"),
        )
        self.panel = AskPanel()
        self._count = label("", quiet=True)
        correct = button(_("Correct …"), lambda: self._with(self._correct))
        self.table.opened.connect(lambda one: None if correct.isHidden() else self._correct(one))
        tools = row(self._count)
        tools.addStretch()
        for made, needs in (
            (correct, "staff.correct_staff"),
            (button(_("Void …"), lambda: self._with(self._void)), "staff.void_staff"),
            (button(_("New member of staff"), self.add, primary=True), "staff.add_staff"),
        ):
            tools.addWidget(made)
            context.offer(made, needs)
        self.fill(tools, self.panel, self.table)

    def refresh(self) -> None:
        self.context.ask(list_staff, self._show, key=self)

    def _show(self, found: list[StaffLine]) -> None:
        self.table.show_rows(found)
        self._count.setText(ngettext("{count} person", "{count} people", len(found)).format(count=len(found)))

    def _with(self, run: Callable[[StaffLine], None]) -> None:
        one = self.table.current()
        if one is not None:
            run(one)

    def add(self) -> None:
        """Ask for somebody new."""
        leader = TickField("is_leader", _("Facility leader"))
        self.panel.ask(_("New member of staff"), [*_fields(), leader], _("Add"), self._add)

    def _add(self, values: dict[str, str]) -> None:
        def work(desk: Desk) -> object:
            return staff.add_staff(
                desk,
                values["number"],
                values["name"],
                values["post"],
                values["phone"] or None,
                is_leader=values["is_leader"] == "yes",
                since=_day(desk, values, "since"),
                until=_day(desk, values, "until"),
            )

        self._do(work)

    def _correct(self, one: StaffLine) -> None:
        def submit(values: dict[str, str]) -> None:
            self._do(
                lambda desk: staff.correct_staff(
                    desk,
                    one.id,
                    number=values["number"],
                    name=values["name"],
                    post=values["post"],
                    phone=values["phone"] or None,
                    since=_day(desk, values, "since"),
                    until=_day(desk, values, "until"),
                )
            )

        fields = _fields(_("empty: as it is"))
        self.panel.ask(_("Correct {name}").format(name=one.name), fields, _("Correct"), submit)
        assert self.panel.form is not None
        self.panel.form.fill(
            {
                "number": one.number,
                "name": one.name,
                "post": one.post,
                "since": str(one.since or ""),
                "until": str(one.until or ""),
            }
        )

    def _void(self, one: StaffLine) -> None:
        self.panel.ask(
            _("{name} ({number}) was entered by mistake").format(name=one.name, number=one.number),
            [TextField("reason", _("Reason"), required=True)],
            _("Void the record"),
            lambda values: self._do(lambda desk: staff.void_staff(desk, one.id, values["reason"])),
            columns=1,
        )

    def _do(self, work: Callable[[Desk], object]) -> None:
        def done(_result: object) -> None:
            self.panel.leave()
            self.refresh()

        self.context.do(work, done, self.panel.show_error, changes=_CHANGES, saved=_("staff"), once=self)


def _fields(phone_note: str = "") -> list[Field]:
    phone = TextField("phone", _("Phone"), hint=phone_note)
    if phone_note:
        phone.editor.setProperty("placeholderText", phone_note)
    return [
        TextField("number", _("Number"), required=True),
        TextField("name", _("Name"), required=True),
        TextField("post", _("Post"), required=True),
        phone,
        TextField("since", _("First day"), hint=_("The first day on the roster, such as 2026-11-21.")),
        TextField("until", _("Last day"), hint=_("The last day on the roster.")),
    ]


def _day(desk: Desk, values: dict[str, str], field: str) -> date | None:
    if not values[field]:
        return None
    try:
        return read_date(values[field], setting_of(desk))
    except Invalid as error:
        raise Invalid(error.message, field=field, **error.params) from None
