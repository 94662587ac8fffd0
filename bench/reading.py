"""A table like that of temperature readings, and fictional readings to fill it with."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record
from db.types import Exact, new_id

PEOPLE = 380
_STAFF = 80
_BETWEEN_ROUNDS = timedelta(hours=12)
_BETWEEN_PEOPLE = timedelta(seconds=12)
_FIRST_ROUND = datetime(2026, 1, 1, 22, 30, tzinfo=UTC)


class BenchReading(Record):
    """One temperature of one person in one round."""

    __tablename__ = "bench_reading"

    person_id: Mapped[UUID]
    round_id: Mapped[UUID]
    staff_id: Mapped[UUID]
    taken_at: Mapped[datetime]
    celsius: Mapped[Decimal] = mapped_column(Exact(1))
    body_site: Mapped[str]
    device: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        Index("ix_bench_reading_person_id_taken_at", "person_id", "taken_at"),
        Index("ix_bench_reading_round_id_person_id", "round_id", "person_id"),
    )


def readings() -> Iterator[BenchReading]:
    """Readings without end: every person in turn, one round after the other, one in fifty with a note."""
    chance = random.Random(1)
    people = [new_id() for _ in range(PEOPLE)]
    staff = [new_id() for _ in range(_STAFF)]
    begins = _FIRST_ROUND
    while True:
        round_id, taker = new_id(), chance.choice(staff)
        for place, person_id in enumerate(people):
            yield BenchReading(
                person_id=person_id,
                round_id=round_id,
                staff_id=taker,
                taken_at=begins + place * _BETWEEN_PEOPLE,
                celsius=Decimal(chance.randint(358, 376)).scaleb(-1),
                body_site="forehead",
                device="IR-03",
                note="复测正常" if chance.random() < 0.02 else None,
            )
        begins += _BETWEEN_ROUNDS
