"""What a rule has found: derived from the records whenever it is asked for, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from db.values import Role
from facility_app.core.phrases import Phrase, Words
from facility_app.core.subjects import Subject
from facility_app.rules.entries import RuleEntry


class Severity(Enum):
    """How much a finding weighs."""

    NOTE = "note"
    """To be known."""
    WARN = "warn"
    """To be done or looked into."""
    ALARM = "alarm"
    """To be acted on now."""
    HARD = "hard"
    """Stands against the act, unless somebody who may overrides it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that one rule says of one subject.

    Attributes:
        rule: id of the entry.
        title: the entry's name.
        explanation: what went in, the arithmetic, and what to do.
        article: law and article, or "local default", in English; `cited` gives it in both languages.
        due: until when (UTC); None where no instant is set.
        people: whom else it concerns.
        occasion: what tells two findings of one rule on one subject apart: a day, a window, a document.
        overridable_by: the roles that may act against it, with a reason; none of a `HARD` one: nobody.
        tells_procurator: whether the resident procurator sees that it was overridden.
    """

    rule: str
    title: Words
    subject: Subject
    severity: Severity
    explanation: Phrase
    article: str
    due: datetime | None = None
    people: tuple[Subject, ...] = ()
    occasion: str = ""
    overridable_by: frozenset[Role] = frozenset()
    tells_procurator: bool = False

    @property
    def key(self) -> str:
        """The same for the same finding whenever it is derived again."""
        return f"{self.rule}/{self.subject.kind.value}/{self.subject.id}/{self.occasion}"


def finding(
    rule: RuleEntry,
    subject: Subject,
    severity: Severity,
    explanation: Phrase,
    *,
    due: datetime | None = None,
    people: tuple[Subject, ...] = (),
    occasion: str = "",
) -> Finding:
    """What an entry says of a subject."""
    return Finding(rule.id, rule.words, subject, severity, explanation, rule.source, due, people, occasion)


def forbids(findings: tuple[Finding, ...]) -> bool:
    """Whether any of them stands against the act."""
    return any(one.severity is Severity.HARD for one in findings)
