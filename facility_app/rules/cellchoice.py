"""Which kinds of cells are proposed to whom: an order of proposals, which forbids nothing."""

from db.values import CellKind

_APART = frozenset({CellKind.ISOLATION, CellKind.SEPARATE, CellKind.INFIRMARY})
"""For those who are isolated, observed or held separately."""
_BY_ORDER = frozenset({CellKind.ISOLATION, CellKind.SEPARATE, CellKind.DISCIPLINARY})
"""Nobody comes into one without an order of his or her own."""


def preference(kind: CellKind, *, is_new: bool, is_apart: bool) -> int | None:
    """How soon a cell of a kind is proposed to somebody, the first ones 0; None: it is not proposed.

    A newcomer begins in a transition cell (过渡监室), and everybody else leaves its beds to newcomers.

    Args:
        is_new: he or she has no bed yet.
        is_apart: he or she is isolated, observed or held separately.
    """
    if is_apart:
        return None if kind is CellKind.DISCIPLINARY else int(kind not in _APART)
    if kind in _BY_ORDER:
        return None
    if kind is CellKind.INFIRMARY:
        return 2
    return int((kind is CellKind.TRANSITION) is not is_new)
