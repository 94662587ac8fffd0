"""Whom or what a rule speaks of."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID


class SubjectKind(Enum):
    """What a subject is."""

    PERSON = "person"
    STAFF = "staff"
    CELL = "cell"
    THING = "thing"
    """A row of a list: an area, a device, a kind of material; or an entry of a register."""
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something that a finding is about, as it is shown: names repeat, so the number goes with them.

    Attributes:
        number: the number in the facility, of staff the police or staff number, of a cell its code.
        cell: the code of the cell in which a person lives; empty where there is none.
    """

    kind: SubjectKind
    id: UUID
    name: str
    number: str = ""
    cell: str = ""

    @property
    def text(self) -> str:
        """Name and number, the same in every language."""
        return f"{self.name} ({self.number})" if self.number and self.number != self.name else self.name
