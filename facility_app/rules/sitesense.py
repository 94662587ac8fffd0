"""Whether the figures of a pack make sense together once a site has changed one of them."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from db.values import FacilityKind, Invalid
from facility_app.core.facilityday import FacilityCalendar
from facility_app.rules.entries import by_id, in_force
from facility_app.rules.rounds import RoundPack, Window
from facility_app.rules.thresholds import ThresholdPack
from resources.text import N_

GRADES = ("hypothermia", "low_fever", "moderate_fever", "high_fever", "extreme_fever")
"""From the lowest temperature up."""


def refuse_nonsense(name: str, pack: Any, kind: FacilityKind, calendar: FacilityCalendar, day: date) -> None:
    """Look at a pack as it would be from a day on.

    Raises:
        Invalid: figures contradict each other; `field` is the one to correct.
    """
    for error in _OBJECTIONS.get(name, _none)(pack, kind, calendar, day):
        raise error


def _none(_pack: Any, _kind: FacilityKind, _calendar: FacilityCalendar, _day: date) -> Iterator[Invalid]:
    return iter(())


def _rounds(pack: RoundPack, kind: FacilityKind, calendar: FacilityCalendar, day: date) -> Iterator[Invalid]:
    windows = sorted(in_force(pack.window, day, kind), key=lambda one: calendar.instant(day, one.opens))
    if not windows:
        yield Invalid(N_("One round a day has to stay. Switch another one on first."), field="active")
    for one in windows:
        if calendar.instant(day, one.opens) >= calendar.instant(day, one.closes):
            yield Invalid(
                N_("The round closes at {closes}, before it opens. Let it close after {opens}."),
                field="closes",
                **_times(one),
            )
    for before, after in pairwise(windows):
        if calendar.instant(day, before.closes) > calendar.instant(day, after.opens):
            yield Invalid(
                N_("“{round}” is open from {opens} to {closes}. Two rounds cannot be open at once."),
                field="opens",
                round=after.text,
                **_times(after),
            )


def _times(window: Window) -> dict[str, str]:
    return {"opens": f"{window.opens:%H:%M}", "closes": f"{window.closes:%H:%M}"}


def _thresholds(pack: ThresholdPack, kind: FacilityKind, _calendar: FacilityCalendar, day: date) -> Iterator[Invalid]:
    bands = by_id(in_force(pack.band, day, kind))
    accepted, confirmable = bands["accepted"], bands["confirmable"]
    believed = {"low": accepted.low, "high": accepted.high}
    if accepted.low >= accepted.high:
        yield Invalid(N_("What is believed cannot begin at {low} and end at {high}."), field="low", **believed)
    text = N_("What is believed ({low} to {high}) has to lie within what is believed once confirmed.")
    if confirmable.low > accepted.low:
        yield Invalid(text, field="low", **believed)
    if confirmable.high < accepted.high:
        yield Invalid(text, field="high", **believed)
    for site in in_force(pack.site, day, kind):
        for name, limit in (("fever.value", site.fever), ("fever_of_mean.value", site.fever_of_mean)):
            if limit is not None and not accepted.low < limit.value < accepted.high:
                text = N_("A fever limit has to lie between {low} and {high}, which is what is believed.")
                yield Invalid(text, field=name, **believed)
    for recheck in in_force(pack.recheck, day, kind):
        if recheck.after_minutes > recheck.until_minutes:
            text = N_("The second reading cannot be due after {until} minutes and not before {after}.")
            yield Invalid(text, field="until_minutes", until=recheck.until_minutes, after=recheck.after_minutes)
    grades = by_id(in_force(pack.grade, day, kind))
    for lower, higher in pairwise(one for one in GRADES if one in grades):
        if grades[lower].limit.value >= grades[higher].limit.value:
            text = N_("“{lower}” has to begin below “{higher}”.")
            yield Invalid(text, field="limit.value", lower=grades[lower].text, higher=grades[higher].text)


Objections = Callable[[Any, FacilityKind, FacilityCalendar, date], Iterator[Invalid]]
_OBJECTIONS: dict[str, Objections] = {"rounds.toml": _rounds, "thresholds.toml": _thresholds}
