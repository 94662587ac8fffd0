"""What is seen of copied, hurried and mistyped readings, on a planted set (domain guide §3.3, issue 6).

The planted set: 200 people in cells of ten, with ten rounds before the one that is looked at. Everybody has a usual
value of his own, drawn from N(36.5, 0.21), and deviates from it by N(0, 0.13) each time, so that all readings together
are N(36.5, 0.25); values are rounded to tenths, and each is taken by one of two officers ten seconds after the last.
Into this are planted, each time one error:

* transposed: the last two figures exchanged (36.5 as 35.6; 36.6 cannot be told from itself and is passed over), or
  the first two (36.5 as 63.5);
* implausible: a figure forgotten or doubled, or a value that nobody has: 33.5, 43.0, 29.0, 46.0;
* copied: a cell or the whole round as in the round before, a cell as another cell, a cell all alike.
"""

from datetime import timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from facility_app.core.subjects import Subject, SubjectKind
from facility_app.rules.quality import RoundReading, quality_findings, quality_in_force
from facility_app.rules.qualitypack import quality_rules
from facility_app.rules.temperatures import Reading, fever_rules
from facility_app.rules.thresholds import symptom_rules, threshold_rules
from tests.rules.people import KSS, MONDAY, at, person, staff

RULES = quality_in_force(quality_rules(), fever_rules(threshold_rules(), symptom_rules(), MONDAY, KSS), MONDAY, KSS)
FACILITY = Subject(SubjectKind.FACILITY, UUID(int=1), "示例看守所")
AT = at("2026-03-02 07:30")
PEOPLE, TO_A_CELL, ROUNDS = 200, 10, 10


def reading(n: int, celsius: Decimal, half_days_ago: int = 0) -> Reading:
    when = AT - timedelta(hours=12 * half_days_ago) + timedelta(seconds=10 * n)
    return Reading(person(n), celsius, "axillary", when, staff(n % 2).id, "T1")


def planted(seed: int) -> list[RoundReading]:
    """One round without an error."""
    chance = Random(seed)
    found = []
    for n in range(PEOPLE):
        own = chance.gauss(36.5, 0.21)
        values = [Decimal(round(chance.gauss(own, 0.13), 1)).quantize(Decimal("0.1")) for _round in range(ROUNDS + 1)]
        earlier = tuple(reading(n, celsius, ROUNDS - place) for place, celsius in enumerate(values[:-1]))
        code = str(101 + n // TO_A_CELL)
        cell = Subject(SubjectKind.CELL, UUID(int=90_000 + n // TO_A_CELL), code, code)
        found.append(RoundReading(reading(n, values[-1]), cell, earlier, earlier[-1]))
    return found


def with_values(readings: list[RoundReading], values: dict[int, Decimal]) -> list[RoundReading]:
    return [
        RoundReading(reading(n, values.get(n, one.celsius)), one.cell, one.earlier, one.last_round)
        for n, one in enumerate(readings, int(readings[0].reading.subject.id))
    ]


def cell_of(readings: list[RoundReading], n: int) -> list[RoundReading]:
    first = n - n % TO_A_CELL
    return readings[first : first + TO_A_CELL]


def named(readings: list[RoundReading]) -> set[tuple[str, UUID]]:
    return {(one.rule, one.subject.id) for one in quality_findings(RULES, FACILITY, readings)}


def last_two(celsius: Decimal) -> Decimal:
    typed = str(celsius)
    return Decimal(f"{typed[0]}{typed[3]}.{typed[1]}")


def first_two(celsius: Decimal) -> Decimal:
    typed = str(celsius)
    return Decimal(f"{typed[1]}{typed[0]}.{typed[3]}")


def test_fewer_than_one_false_alarm_in_200_normal_readings() -> None:
    rounds = [planted(seed) for seed in range(20)]
    alarms = sum(len(quality_findings(RULES, FACILITY, one)) for one in rounds)
    assert alarms * 200 < sum(map(len, rounds))


def test_99_of_100_transposed_readings_are_caught() -> None:
    planted_errors = caught = 0
    for seed in range(3):
        readings = planted(seed)
        for n in range(PEOPLE):
            for wrong in (last_two(readings[n].celsius), first_two(readings[n].celsius)):
                if wrong == readings[n].celsius:
                    continue
                planted_errors += 1
                of_cell = with_values(cell_of(readings, n), {n: wrong})
                caught += any(subject == person(n).id for _rule, subject in named(of_cell))
    assert planted_errors > 900
    assert caught >= 0.99 * planted_errors


def test_99_of_100_implausible_readings_are_caught() -> None:
    planted_errors = caught = 0
    readings = planted(1)
    for n in range(PEOPLE):
        for wrong in map(Decimal, ("33.5", "43.0", "29.0", "46.0")):
            planted_errors += 1
            caught += ("quality.implausible", person(n).id) in named(with_values(readings[n : n + 1], {n: wrong}))
    assert caught >= 0.99 * planted_errors


def test_99_of_100_copied_cells_and_rounds_are_caught() -> None:
    planted_errors = caught = 0
    for seed in range(2):
        readings = planted(seed)
        for first in range(0, PEOPLE, TO_A_CELL):
            of_cell = range(first, first + TO_A_CELL)
            cell = readings[first].cell
            assert cell is not None
            other = (first + TO_A_CELL) % PEOPLE
            copies = (
                {n: readings[n].earlier[-1].celsius for n in of_cell},
                {n: readings[other + n - first].celsius for n in of_cell},
                dict.fromkeys(of_cell, Decimal("36.5")),
            )
            for values in copies:
                planted_errors += 1
                seen = named(with_values(readings, values))
                rules = {rule for rule, subject in seen if subject == cell.id or rule == "quality.repeated"}
                caught += bool(rules & {"quality.copied", "quality.repeated", "quality.alike"})
        whole = {n: one.earlier[-1].celsius for n, one in enumerate(readings)}
        partly = {n: value for n, value in whole.items() if n % 4}
        for values in (whole, partly):
            planted_errors += 1
            caught += ("quality.copied", FACILITY.id) in named(with_values(readings, values))
    assert caught >= 0.99 * planted_errors


def test_more_than_thirty_in_a_minute_by_one_person_are_seen_but_not_from_paper() -> None:
    def hurried(count: int, *, from_paper: bool = False) -> set[str]:
        taken = [
            Reading(person(n), Decimal("36.5") + Decimal(n % 7) / 10, "axillary", AT, staff(1).id) for n in range(count)
        ]
        return {
            one.rule
            for one in quality_findings(RULES, FACILITY, [RoundReading(one, is_backfilled=from_paper) for one in taken])
        }

    assert hurried(30) == set()
    assert hurried(31) == {"quality.pace"}
    assert hurried(31, from_paper=True) == set()


def test_a_change_of_two_degrees_is_seen_until_it_was_measured_again() -> None:
    before = reading(1, Decimal("36.4"), 1)
    jumped = RoundReading(reading(1, Decimal("38.4")), None, (before,), before)
    assert named([jumped]) == {("quality.jump", person(1).id)}
    assert named([RoundReading(jumped.reading, None, (before,), before, is_rechecked=True)]) == set()
    assert named([RoundReading(reading(1, Decimal("38.3")), None, (before,), before)]) == set()


def test_three_alike_in_a_cell_say_nothing_and_four_do() -> None:
    readings = planted(3)[:4]
    alike = with_values(readings, dict.fromkeys(range(4), Decimal("36.5")))
    assert "quality.alike" in {rule for rule, _subject in named(alike)}
    assert "quality.alike" not in {rule for rule, _subject in named(alike[:3])}
