"""The queries by which the readings of rounds are read; each branch of them has an index of its own."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, bindparam, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from db.tables import Reading

_COLUMNS = (
    *("id", "round_id", "custody_id", "staff_id", "recheck_of_id"),
    *("taken_at", "celsius", "body_site", "device", "is_mean", "recorded_at", "taken_by_id", "symptoms", "remark"),
)


def reading_rows(
    session: Session, rounds: Sequence[UUID], only: Sequence[UUID] | None = None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The valid first readings of some rounds and their rechecks, of everybody or of some.

    A row has: id, round, custody, staff, what it is a recheck of, taken at, degrees, site, device, whether a mean,
    recorded at, taken by, symptoms, remark.
    """
    told = {"rounds": rounds} if only is None else {"rounds": rounds, "only": only}
    return session.execute(_readings(of_some=only is not None), told).all()


@lru_cache
def _readings(*, of_some: bool) -> CompoundSelect[Any]:
    """First readings and rechecks, of people and of staff.

    Made once, to be given `rounds` and, of some, `only`: to make it takes longer than to write a reading.
    """
    first, recheck = aliased(Reading), aliased(Reading)
    branches = []
    for subject in (first.custody_id, first.staff_id):
        firsts = (
            first.round_id.in_(bindparam("rounds", expanding=True)),
            subject.in_(bindparam("only", expanding=True)) if of_some else subject.is_not(None),
            first.recheck_of_id.is_(None),
            first.voided_at.is_(None),
        )
        branches.append(select(*(getattr(first, name) for name in _COLUMNS)).where(*firsts))
        rechecks = select(*(getattr(recheck, name) for name in _COLUMNS))
        branches.append(
            rechecks.join(first, recheck.recheck_of_id == first.id).where(*firsts, recheck.voided_at.is_(None))
        )
    return union_all(*branches)


_NEVER = (Decimal("-273.1"), Decimal("1000"))


def far_or_again(
    session: Session, rounds: Collection[UUID], later: Collection[UUID], far: tuple[Decimal, Decimal] | None
) -> set[UUID]:
    """Who had a reading of some rounds that was so low or so high, or that was made again in a later round.

    Args:
        far: the highest of the low values, and the lowest of the high ones; None: no value is far.
    """
    low, high = far or _NEVER
    told = {"rounds": list(rounds), "later": list(later), "low": low, "high": high}
    return set(session.scalars(_far_or_again(), told))


@lru_cache
def _far_or_again() -> CompoundSelect[Any]:
    first, recheck = aliased(Reading), aliased(Reading)
    low, high = bindparam("low", type_=Reading.celsius.type), bindparam("high", type_=Reading.celsius.type)
    branches = []
    for subject in (first.custody_id, first.staff_id):
        firsts = (
            first.round_id.in_(bindparam("rounds", expanding=True)),
            subject.is_not(None),
            first.recheck_of_id.is_(None),
            first.voided_at.is_(None),
        )
        branches.append(select(subject).where(*firsts, or_(first.celsius <= low, first.celsius >= high)))
        again = select(subject).join(recheck, recheck.recheck_of_id == first.id)
        is_later = recheck.round_id.in_(bindparam("later", expanding=True))
        branches.append(
            again.where(
                *firsts, recheck.voided_at.is_(None), or_(is_later, recheck.celsius <= low, recheck.celsius >= high)
            )
        )
    return union_all(*branches)
