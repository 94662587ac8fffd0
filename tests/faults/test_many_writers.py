"""Four processes write at once: nothing is refused, nothing is lost, and the chain has no gap."""

from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.journal import LOCAL_SITE, journal
from db.location import Location
from db.tables import AccessEvent, Staff
from db.values import AccessKind, DaybookError, Operation
from db.verify import verify
from facility_app.app.founding import found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.services import staff
from tests.faults.amount import amount
from tests.faults.processes import processes
from tests.faults.trial import FACILITY, LOGIN, PASSWORD

_WRITERS = 4


@pytest.mark.parametrize("acts", [amount(250, 1_000)])
def test_four_writers_at_once_are_all_kept_in_one_chain(place: Location, tmp_path: Path, acts: int) -> None:
    machine = Machine(state=tmp_path / "state", workstation="TRIAL-PC")
    found(place, FACILITY, PASSWORD, machine)
    refused = _write_from_all(place, machine, acts)
    desk = log_in(place, LOGIN, PASSWORD, machine)
    with desk.store.reading() as session:
        added = Staff.number != FACILITY.admin_number
        kept = set(session.scalars(select(Staff.number).where(added)))
        told = session.scalar(
            select(func.count())
            .select_from(journal)
            .join(Staff, journal.c.entity_id == Staff.id)
            .where(journal.c.op == Operation.INSERT.value, added)
        )
        first, last, entries = session.execute(
            select(func.min(journal.c.seq), func.max(journal.c.seq), func.count()).where(
                journal.c.site_no == LOCAL_SITE
            )
        ).one()
        verdict = verify(session.connection())
    desk.store.close()
    print(f"\n{_WRITERS} writers, {_WRITERS * acts} acts: kept {len(kept)}, refused {len(refused)}, entries {entries}")
    assert refused == []
    assert kept == {_number(writer, act) for writer in range(_WRITERS) for act in range(acts)}
    assert told == _WRITERS * acts
    assert (first, last) == (1, entries)
    assert verdict.ok, verdict.problems


def _number(writer: int, act: int) -> str:
    return f"W{writer}-{act}"


def _write_from_all(place: Location, machine: Machine, acts: int) -> list[str]:
    together = processes.Barrier(_WRITERS, timeout=60)
    results = _results(_write, [(place, machine, writer, acts, together) for writer in range(_WRITERS)])
    return [error for one in results for error in one]


def _results(act: Callable[..., None], arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
    """What processes that run at the same time each send over the pipe that they are given last."""
    pipes: list[Connection] = []
    running = []
    for one in arguments:
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=act, args=(*one, theirs))
        process.start()
        theirs.close()
        pipes.append(ours)
        running.append(process)
    results = [pipe.recv() for pipe in pipes]
    for process, pipe in zip(running, pipes, strict=True):
        pipe.close()
        process.join()
    return results


def _write(place: Location, machine: Machine, writer: int, acts: int, together: Barrier, report: Connection) -> None:
    desk = log_in(place, LOGIN, PASSWORD, machine)
    together.wait()
    refused = []
    for act in range(acts):
        try:
            staff.add_staff(desk, _number(writer, act), f"虚构{act}", "值班民警")
        except DaybookError as error:
            refused.append(f"{writer}-{act}: {error}")
    desk.store.close()
    report.send(refused)


_LOGINS = 8


def _log_in_and_report(place: Location, machine: Machine, together: Barrier, report: Connection) -> None:
    together.wait()
    try:
        log_in(place, LOGIN, PASSWORD, machine).store.close()
        report.send("")
    except DaybookError as error:
        report.send(str(error))


def test_right_password_at_eight_desks_at_once_opens_each(place: Location, tmp_path: Path) -> None:
    machine = Machine(state=tmp_path / "state", workstation="TRIAL-PC")
    found(place, FACILITY, PASSWORD, machine)
    together = processes.Barrier(_LOGINS, timeout=60)
    refused = _results(_log_in_and_report, [(place, machine, together)] * _LOGINS)
    desk = log_in(place, LOGIN, PASSWORD, machine)
    with desk.store.reading() as session:
        failed = session.scalar(
            select(func.count()).select_from(AccessEvent).where(AccessEvent.kind == AccessKind.FAILED_LOGINS)
        )
    desk.store.close()
    assert refused == [""] * _LOGINS
    assert failed == 0, "logins with the right password were journaled as failed"
