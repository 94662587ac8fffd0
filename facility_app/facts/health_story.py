"""What somebody's story tells of isolation and of the doctor's care, by what the reader may know."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import CareStep, Reading, Staff
from db.values import Role
from facility_app.core.phrases import Phrase, Words, phrase
from facility_app.facts.care import MASKED
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import reviews_told, spells_of
from facility_app.facts.isolation_rows import LineRow, ReviewRow, RightRow, Spell, lines_of, reviews_of, rights_of
from facility_app.facts.person_story import StoryItem, StoryKind
from facility_app.rules.entries import RuleEntry
from facility_app.rules.isolation import RELEASED, reads_reasons
from resources.text import N_

_OF_THE_DAY = frozenset({Role.OFFICER, Role.SHIFT_LEAD, Role.DOCTOR, Role.HEAD, Role.PROCURATOR})
"""Who is told how somebody apart was day by day, and of the doctor's care; others know that he or she is apart."""


def health_story_of(
    session: Session, facility: FacilityFacts, custody_id: UUID, roles: frozenset[Role]
) -> Iterator[StoryItem]:
    """Isolation and care of one period of custody, in no order; what is a doctor's to know is masked for others."""
    spells = spells_of(session, custody_id)
    ids = [one.id for one in spells]
    for one in spells:
        yield from _told(facility, one, roles)
    if not roles & _OF_THE_DAY:
        return
    if ids:
        kinds = {one.id: _reads(facility, one, roles) for one in spells}
        told = reviews_told(facility)
        for made in reviews_of(session, ids):
            reads = kinds[made.isolation_id]
            if reads or made.review in told:
                yield _review(facility, made, reads)
        yield from _days_of_lines(facility, lines_of(session, ids))
        yield from _days_of_rights(facility, rights_of(session, ids))
    yield from _care(session, facility, custody_id)


def _words(entries: Sequence[RuleEntry], entry_id: str) -> Words:
    """The name of an entry; of one that the rules know no more, its id."""
    return next((one.words for one in entries if one.id == entry_id), Words(entry_id, entry_id))


def _reads(facility: FacilityFacts, spell: Spell, roles: frozenset[Role]) -> bool:
    kind = next((one for one in facility.packs.isolation.kind if one.id == spell.kind), None)
    return reads_reasons(kind, roles)


def _told(facility: FacilityFacts, spell: Spell, roles: frozenset[Role]) -> Iterator[StoryItem]:
    pack, reads = facility.packs.isolation, _reads(facility, spell, roles)
    kind = _words(pack.kind, spell.kind)
    ordered = phrase(N_("Set apart: {kind}"), kind=kind)
    if spell.precaution:
        ordered = phrase(
            N_("Set apart: {kind}, {precaution}"), kind=kind, precaution=_words(pack.precaution, spell.precaution)
        )
    detail = " · ".join(filter(None, spell.reason.splitlines())) if reads else MASKED
    yield StoryItem(spell.started_at, StoryKind.ISOLATION, ordered, detail, spell.ordered_by)
    if spell.ended_at is None:
        return
    ended, why = phrase(N_("No more apart: {kind}"), kind=kind), spell.end_reason or ""
    if why == RELEASED:
        ended, why = phrase(N_("No more apart, since released: {kind}"), kind=kind), ""
    told = " · ".join(why.splitlines()) if reads or not why else MASKED
    yield StoryItem(spell.ended_at, StoryKind.ISOLATION, ended, told, spell.ended_by or "")


def _review(facility: FacilityFacts, one: ReviewRow, reads: bool) -> StoryItem:
    text = N_("{review}")
    if one.goes_on is not None:
        text = N_("{review}: it goes on") if one.goes_on else N_("{review}: it does not go on")
    words = phrase(text, review=_words(facility.packs.isolation.review, one.review))
    detail = " · ".join((one.text or "").splitlines()) if reads or not one.text else MASKED
    return StoryItem(one.at, StoryKind.ISOLATION, words, detail, one.by)


def _days_of_lines(facility: FacilityFacts, rows: Sequence[LineRow]) -> Iterator[StoryItem]:
    """One item a day: what each line of it says."""
    packs = facility.packs
    windows = {one.id: one.words for one in packs.rounds.window}
    names: Mapping[str, Words] = {
        **{one.id: one.words for one in packs.isolation.answer},
        **{one.id: one.words for one in packs.symptoms.symptom},
    }
    for _, of_day in groupby(rows, lambda one: (one.isolation_id, one.day)):
        lines = sorted(of_day, key=lambda one: one.at)
        first, *others = (_line(one, windows, names) for one in lines)
        said = reduce(lambda before, one: phrase(N_("{before}; {line}"), before=before, line=one), others, first)
        remarks = " · ".join(" ".join(one.remark.split()) for one in lines if one.remark)
        words = phrase(N_("Observed: {lines}"), lines=said)
        yield StoryItem(lines[-1].at, StoryKind.ISOLATION, words, remarks, lines[-1].by)


def _line(one: LineRow, windows: Mapping[str, Words], names: Mapping[str, Words]) -> Phrase:
    keys = (one.mood, one.food, one.sleep, *(one.symptoms or "").split())
    said = tuple(names.get(key, Words(key, key)) for key in keys)
    return phrase(N_("{window} {said}"), window=windows.get(one.window, Words(one.window, one.window)), said=said)


def _days_of_rights(facility: FacilityFacts, rows: Sequence[RightRow]) -> Iterator[StoryItem]:
    """One item a day: which rights were kept up, and which not."""
    rights = facility.packs.isolation.right

    def day_of(one: RightRow) -> tuple[str, date]:
        return (one.isolation_id.hex, facility.calendar.day_of(one.at))

    for _, of_day in groupby(sorted(rows, key=day_of), day_of):
        noted = list(of_day)
        kept = sum(one.is_kept for one in noted)
        lacking = tuple(_words(rights, one.right) for one in noted if not one.is_kept)
        notes = " · ".join(one.note for one in noted if one.note)
        text = N_("Rights kept up: {kept}; not kept up: {lacking}") if lacking else N_("Rights kept up: {kept}")
        last = max(noted, key=lambda one: one.at)
        yield StoryItem(last.at, StoryKind.ISOLATION, phrase(text, kept=kept, lacking=lacking), notes, last.by)


def _care(session: Session, facility: FacilityFacts, custody_id: UUID) -> Iterator[StoryItem]:
    """The steps of care; their results are masked, as everywhere but where their reading is journaled."""
    packs = facility.packs
    names = {one.id: one.words for one in (*packs.thresholds.step, *packs.care.stage)}
    query = (
        select(CareStep.at, CareStep.step, CareStep.result, Staff.name)
        .join(Staff, Staff.id == CareStep.by_id)
        .join(Reading, Reading.id == CareStep.reading_id)
        .where(Reading.custody_id == custody_id, CareStep.voided_at.is_(None))
    )
    for at, step, result, by in session.execute(query):
        words = phrase(N_("Care: {step}"), step=names.get(step, Words(step, step)))
        yield StoryItem(at, StoryKind.CARE, words, MASKED if result else "", by)
