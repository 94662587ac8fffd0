"""What a printed ledger is worth, in words."""

from facility_app.facts.ledger_prints import PrintState, PrintVerdict
from resources.text import N_, _
from ui.theme import State

_WORDS = {
    PrintState.GENUINE: (State.DONE, N_("Genuine: printed here, and the day still says so.")),
    PrintState.ALTERED: (State.OVERDUE, N_("Altered: this is not what was printed here.")),
    PrintState.SUPERSEDED: (State.DUE, N_("Superseded: printed here, but the day says something else now.")),
}


def verdict_text(name: str, verdict: PrintVerdict) -> tuple[State, str]:
    """What to say of a file, and how it is marked."""
    state, words = _WORDS[verdict.state]
    lines = [f"{name}: {_(words)}", *(one.what.text for one in verdict.problems)]
    lines += [f"{one.name} · {_(one.title)} · {one.by}" for one in verdict.changes]
    return state, "\n".join(lines)
