"""What the pack of documents holds."""

from enum import Enum
from functools import cache

import msgspec

from facility_app.rules.entries import RuleEntry, load_rules

PACK = "documents.toml"


class Column(Enum):
    """Under which head of the population table a category is counted."""

    CRIMINAL_DETENTION = "criminal_detention"
    ARREST = "arrest"
    CONVICTED = "convicted"
    ADMINISTRATIVE_DETENTION = "administrative_detention"
    JUDICIAL_DETENTION = "judicial_detention"
    REHAB = "rehab"
    OTHER = "other"


class Category(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """On what legal ground somebody is held."""

    order: int
    """Later stages have higher numbers; of two documents of one date the later stage holds."""
    column: Column


class DocumentType(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One type of legal document."""

    category: str | None = None
    """The category that it gives from its date on; None: it changes none."""
    prints_term: bool = False
    """Whether an end of the term stands on it."""


class Admission(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One ground on which somebody may be admitted."""

    order: int
    category: str
    needs: tuple[frozenset[str], ...]
    """Document types: one out of each set."""
    accompanied_by: tuple[str, ...] = ()
    """Document types that come with them; asked for, not waited for."""


class GateRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is checked of a document at the gate."""


class DocumentPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about legal documents."""

    category: tuple[Category, ...]
    type: tuple[DocumentType, ...]
    admission: tuple[Admission, ...]
    gate: tuple[GateRule, ...]


@cache
def document_rules() -> DocumentPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, DocumentPack)
