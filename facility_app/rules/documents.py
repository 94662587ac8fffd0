"""The gate: nobody enters without a document; and on what ground somebody is held on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from db.values import FacilityKind
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject
from facility_app.rules.documentpack import Admission, Category, DocumentPack, DocumentType, GateRule
from facility_app.rules.entries import by_id, in_force, the
from facility_app.rules.findings import Finding, Severity, finding, forbids
from resources.text import N_


@dataclass(frozen=True, slots=True)
class Document:
    """One legal document on a person.

    Attributes:
        type: id of a `DocumentType`.
        issued_on: the date that it bears; of a judgment in effect the day on which it took effect.
        matches_person: whether the person was compared with it; None: not yet.
    """

    type: str
    number: str
    issued_by: str
    issued_on: date | None
    matches_person: bool | None = None


@dataclass(frozen=True, slots=True)
class DocumentRules:
    """What is in force on one day in one kind of facility."""

    categories: Mapping[str, Category]
    types: Mapping[str, DocumentType]
    admissions: tuple[Admission, ...]
    gate: tuple[GateRule, ...]


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What the gate says; `admission` is the ground that the documents give, None where they give none."""

    admission: Admission | None
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        """Whether the custody may become active."""
        return self.admission is not None and not forbids(self.findings)


def documents_in_force(pack: DocumentPack, day: date, kind: FacilityKind) -> DocumentRules:
    """What is in force on a day in a kind of facility."""
    return DocumentRules(
        by_id(in_force(pack.category, day, kind)),
        by_id(in_force(pack.type, day, kind)),
        tuple(sorted(in_force(pack.admission, day, kind), key=lambda one: one.order)),
        in_force(pack.gate, day, kind),
    )


def judge_admission(rules: DocumentRules, person: Subject, documents: Iterable[Document], day: date) -> GateVerdict:
    """Whether these documents admit the person on this day.

    Every document needs number, issuing body, a date not after `day`, and a person who matches it. The types given
    must be enough for one ground of admission; papers that go with it and lack are asked for, without waiting.
    """
    given = tuple(documents)
    found = [one for document in given for one in _incomplete(rules, person, document, day)]
    types = frozenset(document.type for document in given)
    admission = next((one for one in rules.admissions if not _still_needs(one, types)), None)
    if admission is None:
        found.append(_hard(rules, "documents.admits", person, _why_not(rules, types)))
    else:
        found.extend(_accompanying(rules, person, admission, types))
    return GateVerdict(admission, tuple(found))


def category_on(
    rules: DocumentRules, documents: Iterable[Document], day: date, admitted_on: Admission | None = None
) -> Category | None:
    """On what ground somebody is held on a day.

    A document changes it from its date on; of two of one date the later stage holds. Where none does, it is that of
    the admission; None: not even that is known.
    """
    held = []
    for document in documents:
        known = rules.types.get(document.type)
        category = rules.categories.get(known.category) if known is not None and known.category else None
        if category is not None and document.issued_on is not None and document.issued_on <= day:
            held.append((document.issued_on, category.order, category))
    if held:
        return max(held, key=lambda one: one[:2])[2]
    return rules.categories.get(admitted_on.category) if admitted_on is not None else None


def lacking_of(document: Document) -> tuple[Phrase, ...]:
    """Which of number, issuing body and date a document lacks."""
    there = (
        (phrase(N_("number")), bool(document.number.strip())),
        (phrase(N_("issuing body")), bool(document.issued_by.strip())),
        (phrase(N_("date")), document.issued_on is not None),
    )
    return tuple(name for name, is_there in there if not is_there)


def _incomplete(rules: DocumentRules, person: Subject, document: Document, day: date) -> list[Finding]:
    known = rules.types.get(document.type)
    if known is None:
        text = phrase(N_("There is no such document here: {type}."), type=document.type)
        return [_hard(rules, "documents.type", person, text)]
    found = []
    if lacking := lacking_of(document):
        text = phrase(N_("{document} lacks: {lacking}."), document=known.words, lacking=lacking)
        found.append(_hard(rules, "documents.complete", person, text, known.id))
    if document.issued_on is not None and document.issued_on > day:
        text = phrase(
            N_("{document} is dated {date}, after {day}."), document=known.words, date=document.issued_on, day=day
        )
        found.append(_hard(rules, "documents.date", person, text, known.id))
    if document.matches_person is not True:
        unlike = N_("The person is not the one named in: {document}.")
        unseen = N_("Nobody has yet compared the person with: {document}.")
        text = phrase(unlike if document.matches_person is False else unseen, document=known.words)
        found.append(_hard(rules, "documents.person", person, text, known.id))
    return found


def _why_not(rules: DocumentRules, types: frozenset[str]) -> Phrase:
    """Which papers the ground still needs that comes nearest."""
    begun = [one for one in rules.admissions if len(_still_needs(one, types)) < len(one.needs)]
    if not begun:
        return phrase(N_("None of these documents admits into this facility."))
    nearest = min(begun, key=lambda one: len(_still_needs(one, types)))
    lacking = tuple(_name(rules, one) for any_of in _still_needs(nearest, types) for one in sorted(any_of))
    return phrase(N_("{ground} also needs: {lacking}."), ground=nearest.words, lacking=lacking)


def _still_needs(admission: Admission, types: frozenset[str]) -> list[frozenset[str]]:
    return [any_of for any_of in admission.needs if types.isdisjoint(any_of)]


def _accompanying(rules: DocumentRules, person: Subject, admission: Admission, types: frozenset[str]) -> list[Finding]:
    lacking = tuple(_name(rules, one) for one in admission.accompanied_by if one not in types)
    if not lacking:
        return []
    text = phrase(N_("Still to come: {lacking}."), lacking=lacking)
    rule = the(rules.gate, "documents.accompanying")
    return [finding(rule, person, Severity.WARN, text, occasion=admission.id)]


def _name(rules: DocumentRules, type_id: str) -> object:
    known = rules.types.get(type_id)
    return known.words if known is not None else type_id


def _hard(rules: DocumentRules, rule: str, person: Subject, text: Phrase, occasion: str = "") -> Finding:
    return finding(the(rules.gate, rule), person, Severity.HARD, text, occasion=occasion)
