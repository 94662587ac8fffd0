"""What a command answers, for people and for scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Answer:
    """One document for scripts, the same in lines for people, and the exit status."""

    document: Mapping[str, Any]
    lines: tuple[str, ...] = field(default=())
    status: int = 0


def as_json(document: Mapping[str, Any]) -> str:
    """The document as JSON, in which Chinese stays readable."""
    return msgspec.json.encode(document, enc_hook=str).decode()
