"""What a site decides otherwise is laid over a delivered pack, from a day on, and never over a law."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from db.values import FacilityKind, Invalid, Refused
from facility_app.rules.entries import in_force, the
from facility_app.rules.rounds import Window
from facility_app.rules.rulefields import FigureSort, figures_of, read_figure
from facility_app.rules.shelf import Packs, packs_of, shelved_packs
from facility_app.rules.sitedecisions import decided
from facility_app.rules.siterules import RuleChange, changed, is_law
from tests.rules.people import CALENDAR, JLS, KSS, MONDAY

TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY - timedelta(days=1)


def change(pack: str, sort: str, entry: str, values: str, day: date = TUESDAY) -> RuleChange:
    return RuleChange(pack, sort, entry, values, day, "夏季作息")


def decide(place: tuple[str, str, str], values: dict[str, object], *before: RuleChange) -> RuleChange:
    return decided(Packs(KSS, before), CALENDAR, RuleChange(*place, "{}", TUESDAY, "夏季作息"), values)


MORNING = ("rounds.toml", "window", "am")
EARLIER = change(*MORNING, '{"closes":"08:30:00","opens":"06:30:00"}')


def morning(packs: Packs, day: date, kind: FacilityKind = KSS) -> Window:
    return the(in_force(packs.rounds.window, day, kind), "am")


def test_window_of_the_site_holds_from_its_day_on_and_not_before() -> None:
    packs = Packs(KSS, (EARLIER,))
    assert (morning(packs, MONDAY).opens, morning(packs, MONDAY).closes) == (time(7), time(9))
    assert (morning(packs, TUESDAY).opens, morning(packs, TUESDAY).closes) == (time(6, 30), time(8, 30))
    assert morning(packs, TUESDAY).early_minutes == 90
    assert "夏季作息" in morning(packs, TUESDAY).source


def test_other_entries_packs_and_kinds_of_facility_stay_as_they_are_delivered() -> None:
    packs, delivered = Packs(KSS, (EARLIER,)), Packs(KSS)
    assert in_force(packs.rounds.window, TUESDAY, KSS)[1] == in_force(delivered.rounds.window, TUESDAY, KSS)[1]
    assert packs.talks is delivered.talks
    assert morning(packs, TUESDAY, JLS).opens == morning(delivered, TUESDAY, JLS).opens == time(7)


def test_order_of_the_pack_stays() -> None:
    ids = [one.id for one in in_force(Packs(KSS, (EARLIER,)).rounds.window, TUESDAY, KSS)]
    assert ids == ["am", "pm"]


def test_later_decision_takes_the_place_of_an_earlier_one_and_an_empty_one_brings_the_delivered_back() -> None:
    wednesday, thursday = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)
    packs = Packs(
        KSS,
        (
            EARLIER,
            change(*MORNING, '{"early_minutes":30}', wednesday),
            change(*MORNING, "{}", thursday),
        ),
    )
    assert morning(packs, TUESDAY).opens == time(6, 30)
    assert (morning(packs, wednesday).opens, morning(packs, wednesday).early_minutes) == (time(7), 30)
    back, delivered = morning(packs, thursday), morning(Packs(KSS), thursday)
    assert (back.opens, back.closes, back.early_minutes, back.source) == (
        *(delivered.opens, delivered.closes, delivered.early_minutes),
        delivered.source,
    )


def test_entry_that_is_switched_off_is_no_longer_in_force() -> None:
    off = change("rounds.toml", "reason", "outdoors", '{"active":false}')
    reasons = [in_force(Packs(KSS, (off,)).rounds.reason, day, KSS) for day in (MONDAY, TUESDAY)]
    assert [any(one.id == "outdoors" for one in found) for found in reasons] == [True, False]


def test_law_that_comes_after_a_decision_is_not_overruled_by_it() -> None:
    law = change("separation.toml", "separation", "separation.sex", '{"active":false}')
    assert any(one.id == "separation.sex" for one in in_force(Packs(KSS, (law,)).separation.separation, TUESDAY, KSS))


def test_decision_that_no_longer_fits_leaves_the_delivered_rule() -> None:
    stale = change(*MORNING, '{"grace_minutes":5}')
    assert morning(Packs(KSS, (stale,)), TUESDAY).opens == time(7)


def test_same_changes_give_the_same_packs_and_none_the_delivered_ones() -> None:
    assert packs_of(KSS, (EARLIER,)) is packs_of(KSS, (EARLIER,))
    assert packs_of(KSS, (EARLIER,)).rounds is packs_of(KSS, (EARLIER,)).rounds
    assert [getattr(packs_of(KSS, ()), one.name[:-5]) is one.load() for one in shelved_packs()] == [True] * len(
        shelved_packs()
    )


def test_decision_keeps_only_what_differs() -> None:
    kept = decide(MORNING, {"opens": "06:30", "closes": "09:00", "early_minutes": 90})
    assert kept.values == '{"opens":"06:30:00"}'


def test_figures_that_are_not_given_stay_as_the_site_has_them() -> None:
    earlier = change(*MORNING, '{"opens":"06:30:00"}', MONDAY)
    assert decide(MORNING, {"closes": "08:30"}, earlier).values == '{"closes":"08:30:00","opens":"06:30:00"}'


SITE = ("thresholds.toml", "site", "axillary")
QUOTA = ("talks.toml", "quota", "talks.leader_weekly")


@pytest.mark.parametrize(
    ("place", "values", "field"),
    [
        (MORNING, {"opens": "half past six"}, "opens"),
        (MORNING, {"opens": 630}, "opens"),
        (MORNING, {"early_minutes": "soon"}, "early_minutes"),
        (MORNING, {"early_minutes": True}, "early_minutes"),
        (MORNING, {"early_minutes": 241}, "early_minutes"),
        (MORNING, {"early_minutes": -1}, "early_minutes"),
        (MORNING, {"zh": "  "}, "zh"),
        (MORNING, {"grace": 5}, "grace"),
        (MORNING, {"id": "noon"}, "id"),
        (MORNING, {"effective_from": "2020-01-01"}, "effective_from"),
        (MORNING, {"opens": "09:30"}, "closes"),
        (MORNING, {"closes": "17:30"}, "opens"),
        (MORNING, {"opens": "07:00"}, "rule"),
        (SITE, {"fever.value": "3.73"}, "fever.value"),
        (SITE, {"fever.value": "33.0"}, "fever.value"),
        (SITE, {"fever.value": "NaN"}, "fever.value"),
        (("thresholds.toml", "site", "ear"), {"fever_of_mean.value": "31.0"}, "fever_of_mean.value"),
        (SITE, {"fever.relation": "!="}, "fever.relation"),
        (SITE, {"active": False}, "active"),
        (QUOTA, {"per_week": 22}, "per_week"),
        (QUOTA, {"by": "other"}, "by"),
        (("thresholds.toml", "recheck", "temperatures.recheck"), {"after_minutes": 45}, "until_minutes"),
        (("thresholds.toml", "grade", "moderate_fever"), {"limit.value": "39.5"}, "limit.value"),
        (("thresholds.toml", "band", "accepted"), {"high": "46"}, "high"),
        (("thresholds.toml", "band", "accepted"), {"low": "29"}, "low"),
        (("thresholds.toml", "jump", "temperatures.jump"), {"degrees": "0"}, "degrees"),
        (SITE, {"fever.relation": "<"}, "fever.relation"),
        (("thresholds.toml", "grade", "hypothermia"), {"limit.relation": ">="}, "limit.relation"),
        (("clusters.toml", "cluster", "clusters.skin"), {"least": 0}, "least"),
        (("clusters.toml", "cluster", "clusters.skin"), {"within_hours": 0}, "within_hours"),
        (("isolation.toml", "milestone", "isolation.medical_review"), {"again_every": 0}, "again_every"),
        (("care.toml", "case", "care.case"), {"looks_back_days": 0}, "looks_back_days"),
        (("care.toml", "follow_up", "care.follow_up"), {"else_minutes": 0}, "else_minutes"),
        (("quality.toml", "transposed", "quality.transposed"), {"least_readings": 0}, "least_readings"),
        (("quality.toml", "copied", "quality.copied"), {"least_in_cell": 0}, "least_in_cell"),
        (("rounds.toml", "window", "noon"), {"opens": "12:00"}, "rule"),
        (("rounds.toml", "windows", "am"), {"opens": "12:00"}, "sort"),
        (("access.toml", "act", "policy.change_rule"), {"all": "officer"}, "pack"),
    ],
)
def test_value_of_another_sort_or_without_sense_is_named(
    place: tuple[str, str, str], values: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        decide(place, values)
    assert refused.value.field == field


def test_last_round_of_the_day_cannot_be_switched_off() -> None:
    off = change("rounds.toml", "window", "pm", '{"active":false}', MONDAY)
    with pytest.raises(Invalid, match="One round a day has to stay"):
        decide(MORNING, {"active": False}, off)


def test_change_that_would_contradict_a_later_one_is_refused_now() -> None:
    later = change("rounds.toml", "window", "pm", '{"opens":"10:00:00"}', TUESDAY + timedelta(days=7))
    with pytest.raises(Invalid, match="Two rounds cannot be open at once"):
        decide(MORNING, {"closes": "10:30"}, later)


@pytest.mark.parametrize(
    "place",
    [
        ("separation.toml", "separation", "separation.sex"),
        ("documents.toml", "gate", "documents.admits"),
        ("release.toml", "exit", "released"),
        ("clusters.toml", "cluster", "clusters.covid"),
    ],
)
def test_law_is_not_changed_by_a_facility(place: tuple[str, str, str]) -> None:
    with pytest.raises(Refused, match="is law"):
        decide(place, {"zh": "本所另定"})


@pytest.mark.parametrize(
    ("place", "values"),
    [
        (SITE, {"fever.value": "37.0"}),
        (QUOTA, {"per_week": 3}),
        (("thresholds.toml", "jump", "temperatures.jump"), {"degrees": "1.5"}),
        (("thresholds.toml", "recheck", "temperatures.recheck"), {"until_minutes": 20}),
        (("rounds.toml", "reason", "outdoors"), {"active": False}),
        (("rounds.toml", "reason", "other"), {"zh": "其他原因", "en": "Other reason"}),
        (("ledger.toml", "section", "away"), {"zh": "外出及就医人员"}),
        (("talks.toml", "kind", "after_lawyer"), {"within_hours": 48}),
    ],
)
def test_local_defaults_of_every_pack_may_be_decided_otherwise(
    place: tuple[str, str, str], values: dict[str, object]
) -> None:
    kept = decide(place, values)
    assert set(kept.plain) == set(values)


def test_figures_of_every_open_entry_are_read_back_as_they_are() -> None:
    for shelved in shelved_packs():
        pack = shelved.load()
        for sort in type(pack).__struct_fields__:
            for entry in getattr(pack, sort):
                for one in figures_of(shelved.name, sort, entry):
                    assert read_figure(one, one.value) == one.value, (shelved.name, entry.id, one.name)
                if not is_law(entry):
                    untouched = change(shelved.name, sort, entry.id, "{}")
                    assert changed(entry, untouched, KSS).words == entry.words


def test_full_width_colon_and_both_words_for_yes_are_read() -> None:
    figures = {one.name: one for one in figures_of(*MORNING[:2], morning(Packs(KSS), MONDAY))}
    assert read_figure(figures["opens"], "6：30") == time(6, 30)
    assert [read_figure(figures["active"], word) for word in ("是", "no")] == [True, False]
    assert figures["opens"].sort is FigureSort.TIME and figures["early_minutes"].high == Decimal(240)
