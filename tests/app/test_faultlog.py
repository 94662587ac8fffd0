"""The log of faults stays small."""

from facility_app.app.faultlog import FaultLog
from facility_app.app.machine import Machine


def test_log_of_faults_does_not_grow_for_ever(machine: Machine) -> None:
    log = FaultLog(machine)
    log.path.parent.mkdir(parents=True, exist_ok=True)
    log.path.write_text("x" * 300_000)
    log.write(ValueError())
    assert len(log.path.read_text("utf-8").splitlines()) == 1
