"""One thing that is to be done, and how it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from facility_app.core.phrases import Phrase
from facility_app.core.subjects import Subject, SubjectKind


class DueState(Enum):
    """How something stands at an instant."""

    OVERDUE = "overdue"
    DUE = "due"
    DONE = "done"


def state_of(due: datetime, at: datetime, *, is_done: bool) -> DueState:
    """How something stands that is to be done by some time."""
    if is_done:
        return DueState.DONE
    return DueState.OVERDUE if at >= due else DueState.DUE


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that is to be done: derived whenever it is asked for, never stored.

    Attributes:
        kind: what sort of thing, for scripts: a round, a recheck, a talk, a term, a register's name.
        rule: id of the rule by which it is due.
        words: what is to be done, and how far it is.
        each: what is to be done with any one of `people`, where `words` count several; None: `words` say it.
        people: whom it still concerns, by name.
        responsible: who is to see to it, where that is known.
        done, expected: how far it is, where it is counted; `of` says of whom, where that is not one subject.
        is_alarm: whether it is to be acted on at once.
    """

    kind: str
    rule: str
    subject: Subject
    due: datetime
    state: DueState
    words: Phrase
    people: tuple[Subject, ...] = ()
    responsible: Subject | None = None
    done: int | None = None
    expected: int | None = None
    of: SubjectKind | None = None
    is_alarm: bool = False
    each: Phrase | None = None

    def concerns(self, person_id: UUID) -> bool:
        """Whether it is about somebody, alone or among others."""
        return self.subject.id == person_id or any(one.id == person_id for one in self.people)

    def words_for(self, person_id: UUID) -> Phrase:
        """What is to be done with somebody whom it concerns."""
        return self.words if self.each is None or self.subject.id == person_id else self.each
