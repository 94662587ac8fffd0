"""What was typed of an intake, as the store keeps it until it is handed in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

PAGE = "intake"


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """An intake half done; `admitted` is the number of whoever waits for a bed only, with the name."""

    who: Mapping[str, str]
    papers: Sequence[Mapping[str, str]]
    more: Mapping[str, str]
    admitted: str = ""
    name: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        said = (*self.who.values(), *self.more.values(), *(text for one in self.papers for text in one.values()))
        return not self.admitted and not any(text not in ("", "no") for text in said)

    @property
    def body(self) -> str:
        """As the store keeps it; empty: nothing."""
        return "" if self.is_empty else json.dumps(asdict(self), ensure_ascii=False)


def draft_of(body: str) -> IntakeDraft | None:
    """A kept draft; None: there is none, or another version of the program wrote it."""
    try:
        known = json.loads(body)
        return IntakeDraft(known["who"], known["papers"], known["more"], known["admitted"], known["name"])
    except (ValueError, KeyError, TypeError):
        return None
