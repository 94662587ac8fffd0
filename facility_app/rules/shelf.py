"""Every rule of every pack, in one list to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from facility_app.core.phrases import Words
from facility_app.rules.access import PACK as ACCESS
from facility_app.rules.access import access_table
from facility_app.rules.documentpack import document_rules
from facility_app.rules.ledger import ledger_rules
from facility_app.rules.packs import Entry
from facility_app.rules.releasepack import release_rules
from facility_app.rules.rounds import round_rules
from facility_app.rules.separationpack import separation_rules
from facility_app.rules.talkpack import talk_rules
from facility_app.rules.thresholds import symptom_rules, threshold_rules

_PACKS = {
    "rounds.toml": round_rules,
    "thresholds.toml": threshold_rules,
    "symptoms.toml": symptom_rules,
    "separation.toml": separation_rules,
    "talks.toml": talk_rules,
    "documents.toml": document_rules,
    "release.toml": release_rules,
    "ledger.toml": ledger_rules,
}


@dataclass(frozen=True, slots=True)
class ShelfRule:
    """One entry of a pack; `sort` is the list of the pack in which it stands."""

    pack: str
    sort: str
    id: str
    words: Words
    source: str
    effective_from: date


def every_rule() -> tuple[ShelfRule, ...]:
    """The entries of every pack, in the order in which they stand there; the rights come last.

    Raises:
        Unavailable: a pack is not as it must be.
    """
    return tuple(_rules())


def _rules() -> Iterator[ShelfRule]:
    for name, load in _PACKS.items():
        pack = load()
        for sort in type(pack).__struct_fields__:
            entries = getattr(pack, sort)
            for one in entries if isinstance(entries, tuple) else ():
                yield _shelved(name, sort, one)
    for one in access_table().values():
        yield _shelved(ACCESS, "act", one)


def _shelved(pack: str, sort: str, one: Entry) -> ShelfRule:
    return ShelfRule(pack, sort, one.id, Words(one.en, one.zh), one.source, one.effective_from)
