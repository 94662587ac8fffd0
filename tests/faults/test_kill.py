"""A writer is killed at any moment; what it had acknowledged is there, and the store is sound."""

import random
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.amount import amount
from tests.faults.processes import processes
from tests.faults.trial import Trial, found_trial, look
from tests.faults.writer import Mark, Stage, numbers, read_mark, rest_of, write_until_killed

_MS = 1_000_000
WITHIN_NS = 5 * _MS
"""A kill counts when it came this soon after an acknowledgement."""
_MOST_ACTS = 10
_CHECKPOINTS = (1_000, 12)
"""SQLite's own, and so early that every few commits include one."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill, as the writer's marks tell it."""

    acknowledged: tuple[int, ...]
    unanswered: int | None
    """The act whose COMMIT had begun and was not acknowledged."""
    after_ns: int
    """How long after an acknowledgement it came."""


def test_kill_loses_nothing_acknowledged_and_leaves_a_sound_store(tmp_path: Path) -> None:
    chance = random.Random(20_240_229)
    trial = found_trial(tmp_path)
    key = trial.key()
    wanted = amount(20, 200)
    kept: set[str] = set()
    inside = acknowledged = found_again = survived = run = late = 0
    while run - late < wanted:
        run += 1
        assert late < wanted, "this machine is too busy to kill within 5 ms"
        kill = _kill_a_writer(trial, run, chance, await_commit=chance.random() < 0.6)
        late += kill.after_ns > WITHIN_NS
        found = look(trial.path, key)
        assert found.damage == ()
        promised = {number for act in kill.acknowledged for number in numbers(run, act)}
        assert promised <= found.staff, f"run {run} lost {sorted(promised - found.staff)}"
        assert kept <= found.staff, f"run {run} lost what was there before"
        kept |= found.staff
        acknowledged += len(promised)
        found_again += len(promised & found.staff)
        if kill.after_ns <= WITHIN_NS and kill.unanswered is not None:
            inside += 1
            there = len(found.staff.intersection(numbers(run, kill.unanswered)))
            assert there in (0, len(numbers(run, 0))), "half an act was saved"
            survived += there > 0
    print(
        f"\nkills {wanted}, inside COMMIT {inside} (saved {survived}), acknowledged {acknowledged}, "
        f"found {found_again}; {late} more kills came later than 5 ms"
    )
    assert inside * 3 >= wanted


def _kill_a_writer(trial: Trial, run: int, chance: random.Random, *, await_commit: bool) -> Kill:
    ours, theirs = processes.Pipe(duplex=False)
    writer = processes.Process(target=write_until_killed, args=(trial, run, chance.choice(_CHECKPOINTS), theirs))
    writer.start()
    theirs.close()
    with ours:
        marks, moment = _marks_until(ours, chance, await_commit=await_commit)
        while time.monotonic_ns() < moment:
            pass
        killed_at = time.monotonic_ns()
        writer.kill()
        marks.extend(rest_of(ours))
    writer.join()
    acknowledged = [mark for mark in marks if mark.stage is Stage.ACKNOWLEDGED]
    last = max(mark.at for mark in acknowledged if mark.at <= killed_at)
    return Kill(
        tuple(mark.act for mark in acknowledged),
        marks[-1].act if marks[-1].stage is Stage.COMMIT_BEGINS else None,
        killed_at - last,
    )


def _marks_until(pipe: Connection, chance: random.Random, *, await_commit: bool) -> tuple[list[Mark], int]:
    """Read marks until the moment of the kill is settled; that moment, within 5 ms of an acknowledgement."""
    acts = chance.randint(1, _MOST_ACTS)
    marks: list[Mark] = []
    acknowledged_at, commit_takes = 0, _MS
    while True:
        mark = read_mark(pipe)
        marks.append(mark)
        if mark.stage is Stage.ACKNOWLEDGED:
            acknowledged_at, commit_takes = mark.at, mark.at - marks[-2].at
        if mark.act < acts or not acknowledged_at:
            continue
        if await_commit and mark.stage is Stage.COMMIT_BEGINS:
            moment = mark.at + int(chance.uniform(0, 0.9) * commit_takes)
        elif not await_commit and mark.stage is Stage.ACKNOWLEDGED:
            moment = mark.at + int(chance.uniform(0, 1) * WITHIN_NS)
        else:
            continue
        if time.monotonic_ns() < acknowledged_at + WITHIN_NS and moment < acknowledged_at + WITHIN_NS:
            return marks, moment
