"""Whether a person may be placed in a cell with those who live there (分押分管)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from db.values import Role
from facility_app.core.casenumbers import case_key
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.sexes import Sex, is_minor
from facility_app.core.subjects import Subject
from facility_app.rules.findings import Finding, Severity, finding, forbids
from facility_app.rules.separationpack import Comparison, Separation
from resources.text import N_


@dataclass(frozen=True, slots=True)
class Resident:
    """A person, as far as separation goes.

    Attributes:
        birth_date: None where not even an estimate is known.
        category: id of a category of `documents.toml`; empty where none is known.
        case_numbers: of the cases in which the person is held, as they are written.
        co_defendants: persons known as accomplices, however their cases are numbered.
        keep_apart: persons from whom this one is to be protected, or the other way round.
    """

    subject: Subject
    sex: Sex
    birth_date: date | None
    category: str = ""
    case_numbers: frozenset[str] = frozenset()
    co_defendants: frozenset[UUID] = frozenset()
    keep_apart: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        capacity: how many may live there; None where none is laid down.
        sex: for whom it is meant; None: it is not laid down.
        is_for_minors: whether it is meant for minors; None: it is not laid down.
    """

    subject: Subject
    capacity: int | None
    sex: Sex | None = None
    is_for_minors: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one placement."""

    findings: tuple[Finding, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether nothing stands against it; warnings do not."""
        return not forbids(self.findings)

    @property
    def overridable_by(self) -> frozenset[Role]:
        """The roles each of which may place against every rule that stands against it; empty: nobody may."""
        against = [one.overridable_by for one in self.findings if one.severity is Severity.HARD]
        return frozenset.intersection(*against) if against else frozenset()

    @property
    def tells_procurator(self) -> bool:
        """Whether the resident procurator sees that it was done all the same."""
        return any(one.tells_procurator for one in self.findings if one.severity is Severity.HARD)

    def permits(self, roles: Iterable[Role], reason: str) -> bool:
        """Whether an account with these roles may place, for this reason."""
        return self.is_allowed or (not self.overridable_by.isdisjoint(roles) and bool(reason.strip()))


Clash = tuple[Phrase, tuple[Subject, ...]]
"""What is wrong, and with whom."""


def judge_placement(
    rules: Iterable[Separation], newcomer: Resident, cell: Cell, occupants: Iterable[Resident], day: date
) -> Verdict:
    """What the rules say of placing a person in a cell.

    Args:
        rules: those in force on `day` in this kind of facility.
        occupants: who lives there; the person himself is left out.
        day: on which ages are reckoned.
    """
    others = tuple(one for one in occupants if one.subject.id != newcomer.subject.id)
    found = []
    for rule in rules:
        clash = _COMPARISONS[rule.compares](rule, newcomer, cell, others, day)
        if clash is not None:
            found.append(_finding(rule, newcomer, cell, *clash))
    return Verdict(tuple(found))


def _finding(rule: Separation, newcomer: Resident, cell: Cell, text: Phrase, people: tuple[Subject, ...]) -> Finding:
    made = finding(rule, newcomer.subject, Severity(rule.severity), text, people=people, occasion=str(cell.subject.id))
    return replace(made, overridable_by=rule.overridable_by, tells_procurator=rule.tells_procurator)


def _sex(_rule: Separation, newcomer: Resident, cell: Cell, others: tuple[Resident, ...], _day: date) -> Clash | None:
    people = tuple(one.subject for one in others if one.sex is not newcomer.sex)
    if people:
        text = N_("Men and women may not share cell {cell}: {people}.")
        return phrase(text, cell=cell.subject, people=people), people
    if cell.sex is not None and cell.sex is not newcomer.sex:
        return phrase(N_("Cell {cell} is kept for the other sex."), cell=cell.subject), ()
    return None


def _age(_rule: Separation, newcomer: Resident, cell: Cell, others: tuple[Resident, ...], day: date) -> Clash | None:
    """Where an age is not known, the minor is protected from it; two unknown ages do not clash."""
    own = _is_minor(newcomer, day)
    clashing = {None: (True,), True: (False, None), False: (True,)}[own]
    people = tuple(one.subject for one in others if _is_minor(one, day) in clashing)
    if people and own is None:
        text = N_("The age is not known, and minors live in cell {cell}: {people}.")
        return phrase(text, cell=cell.subject, people=people), people
    if people:
        text = N_("A minor and adults may not share cell {cell}: {people}.")
        return phrase(text, cell=cell.subject, people=people), people
    if cell.is_for_minors is True and own is not True:
        return phrase(N_("Cell {cell} is kept for minors."), cell=cell.subject), ()
    if cell.is_for_minors is False and own is True:
        return phrase(N_("Cell {cell} is kept for adults."), cell=cell.subject), ()
    return None


def _case(_rule: Separation, newcomer: Resident, cell: Cell, others: tuple[Resident, ...], _day: date) -> Clash | None:
    people = tuple(one.subject for one in others if _are_co_defendants(newcomer, one))
    if not people:
        return None
    text = N_("Held in the same case as {people} in cell {cell}.")
    return phrase(text, cell=cell.subject, people=people), people


def _keep_apart(
    _rule: Separation, newcomer: Resident, cell: Cell, others: tuple[Resident, ...], _day: date
) -> Clash | None:
    own = newcomer.subject.id
    people = tuple(one.subject for one in others if one.subject.id in newcomer.keep_apart or own in one.keep_apart)
    if not people:
        return None
    text = N_("To be kept apart from {people} in cell {cell}.")
    return phrase(text, cell=cell.subject, people=people), people


def _category(
    rule: Separation, newcomer: Resident, cell: Cell, others: tuple[Resident, ...], _day: date
) -> Clash | None:
    own = next((group for group in rule.apart if newcomer.category in group), None)
    if own is None:
        return None
    foreign = frozenset().union(*rule.apart) - own
    people = tuple(one.subject for one in others if one.category in foreign)
    if not people:
        return None
    text = N_("People in cell {cell} are held on another legal ground: {people}.")
    return phrase(text, cell=cell.subject, people=people), people


def _capacity(
    _rule: Separation, _newcomer: Resident, cell: Cell, others: tuple[Resident, ...], _day: date
) -> Clash | None:
    if cell.capacity is None or len(others) < cell.capacity:
        return None
    text = N_("Cell {cell} is full: {living} live there, {capacity} may.")
    return phrase(text, cell=cell.subject, living=len(others), capacity=cell.capacity), ()


def _is_minor(person: Resident, day: date) -> bool | None:
    return None if person.birth_date is None else is_minor(person.birth_date, day)


def _are_co_defendants(one: Resident, other: Resident) -> bool:
    if other.subject.id in one.co_defendants or one.subject.id in other.co_defendants:
        return True
    cases = {case_key(number) for number in one.case_numbers} - {""}
    return not cases.isdisjoint({case_key(number) for number in other.case_numbers})


_COMPARISONS: Mapping[Comparison, Callable[[Separation, Resident, Cell, tuple[Resident, ...], date], Clash | None]] = {
    Comparison.SEX: _sex,
    Comparison.AGE: _age,
    Comparison.CASE: _case,
    Comparison.KEEP_APART: _keep_apart,
    Comparison.CATEGORY: _category,
    Comparison.CAPACITY: _capacity,
}
