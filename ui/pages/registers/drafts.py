"""What was typed of a new entry and not handed in yet, one draft for each register."""

from collections.abc import Mapping

import msgspec

from facility_app.access import Desk
from facility_app.services import drafts


def read_draft(desk: Desk, register: str) -> Mapping[str, str]:
    """The texts of one's own draft, by the keys of the fields; empty: there is none."""
    body = drafts.read_draft(desk, _page(register))
    return msgspec.json.decode(body, type=dict[str, str]) if body else {}


def keep_draft(desk: Desk, register: str, texts: Mapping[str, str]) -> None:
    """Keep one's own draft in place of the one before; empty: it was handed in."""
    drafts.keep_draft(desk, _page(register), msgspec.json.encode(dict(texts)).decode() if texts else "")


def _page(register: str) -> str:
    return f"registers/{register}"
