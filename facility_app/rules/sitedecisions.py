"""Whether a site may decide as it wants to, and the decision as it is kept."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from db.values import Invalid, Refused
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import listed
from facility_app.rules.citations import cited
from facility_app.rules.entries import RuleEntry
from facility_app.rules.rulefields import figures_of, plain_of, read_figure
from facility_app.rules.shelf import Packs, ShelvedPack, shelved_packs
from facility_app.rules.siterules import RuleChange, changed, delivered_on, is_law, laid_over
from facility_app.rules.sitesense import refuse_nonsense
from resources.text import N_


def delivered_entry(packs: Packs, pack: str, sort: str, entry: str, day: date) -> RuleEntry:
    """The version of an entry that is delivered for a day.

    Raises:
        Invalid: there is none; `field` says of what: pack, sort or rule.
    """
    versions: tuple[RuleEntry, ...] | None = getattr(_shelved(pack).load(), sort, None) if sort else None
    if not isinstance(versions, tuple):
        raise Invalid(N_("The pack {pack} has no list {sort}."), field="sort", pack=pack, sort=sort)
    found = delivered_on([one for one in versions if one.id == entry and packs.kind in one.kinds], day)
    if found is None:
        raise Invalid(N_("There is no rule {rule} on this day."), field="rule", rule=entry)
    return found


def decided(packs: Packs, calendar: FacilityCalendar, asked: RuleChange, values: Mapping[str, object]) -> RuleChange:
    """What is kept of a decision: only what differs from the delivered entry.

    Args:
        packs: as the site has them now.
        asked: the decision, its own values left out.
        values: by the name of the figure, typed or as they were typed; the others stay as the site has them.

    Raises:
        Invalid: there is no such entry or figure, or a value does not fit; `field` names the figure.
        Refused: the entry is law.
    """
    base = delivered_entry(packs, asked.pack, asked.sort, asked.entry, asked.effective_from)
    if is_law(base):
        raise Refused(
            N_("“{rule}” is law: {source}. A facility cannot change it."),
            field="rule",
            rule=base.text,
            source=cited(base.source).text,
        )
    figures = {one.name: one for one in figures_of(asked.pack, asked.sort, base)}
    for name in values:
        if name not in figures:
            text = N_("This rule has no figure {name} to change. It has: {names}.")
            raise Invalid(text, field=name, name=name, names=listed(figures))
    before = latest(packs.changes, asked)
    wanted = {
        name: plain_of(read_figure(figures[name], given))
        for name, given in {**(before.plain if before else {}), **values}.items()
        if name in figures
    }
    differing = {name: plain for name, plain in wanted.items() if plain != plain_of(figures[name].value)}
    kept = msgspec.json.encode(differing, order="sorted").decode()
    if kept == (before.values if before else "{}"):
        raise Invalid(N_("Nothing would change: the rule is so already on this day."), field="rule")
    change = RuleChange(asked.pack, asked.sort, asked.entry, kept, asked.effective_from, asked.reason)
    try:
        changed(base, change, packs.kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise Invalid(N_("The figures do not fit this rule: {what}"), field="rule", what=str(error)) from error
    others = (one for one in packs.changes if (one.place, one.effective_from) != (change.place, change.effective_from))
    refuse_contradiction(Packs(packs.kind, (*others, change)), calendar, change.pack, change.effective_from)
    return change


def latest(changes: Iterable[RuleChange], asked: RuleChange) -> RuleChange | None:
    """The decision on the same entry that holds on the day of another."""
    same = [one for one in changes if one.place == asked.place and one.effective_from <= asked.effective_from]
    return max(same, key=lambda one: one.effective_from, default=None)


def refuse_contradiction(packs: Packs, calendar: FacilityCalendar, pack: str, first: date) -> None:
    """Look at a pack as the site would have it from a day on, on each day from which something changes.

    Raises:
        Invalid: its figures contradict each other.
    """
    sited: Any = laid_over(_shelved(pack).load(), pack, packs.kind, packs.changes)
    days = {one.effective_from for one in packs.changes if one.pack == pack} | {first}
    for day in sorted(day for day in days if day >= first):
        refuse_nonsense(pack, sited, packs.kind, calendar, day)


def _shelved(pack: str) -> ShelvedPack[Any]:
    found = next((one for one in shelved_packs() if one.name == pack), None)
    if found is None:
        raise Invalid(N_("There is no pack {pack} that a facility can change."), field="pack", pack=pack)
    return found
