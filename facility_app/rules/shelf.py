"""The rule packs side by side: as they are delivered, and as a site has them.

A pack is put on the shelf by one line of `Packs`: its name is that of the file without `.toml`, its value the function
that loads it. From then on a site sees and can change its entries, and whoever judges takes it from
`facility.packs`, never from the loading function, which knows nothing of the site. Which figures of its entries may be
changed, within which bounds, and which entries may be switched off, stands in `rulefields`.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, Self, TypeVar, overload

import msgspec

from db.values import FacilityKind
from facility_app.rules.carepack import care_rules
from facility_app.rules.clusters import cluster_rules
from facility_app.rules.documentpack import document_rules
from facility_app.rules.isolationpack import isolation_rules
from facility_app.rules.ledger import ledger_rules
from facility_app.rules.qualitypack import quality_rules
from facility_app.rules.releasepack import release_rules
from facility_app.rules.rounds import round_rules
from facility_app.rules.separationpack import separation_rules
from facility_app.rules.siterules import RuleChange, laid_over
from facility_app.rules.talkpack import talk_rules
from facility_app.rules.thresholds import symptom_rules, threshold_rules

P = TypeVar("P", bound=msgspec.Struct)


class ShelvedPack(Generic[P]):
    """One pack on the shelf: read from `Packs`, it is the pack as the site has it."""

    def __init__(self, load: Callable[[], P]) -> None:
        self.load = load
        self.name = ""

    def __set_name__(self, _owner: type[Any], name: str) -> None:
        self.name = f"{name}.toml"

    @overload
    def __get__(self, packs: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(self, packs: "Packs", owner: type[Any]) -> P: ...
    def __get__(self, packs: "Packs | None", owner: type[Any]) -> Self | P:
        if packs is None:
            return self
        if not packs.changes:
            return self.load()
        if self.name not in packs.kept:
            packs.kept[self.name] = laid_over(self.load(), self.name, packs.kind, packs.changes)
        pack: P = packs.kept[self.name]
        return pack


class Packs:
    """The rule packs of one site; each is laid over once, when it is first asked for."""

    rounds = ShelvedPack(round_rules)
    thresholds = ShelvedPack(threshold_rules)
    symptoms = ShelvedPack(symptom_rules)
    care = ShelvedPack(care_rules)
    clusters = ShelvedPack(cluster_rules)
    quality = ShelvedPack(quality_rules)
    separation = ShelvedPack(separation_rules)
    talks = ShelvedPack(talk_rules)
    documents = ShelvedPack(document_rules)
    release = ShelvedPack(release_rules)
    ledger = ShelvedPack(ledger_rules)
    isolation = ShelvedPack(isolation_rules)

    def __init__(self, kind: FacilityKind, changes: tuple[RuleChange, ...] = ()) -> None:
        self.kind = kind
        self.changes = changes
        self.kept: dict[str, Any] = {}


@lru_cache(maxsize=16)
def packs_of(kind: FacilityKind, changes: tuple[RuleChange, ...]) -> Packs:
    """The packs of a site; the same changes give the same packs."""
    return Packs(kind, changes)


def shelved_packs() -> tuple[ShelvedPack[Any], ...]:
    """Every pack that a site can change, in the order of the shelf."""
    return tuple(one for one in vars(Packs).values() if isinstance(one, ShelvedPack))
