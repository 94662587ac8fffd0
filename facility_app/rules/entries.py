"""Entries that hold for some kinds of facility from some day on, and which of them are in force."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar

import msgspec

from db.values import FacilityKind, Unavailable
from facility_app.core.phrases import Words
from facility_app.rules.packs import Entry, load_pack
from resources import read_text
from resources.text import N_

ALL_KINDS = frozenset(FacilityKind)

P = TypeVar("P", bound=msgspec.Struct)
R = TypeVar("R", bound="RuleEntry")
_PLACE = re.compile(r"\$\.(\w+)\[(\d+)\]")


class RuleEntry(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of a rule, or of a word that rules use.

    `effective_from` is the first day that is judged by this version; a later version with the same id takes its
    place, and one that is not `active` ends the rule.
    """

    kinds: frozenset[FacilityKind] = ALL_KINDS
    active: bool = True

    @property
    def words(self) -> Words:
        """The entry's name in both languages."""
        return _words(self.en, self.zh)


@lru_cache(maxsize=4_096)
def _words(en: str, zh: str) -> Words:
    """Kept, since the verdicts on thousands of readings name the same few entries."""
    return Words(en, zh)


def load_rules(name: str, kind: type[P], text: str | None = None) -> P:
    """Read one pack of rule entries.

    Args:
        name: its file in `resources/rules`.
        kind: a structure each of whose fields holds the entries of one sort.
        text: its content, where it does not come from there.

    Raises:
        Unavailable: it is not as it must be; the message names the file and the entry.
    """
    try:
        content = read_text("rules", name) if text is None else text
    except OSError as error:
        raise _unusable(name, str(error)) from error
    try:
        pack = load_pack(name, kind, content)
    except Unavailable as error:
        raise _unusable(name, _with_entry(content, str(error.params["what"]))) from error
    for sort in kind.__struct_fields__:
        _refuse_twins(name, sort, getattr(pack, sort))
    return pack


def in_force(entries: Iterable[R], day: date, kind: FacilityKind) -> tuple[R, ...]:
    """The version of each entry by which a day is judged in a kind of facility, in the order of the pack."""
    newest: dict[str, R] = {}
    for entry in entries:
        if entry.effective_from <= day and kind in entry.kinds:
            known = newest.get(entry.id)
            if known is None or known.effective_from < entry.effective_from:
                newest[entry.id] = entry
    return tuple(entry for entry in newest.values() if entry.active)


def by_id(entries: Iterable[R]) -> dict[str, R]:
    """Entries in force by their ids."""
    return {entry.id: entry for entry in entries}


def the(entries: Iterable[R], entry_id: str) -> R:
    """The entry with an id that code relies on.

    Raises:
        Unavailable: no entry with this id is in force.
    """
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise Unavailable(N_("No rule {rule} is in force on this day."), field="rules", rule=entry_id)


def _unusable(name: str, what: str) -> Unavailable:
    return Unavailable(N_("Rule pack {file}: {what}"), field="rules", file=name, what=what)


def _with_entry(content: str, what: str) -> str:
    """A decoder's complaint with the id of the entry that it speaks of."""
    place = _PLACE.search(what)
    if place is None:
        return what
    entry = tomllib.loads(content)[place[1]][int(place[2])]
    return f"{what} ({entry.get('id', '?') if isinstance(entry, dict) else entry})"


def _refuse_twins(name: str, sort: str, entries: tuple[RuleEntry, ...]) -> None:
    seen: set[tuple[str, date, FacilityKind]] = set()
    for entry in entries:
        versions = {(entry.id, entry.effective_from, kind) for kind in entry.kinds}
        if not versions.isdisjoint(seen):
            raise _unusable(name, f"{sort} {entry.id} stands in it twice from {entry.effective_from}")
        seen |= versions
