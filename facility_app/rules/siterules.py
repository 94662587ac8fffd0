"""What a site decided otherwise than a rule pack proposes, laid over the pack as it is delivered.

A decision is a further version of an entry from a day on: days before it are judged as before. Later versions that
are delivered take the site's values too, unless they are law.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import msgspec

from db.values import FacilityKind
from facility_app.rules.entries import RuleEntry
from facility_app.rules.packs import as_typed

P = TypeVar("P", bound=msgspec.Struct)
R = TypeVar("R", bound=RuleEntry)

PRACTICE = ("local default", "practice report")
"""How the source of an entry begins that a site may decide otherwise; everything else is law."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One decision of a site.

    Attributes:
        pack: the pack's file; `sort`: the list in which the entry stands; `entry`: its id.
        values: what differs, by the name of the field, as a JSON object; an empty one: as delivered again.
        effective_from: the first day that is judged by it.
    """

    pack: str
    sort: str
    entry: str
    values: str
    effective_from: date
    reason: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """In which pack and list the entry stands, and its id."""
        return self.pack, self.sort, self.entry

    @property
    def plain(self) -> Mapping[str, Any]:
        """What differs, as plain values; `fever.value` is a field within a field."""
        given: dict[str, Any] = msgspec.json.decode(self.values, type=dict[str, Any])
        return given


def is_law(entry: RuleEntry) -> bool:
    """Whether an entry stands in a law, so that no site may decide otherwise."""
    return not entry.source.startswith(PRACTICE)


def laid_over(pack: P, name: str, kind: FacilityKind, changes: Iterable[RuleChange]) -> P:
    """A delivered pack as a site has it; what does not fit it any more is left out.

    Args:
        name: its file.
        kind: the site's; entries of other kinds stay as they are.
    """
    by_sort: dict[str, dict[str, list[RuleChange]]] = {}
    for one in changes:
        if one.pack == name:
            by_sort.setdefault(one.sort, {}).setdefault(one.entry, []).append(one)
    sorts = {
        sort: tuple(_sited(getattr(pack, sort), by_entry, kind))
        for sort, by_entry in by_sort.items()
        if sort in type(pack).__struct_fields__
    }
    return msgspec.structs.replace(pack, **sorts) if sorts else pack


def changed(entry: R, change: RuleChange, kind: FacilityKind) -> R:
    """The version of a delivered entry that a change makes.

    Raises:
        msgspec.ValidationError: it does not fit the entry.
        ValueError: it is no JSON object.
    """
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    for name, value in change.plain.items():
        outer, _dot, inner = name.partition(".")
        if inner and isinstance(plain.get(outer), dict):
            plain[outer] = {**plain[outer], inner: value}
        else:
            plain[name] = value
    plain |= {
        "source": f"local default of this facility from {change.effective_from}: {change.reason}",
        "effective_from": change.effective_from.isoformat(),
        "kinds": [kind.value],
    }
    return as_typed(plain, type(entry))


def fits(entry: RuleEntry, change: RuleChange, kind: FacilityKind) -> bool:
    """Whether a change still fits an entry, which may have been delivered anew since."""
    try:
        changed(entry, change, kind)
    except (msgspec.MsgspecError, ValueError):
        return False
    return not is_law(entry)


def delivered_on(versions: Iterable[R], day: date) -> R | None:
    """The delivered version that holds on a day, in force or not."""
    return max((one for one in versions if one.effective_from <= day), key=lambda one: one.effective_from, default=None)


def _sited(entries: Sequence[R], by_entry: Mapping[str, Sequence[RuleChange]], kind: FacilityKind) -> Iterator[R]:
    done: set[str] = set()
    for entry in entries:
        if entry.id not in by_entry or kind not in entry.kinds:
            yield entry
            continue
        if entry.id not in done:
            done.add(entry.id)
            versions = [one for one in entries if one.id == entry.id and kind in one.kinds]
            yield from _versions(versions, by_entry[entry.id], kind)
        if entry.kinds != {kind}:
            yield msgspec.structs.replace(entry, kinds=entry.kinds - {kind})


def _versions(delivered: Sequence[R], changes: Sequence[RuleChange], kind: FacilityKind) -> Iterator[R]:
    """Every version of one entry, one for each day from which the pack or the site says something else."""
    days = {one.effective_from for one in delivered} | {one.effective_from for one in changes}
    for day in sorted(days):
        base = delivered_on(delivered, day)
        made = [one for one in changes if one.effective_from <= day]
        if base is None:
            continue
        kept = msgspec.structs.replace(base, effective_from=day, kinds=frozenset({kind}))
        if made:
            kept = _fitting(kept, max(made, key=lambda one: one.effective_from), kind)
        yield kept


def _fitting(kept: R, change: RuleChange, kind: FacilityKind) -> R:
    if not fits(kept, change, kind) or not change.plain:
        return kept
    return msgspec.structs.replace(changed(kept, change, kind), effective_from=kept.effective_from)
