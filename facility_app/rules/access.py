"""Who may do what: act × role × scope, default deny. The table is `access.toml`."""

from collections.abc import Collection
from enum import Enum
from functools import cache

import msgspec

from db.values import Role, Unavailable
from facility_app.rules.packs import Entry, load_pack
from resources.text import N_

PACK = "access.toml"


class Scope(Enum):
    """On whose records an act is allowed."""

    ALL = "all"
    OWN = "own"


class Act(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One act, and the roles that may do it. Its id is `module.function` of the service."""

    all: frozenset[Role] = frozenset()
    own: frozenset[Role] = frozenset()
    everybody_own: bool = False
    """Every account may do it on what is its own."""


class AccessPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of acts."""

    act: tuple[Act, ...]


@cache
def access_table() -> dict[str, Act]:
    """Every act by its id.

    Raises:
        Unavailable: the pack is not as it must be, or an act stands in it twice.
    """
    acts = load_pack(PACK, AccessPack).act
    table = {act.id: act for act in acts}
    if len(table) < len(acts):
        twice = next(act.id for act in acts if sum(other.id == act.id for other in acts) > 1)
        raise Unavailable(N_("Rule pack {file}: {what}"), field="rules", file=PACK, what=f"{twice} stands in it twice")
    return table


def scope_of(act: Act | None, roles: Collection[Role]) -> Scope | None:
    """How far an account with these roles may do an act; None: not at all."""
    if act is None:
        return None
    if act.all & frozenset(roles):
        return Scope.ALL
    if act.everybody_own or act.own & frozenset(roles):
        return Scope.OWN
    return None
