"""The rules as the facility has them: `rules show`, `rules set` and `rules withdraw`."""

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from db.values import Invalid
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command, group
from facility_app.cli.typed import day_typed
from facility_app.facts.site_policy import Decision, PolicyLine
from facility_app.rules.citations import cited
from facility_app.rules.rulefields import plain_of
from facility_app.services import policy
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def show(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The rules, delivered and of the site."""
    with at_desk(asked, machine) as desk:
        found = policy.see_policy(desk, day_typed(desk, asked.day, "day"))
    wanted = tuple(_named(asked.rule)) if asked.rule else ()
    named = [one for one in found.lines if _place(one)[: len(wanted)] == wanted]
    if not named:
        raise Invalid(N_("There is no rule {rule} on this day."), field="rule", rule=asked.rule)
    lines = [one for one in named if one.differs or not asked.changed]
    return Answer(
        {"day": found.day, "first_open": found.first_open, "rules": [_rule(one) for one in lines]},
        tuple(text for one in lines for text in _told(one)) or (_("No rule was changed here."),),
    )


def change(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One rule decided otherwise."""
    values: dict[str, object] = {}
    for pair in asked.values:
        name, sign, value = pair.partition("=")
        if not sign:
            raise Invalid(N_("Give each figure as NAME=VALUE, such as opens=06:30."), field="values")
        values[name.strip()] = value
    with at_desk(asked, machine) as desk:
        since = day_typed(desk, asked.since, "effective_from")
        assert since is not None
        return _act(policy.change_rule(desk, *_full(asked.rule), values, since, asked.reason))


def withdraw(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A decision taken back."""
    with at_desk(asked, machine) as desk:
        since = day_typed(desk, asked.since, "effective_from")
        assert since is not None
        return _act(policy.withdraw_rule_change(desk, *_full(asked.rule), since, asked.reason))


def _act(number: int) -> Answer:
    return Answer({"act": number}, (_("Saved as act {number}.").format(number=number),))


def _place(one: PolicyLine) -> tuple[str, str, str]:
    return one.pack.removesuffix(".toml"), one.sort, one.id


def _named(text: str) -> Iterable[str]:
    return (part for part in text.replace(".toml", "").split("/", 2) if part)


def _full(text: str) -> tuple[str, str, str]:
    parts = tuple(_named(text))
    if len(parts) != 3:
        raise Invalid(N_("Name the rule as `rules show` does: rounds/window/am."), field="rule")
    return f"{parts[0]}.toml", parts[1], parts[2]


def _rule(one: PolicyLine) -> dict[str, Any]:
    return {
        "rule": "/".join(_place(one)),
        "en": one.words.en,
        "zh": one.words.zh,
        "source": one.source,
        "source_zh": cited(one.source).zh,
        "standing": one.standing.value,
        "effective_from": one.effective_from,
        "delivered": {each.name: plain_of(each.value) for each in one.figures},
        "site": {name: plain_of(value) for name, value in (one.site or {}).items()},
        "changed": _decision(one.since) if one.since else None,
        "coming": [_decision(each) for each in one.coming],
        "past": [_decision(each) for each in one.past],
    }


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "from": one.change.effective_from,
        "values": one.change.plain,
        "reason": one.change.reason,
        "by": one.by,
        "at": one.at,
        "closed": one.is_judged,
        "fits": one.fits,
    }


def _told(one: PolicyLine) -> Iterable[str]:
    yield f"{'/'.join(_place(one))}  {one.words.text}  [{cited(one.source).text}]"
    site = one.site or {}
    for each in one.figures:
        delivered, here = plain_of(each.value), plain_of(site.get(each.name, each.value))
        if here != delivered:
            yield "    " + _("{name} = {here}, delivered {delivered}").format(
                name=each.name, here=here, delivered=delivered
            )
    for decision in (*([one.since] if one.since else ()), *one.coming):
        text = _("from {day} by {by}: {values} ({reason})")
        yield "    " + text.format(
            day=decision.change.effective_from,
            by=decision.by,
            values=", ".join(f"{name}={value}" for name, value in decision.change.plain.items()) or _("as delivered"),
            reason=decision.change.reason,
        )


def arguments(commands: "Commands") -> None:
    """The arguments of these commands."""
    rules = group(commands, "rules", _("see the rules, and decide otherwise for the facility"))
    shown = command(rules, "show", _("list the rules, as delivered and as the facility has them"))
    shown.add_argument(
        "rule", nargs="?", metavar="RULE", help=_("only this one, or this pack: rounds/window/am, rounds")
    )
    shown.add_argument("--changed", action="store_true", help=_("only those that the facility has changed"))
    shown.add_argument("--day", metavar="DATE", help=_("as they are on a day; else today"))
    made = command(rules, "set", _("decide otherwise on figures of a rule"))
    made.add_argument("rule", metavar="RULE", help=_("as `rules show` names it: rounds/window/am"))
    made.add_argument("values", nargs="+", metavar="NAME=VALUE", help=_("a figure of it: opens=06:30"))
    taken = command(rules, "withdraw", _("take a decision back by which no closed day was judged"))
    taken.add_argument("rule", metavar="RULE", help=_("as `rules show` names it: rounds/window/am"))
    for each in (made, taken):
        each.add_argument(
            "--from", dest="since", required=True, metavar="DATE", help=_("the first day that is judged by it")
        )
        each.add_argument("--reason", required=True, metavar="TEXT", help=_("why; kept with it"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("rules", "show"): show,
    ("rules", "set"): change,
    ("rules", "withdraw"): withdraw,
}
