"""What the board says of a cell, of somebody in it, and of a verdict: always a word and a shape."""

from dataclasses import dataclass

from facility_app.core.labels import role_label
from facility_app.core.phrases import listed
from facility_app.core.values import CellKind
from facility_app.exchange.choices import SEX_LABELS
from facility_app.exchange.words import CELL_KINDS
from facility_app.facts.cell_board import BoardCell, Occupant
from facility_app.rules.citations import cited
from facility_app.rules.separation import Verdict
from resources.text import _, ngettext
from ui.theme import State

_KINDS = {one.key: one.label for one in CELL_KINDS}


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape, a word, and the name of a colour of the palette."""

    shape: str
    word: str
    colour: str

    @property
    def text(self) -> str:
        """Shape and word."""
        return f"{self.shape} {self.word}"


def kind_name(kind: CellKind) -> str:
    """What kind of cell it is."""
    return _KINDS[kind.value].text


def kind_text(cell: BoardCell) -> str:
    """What kind of cell it is, and for whom."""
    parts = [kind_name(cell.kind)]
    if cell.sex is not None:
        parts.append(SEX_LABELS[cell.sex].text)
    if cell.for_minors:
        parts.append(_("minors"))
    return " · ".join(parts)


def room_text(cell: BoardCell) -> str:
    """How many live there of how many may, whether there is room, and how much floor each has."""
    full = fullness(cell)
    room = full.text if full else ngettext("{count} free", "{count} free", cell.free).format(count=cell.free)
    parts = [f"{len(cell.living)}/{cell.capacity}", room]
    if cell.m2_each is not None:
        parts.append(_("{area} m² each").format(area=f"{cell.m2_each:.1f}"))
    return " · ".join(parts)


def fullness(cell: BoardCell) -> Mark | None:
    """Whether a cell is full or holds too many; None: neither."""
    if cell.is_over:
        return Mark("▲", _("over capacity"), "red")
    if not cell.free:
        return Mark("●", _("full"), "amber")
    return None


def person_marks(one: Occupant) -> str:
    """The shapes of what is to be watched; `person_text` says them in words."""
    apart = State.ISOLATION.shape if one.is_apart else ""
    return apart + ("★" if one.is_key_person else "") + ("△" if one.is_minor else "")


def person_text(one: Occupant) -> str:
    """Somebody with what is to be watched, in words."""
    parts = [one.subject.text]
    if one.is_apart:
        parts.append(State.ISOLATION.shape + " " + _("isolation"))
    if one.is_key_person:
        parts.append("★ " + _("key person"))
    if one.is_minor:
        parts.append("△ " + _("minor"))
    if one.is_minor is None:
        parts.append(_("age not known"))
    return " · ".join(parts)


def verdict_mark(verdict: Verdict) -> Mark:
    """What the rules say of a cell, in a word."""
    if not verdict.is_allowed:
        if verdict.overridable_by:
            return Mark("▲", _("must be explained"), "red")
        return Mark("×", _("not allowed"), "red")
    if verdict.findings:
        return Mark("◆", _("allowed, with a warning"), "amber")
    return Mark("✓", _("allowed"), "green")


def verdict_text(verdict: Verdict) -> str:
    """What the rules say of a cell, with the reasons and their articles."""
    lines = [verdict_mark(verdict).text]
    lines += [f"{one.explanation.text} ({cited(one.article).text})" for one in verdict.findings]
    if not verdict.is_allowed and verdict.overridable_by:
        roles = listed(sorted(role_label(one) for one in verdict.overridable_by))
        lines.append(_("May be done all the same by: {roles}. The explanation is kept.").format(roles=roles))
    return "\n".join(lines)
