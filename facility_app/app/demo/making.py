"""Making a fictional facility with its history, by the services that a real one uses."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.location import Location
from facility_app.app.demo.accounts import ADMIN, BORROWED, PASSWORD, DemoAccount, founder, open_accounts
from facility_app.app.demo.grounds import NAMES
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.site import cells_for, staff_for
from facility_app.app.demo.story import live, live_so_far, open_facility, staff_chance
from facility_app.app.demo.storytime import StoryClock, StoryDay
from facility_app.app.demo.wish import CALENDAR, DemoWish, last_day
from facility_app.app.founding import NewFacility, found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.app.places import DemoLogin, DemoLogins, keep_demo_logins
from facility_app.services import accounts

Progress = Callable[[date, int, int], None]
"""Told of each day that is closed: the day, how many are, and of how many."""
Living = Callable[[Scene, StoryDay], None]
"""Works one day and closes it."""

_BEGINS = "00:05"
_STORY_TOLD = "虚构故事已讲完，交还临时角色"


@dataclass(frozen=True, slots=True)
class DemoMade:
    """A fictional facility.

    Attributes:
        first, last: its first and its last closed day.
        held: how many people are held after the last one.
    """

    name: str
    first: date
    last: date
    held: int
    accounts: tuple[DemoAccount, ...]
    recovery_code: str


def _say_nothing(_day: date, _count: int, _of: int) -> None:
    pass


def make_demo(
    location: Location,
    wish: DemoWish,
    machine: Machine,
    progress: Progress = _say_nothing,
    living: Living = live,
) -> DemoMade:
    """Make a fictional facility in a new place.

    The same wish makes the same people, figures and ledger texts; what is random by design differs: the identifiers,
    the salts and hashes of the journal, its head, the hashes of the file, one-time codes and the recovery code.

    Raises:
        Invalid: a figure of the wish cannot be; `field` names it.
        Refused: there is a store already, or the place is a network share.
        Unavailable: the place cannot be written or reached.
    """
    until = last_day(wish, machine.clock())
    story = [StoryDay(CALENDAR, until - timedelta(days=back)) for back in range(wish.days - 1, -1, -1)]
    clock = StoryClock(story[0].at(_BEGINS))
    in_story = replace(machine, clock=clock)
    head = staff_for(wish.staff, cells_for(wish.kind, wish.people), staff_chance(wish.seed))[0]
    new = NewFacility(NAMES[wish.kind], wish.kind, ADMIN, head.name, head.number, is_fictional=True)
    code = found(location, new, PASSWORD, in_story)
    desk = log_in(location, ADMIN, PASSWORD, in_story)
    try:
        for role in BORROWED:
            accounts.grant_role(desk, ADMIN, role)
        scene = open_facility(desk, clock, wish.kind, wish.people, wish.staff, wish.seed, story[0])
        for count, day in enumerate(story, start=1):
            living(scene, day)
            progress(day.day, count, len(story))
        if wish.today:
            live_so_far(scene, StoryDay(CALENDAR, until + timedelta(days=1)), machine.clock())
        for role in BORROWED:
            accounts.revoke_role(desk, ADMIN, role, _STORY_TOLD)
    finally:
        desk.store.close()
    staff = scene.rota.staff
    desk = log_in(location, ADMIN, PASSWORD, machine)
    try:
        others = open_accounts(desk, location, machine, staff)
    finally:
        desk.store.close()
    made = (founder(staff[0]), *others)
    logins = tuple(DemoLogin(one.login, one.name, one.roles) for one in made)
    keep_demo_logins(location, DemoLogins(PASSWORD, logins))
    return DemoMade(new.name, story[0].day, until, len(scene.inmates), made, code)
