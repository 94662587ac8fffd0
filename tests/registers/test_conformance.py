"""What every register and list is held to, by its declaration alone: those that come later too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from db import history
from db.declaration import FieldKind
from db.location import Location, SqliteFile
from db.register import RegisterRecord, registers
from db.values import Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.app.founding import found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.exchange.giving import give
from facility_app.exchange.taking import take
from facility_app.facts.register_views import Kept
from facility_app.facts.registers import Filter, record_of, register_of
from facility_app.reports.document import Document
from facility_app.reports.ledger import ledger_document
from facility_app.reports.printing import print_form, print_reference
from facility_app.rules.access import access_table
from facility_app.rules.ledger import ledger_rules
from facility_app.services import accounts, ledgers, staff
from facility_app.services import registers as services
from resources.text import _, speaking
from tests.conftest import FACILITY, OFFICER_PASSWORD, PASSWORD, Clock
from tests.registers.entries import asked_again, every_list, every_register, fill_lists, labels_of, values_of
from tests.reports.reading import squeezed, whole_text
from tests.services import daywork

each_register = pytest.mark.parametrize("name", every_register())
each = pytest.mark.parametrize("name", [*every_list(), *every_register()])
_AS_TOLD = frozenset(
    {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICE, FieldKind.WHOLE, FieldKind.DECIMAL, FieldKind.YES_NO}
)


@dataclass
class Place:
    """A desk at a facility with cells, staff, people and lists; every test has a day of its own."""

    desk: Desk
    clock: Clock
    strangers: dict[Role, Desk]
    day: date = date.min

    def wake(self) -> None:
        """Go on to ten in the morning of the next day."""
        self.day = (self.clock.now + timedelta(days=1)).astimezone(daywork.SHANGHAI).date()
        self.clock.now = daywork.wall(self.day, "10:00")

    @property
    def now(self) -> datetime:
        """A minute ago, to the second, so that files can tell it and a few seconds more are not yet to come."""
        return self.clock.now.replace(microsecond=0) - timedelta(minutes=1)

    def values(self, name: str, place: int = 0, *, whole: bool = False) -> dict[str, Any]:
        """What is told of an entry, the third argument of `add_entry`."""
        register = register_of(name)
        if register.is_list:
            return values_of(register, place, whole=whole) | {"name": f"虚构{self.day}-{place}"}
        return values_of(register, place, self.now, whole=whole)

    def add(self, name: str, place: int = 0) -> Kept:
        return services.add_entry(self.desk, name, self.values(name, place))

    def rows(self, name: str, **asked: Any) -> dict[Any, Any]:
        """The entries of the day, or the rows of the list that were made on it, by identifier."""
        found = services.list_entries(self.desk, name, Filter(self.day, self.day, **asked))
        rows = {one.id: one.values for one in reversed(found.entries)}
        return rows | {one.id: one.values for one in found.rows if str(self.day) in one.name}

    def figures(self, name: str) -> Any:
        said = ledgers.ledger_facts(self.desk, self.day).figures()["registers"]
        return next((one for one in said if one["register"] == name), None)

    def ledger(self) -> Document:
        return ledger_document(ledgers.ledger_facts(self.desk, self.day))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def everywhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("registers")
    clock = Clock()
    machine = Machine(clock, "desk-1", folder / "state")
    location: Location = SqliteFile(folder / "store.daybook")
    if request.param == "postgres":
        location = request.getfixturevalue("server").new_database()
    found(location, FACILITY, PASSWORD, machine)
    desk = log_in(location, "admin", PASSWORD, machine)
    strangers = {}
    for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.GATE, Role.RECORDS):
        staff.add_staff(desk, f"N-{role.value}", f"虚构{role.value}", "值班民警")
        issued = accounts.add_account(desk, role.value, f"N-{role.value}", (role,))
        first = log_in(location, role.value, issued.code, machine)
        accounts.change_password(first, OFFICER_PASSWORD)
        first.store.close()
        strangers[role] = log_in(location, role.value, OFFICER_PASSWORD, machine)
    daywork.officers(desk)
    daywork.opening_people(desk, clock.now.date(), 10)
    place = Place(desk, clock, strangers)
    place.wake()
    fill_lists(desk)
    yield place
    for one in (desk, *strangers.values()):
        one.store.close()


@pytest.fixture
def at(everywhere: Place) -> Place:
    everywhere.wake()
    return everywhere


@each
def test_the_declaration_is_whole(name: str) -> None:
    register = register_of(name)
    keys = {one.key for one in register.fields}
    assert set(register.columns) <= keys
    assert len(set(register.columns)) == len(register.columns)
    assert not {one.key for one in register.fields if one.is_class_s} & set(register.columns)
    for one in register.deadlines:
        assert register.field(one.field).is_later
        assert not one.by or one.by in keys
        assert one.source
    assert register.source
    for field in register.fields:
        assert not field.refers_to or field.refers_to in {*registers(), "cell", "block", "staff"}
        assert field.required_when is None or field.required_when.field in keys
    for right in ("write", "correct", "read", "read_in_full"):
        assert f"registers.{right}.{register.group.value}" in access_table()


@each_register
def test_the_ledger_has_the_section_that_the_register_names(name: str) -> None:
    register = register_of(name)
    assert not register.ledger or register.ledger in {one.id for one in ledger_rules().section}


@each
def test_every_label_is_translated(name: str) -> None:
    with speaking("zh_CN"):
        assert {one for one in labels_of(register_of(name)) if _(one) == one} == set()


@each
def test_the_table_is_what_is_declared(name: str) -> None:
    assert record_of(name).__tablename__ == name
    columns = record_of(name).__table__.columns
    for one in register_of(name).fields:
        assert columns[one.key].nullable is not (one.is_required or bool(one.computed))
        if one.refers_to:
            (key,) = columns[one.key].foreign_keys
            assert key.column.table.name == one.refers_to


@each
def test_an_entry_is_kept_as_it_was_told_and_journaled(at: Place, name: str) -> None:
    told = at.values(name, 1, whole=True)
    made = services.add_entry(at.desk, name, told)
    with at.desk.store.reading() as session:
        (past,) = history.history_of(session, made.id)
    assert past.actor_id == at.desk.account_id
    kept = at.rows(name)[made.id]
    for key, value in told.items():
        field = register_of(name).field(key)
        if field.kind in _AS_TOLD and not field.is_class_s:
            assert kept[key] == value, key


@each
def test_whatever_is_required_is_asked_for_by_name(at: Place, name: str) -> None:
    register, told = register_of(name), at.values(name)
    first_signature = next((one.key for one in register.signatures if one.is_required), "")
    for one in register.fields:
        if one.is_required and one.key not in ("at", first_signature):
            with pytest.raises(Invalid) as refusal:
                services.add_entry(at.desk, name, told | {one.key: None})
            assert refusal.value.field == one.key
    with pytest.raises(Invalid) as refusal:
        services.add_entry(at.desk, name, told | {"no_such_field": "x"})
    assert refusal.value.field == "no_such_field"
    assert at.rows(name) == {}


@each
def test_figures_outside_their_range_are_refused(at: Place, name: str) -> None:
    told = at.values(name, whole=True)
    for one in register_of(name).fields:
        if one.high is not None and not one.is_later:
            with pytest.raises(Invalid) as refusal:
                services.add_entry(at.desk, name, told | {one.key: one.high + 1})
            assert refusal.value.field == one.key


@each
def test_correct_and_void_leave_their_traces(at: Place, name: str) -> None:
    made = at.add(name)
    with pytest.raises(Invalid, match="reason"):
        services.correct_entry(at.desk, name, made.id, {"remark": "x"}, " ")
    services.correct_entry(at.desk, name, made.id, {"remark": "看错"}, "抄错")
    assert at.rows(name)[made.id]["remark"] == "看错\n抄错"
    services.void_entry(at.desk, name, made.id, "误录")
    with pytest.raises(Refused):
        services.correct_entry(at.desk, name, made.id, {"remark": "y"}, "抄错")
    with at.desk.store.reading() as session:
        assert len(history.history_of(session, made.id)) == 3
    assert at.rows(name) == {}
    assert set(at.rows(name, with_void=True)) == {made.id}


@each
def test_nobody_writes_corrects_or_reads_without_the_right(at: Place, name: str) -> None:
    group, made, tried = register_of(name).group.value, at.add(name), 0
    for role, desk in at.strangers.items():
        for right, ask in (
            ("write", lambda desk=desk: services.add_entry(desk, name, at.values(name, 1))),
            ("correct", lambda desk=desk: services.void_entry(desk, name, made.id, "x")),
            ("read", lambda desk=desk: services.list_entries(desk, name, Filter())),
            ("read_in_full", lambda desk=desk: services.read_in_full(desk, name, Filter(), "x")),
        ):
            act = access_table()[f"registers.{right}.{group}"]
            if role not in act.all:
                tried += 1
                with pytest.raises(Refused, match="do not allow"):
                    ask()
    assert tried > 5
    assert set(at.rows(name)) == {made.id}


@each
@pytest.mark.parametrize(("language", "ending"), [("zh_CN", "csv"), ("en", "xlsx")])
def test_a_file_gives_the_same_entries_back(at: Place, name: str, language: str, ending: str, tmp_path: Path) -> None:
    register = register_of(name)
    for place in range(3):
        services.add_entry(at.desk, name, at.values(name, place, whole=True))
    told = sorted(repr(asked_again(register, one)) for one in at.rows(name).values())
    masked = any(one.is_class_s for one in register.fields)
    path = tmp_path / f"f.{ending}"
    with speaking(language):
        given = give(at.desk, name, path, in_full="试验" if masked else None, first=at.day, last=at.day)
        again = take(at.desk, name, path)
    assert (again.errors, again.imported, again.unchanged) == ((), 0, given.rows)
    for entry_id in at.rows(name):
        services.void_entry(at.desk, name, entry_id, "再来")
    with speaking(language):
        trial = take(at.desk, name, path, dry_run=True)
        assert at.rows(name) == {}
        taken = take(at.desk, name, path)
    assert (trial.imported, taken.imported, taken.errors) == (3, 3, ())
    assert sorted(repr(asked_again(register, one)) for one in at.rows(name).values()) == told


@each
def test_a_bad_row_of_a_file_is_named_and_nothing_is_kept(at: Place, name: str, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    heads = [one.key for one in register_of(name).fields if not one.computed]
    path.write_text(",".join(heads) + "\n" + ",".join("?" for _one in heads) + "\n", "utf-8")
    taken = take(at.desk, name, path)
    assert taken.imported == 0
    assert {one.line for one in taken.errors} == {2}
    assert at.rows(name) == {}


@each_register
def test_the_list_is_filtered_counted_and_summed(at: Place, name: str) -> None:
    register = register_of(name)
    for place in range(3):
        at.add(name, place)
    found = services.list_entries(at.desk, name, Filter(at.day, at.day))
    assert found.count == len(found.entries) == 3
    assert [one.number for one in found.entries] == sorted((one.number for one in found.entries), reverse=True)
    assert len(services.list_entries(at.desk, name, Filter(at.day, at.day), limit=2, offset=1).entries) == 2
    assert services.list_entries(at.desk, name, Filter(at.day + timedelta(days=1))).count == 0
    assert services.list_entries(at.desk, name, Filter(at.day, at.day, text="100%_")).count == 0
    for field in register.fields:
        values = [one.values[field.key] for one in found.entries]
        if field.is_totalled and values[0] is not None:
            assert found.totals[field.key] == sum(values)
        if field.kind is FieldKind.CHOICE and values[0] is not None:
            some = services.list_entries(at.desk, name, Filter(at.day, at.day, values={field.key: values[0]}))
            assert some.count == values.count(values[0])


@each_register
def test_an_empty_day_prints_and_counts_nothing(at: Place, name: str) -> None:
    if register_of(name).ledger:
        assert at.figures(name)["entries"] == 0
    assert at.ledger().sections


@each_register
def test_the_ledger_shows_an_entry_with_the_fields_that_are_declared(at: Place, name: str) -> None:
    register = register_of(name)
    told = at.values(name, 1, whole=True)
    services.add_entry(at.desk, name, told)
    if not register.ledger:
        return
    assert at.figures(name)["entries"] == 1
    with speaking("zh_CN"):
        said = repr(at.ledger())
    with speaking("zh_CN"):
        for key in register.columns:
            field = register.field(key)
            assert _(field.label) in said, key
            if key in told and field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
                assert str(told[key]) in said, key


@each_register
def test_a_ledger_of_two_thousand_entries_is_told_in_seconds(at: Place, name: str) -> None:
    if not at.desk.store.is_sqlite:
        pytest.skip("the same arithmetic on the other engine")
    register, start = register_of(name), at.clock.now
    at.clock.go(hours=4)
    rows = [values_of(register, place, start) for place in range(2_000)]
    taken = services.take_over_entries(at.desk, name, rows)
    assert (taken.errors, taken.imported) == ((), 2_000)
    begun = process_time()
    document = at.ledger()
    assert process_time() - begun < 3
    if register.ledger:
        assert at.figures(name)["entries"] == 2_000
        assert "2000" in repr(document)


@each
def test_forms_and_reference_are_printed(at: Place, name: str, tmp_path: Path) -> None:
    register = register_of(name)
    made = None if register.is_list else at.add(name)
    for language in ("zh_CN", "en"):
        with speaking(language):
            facts = services.see_form(at.desk, name)
            assert print_form(facts, tmp_path / f"blank-{language}.pdf").missing == ()
            page = tmp_path / f"page-{language}.pdf"
            assert print_reference(facts, page).missing == ()
            said = whole_text(page)
            for one in register.fields:
                assert all(squeezed(word) in said for word in _(one.label).split()), one.key
            if made is not None:
                filled = tmp_path / f"filled-{language}.pdf"
                assert print_form(services.see_form(at.desk, name, made.id), filled).missing == ()
                assert squeezed(_(register.label)) in whole_text(filled)


def test_the_registers_that_are_asked_for_are_there() -> None:
    wanted = {"disinfection", "visitor", "vehicle", "stock_movement", "disposal", "roll_call", "equipment_check"}
    assert wanted | {"incident", "lesson"} <= set(every_register())
    assert all(issubclass(record_of(name), RegisterRecord) for name in every_register())
