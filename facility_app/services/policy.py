"""What the site decides otherwise than the rule packs propose: read, changed and taken back, each with a reason."""

from collections.abc import Mapping
from datetime import date

from db.tables import SitePolicy
from db.values import Invalid
from facility_app.access import Desk, act
from facility_app.acts.site_policy import refuse_judged
from facility_app.facts.facility import facility_facts
from facility_app.facts.site_policy import PolicyFacts, decisions_on, policy_facts
from facility_app.rules.shelf import Packs
from facility_app.rules.sitedecisions import decided, refuse_contradiction
from facility_app.rules.siterules import RuleChange
from resources.text import N_


@act()
def see_policy(desk: Desk, day: date | None = None) -> PolicyFacts:
    """Every rule with its delivered figures, those of the site, since when, why and by whom.

    Args:
        day: None: today.
    """
    with desk.store.reading() as session:
        facility = facility_facts(session)
        return policy_facts(session, facility, day or facility.calendar.day_of(desk.store.clock()))


@act()
def change_rule(
    desk: Desk, pack: str, sort: str, rule: str, values: Mapping[str, object], effective_from: date, reason: str
) -> int:
    """Decide otherwise on some figures of a rule from a day on; returns the act's number, by which it can be undone.

    A decision on the same rule from the same day is replaced. Figures as they are delivered end the difference.

    Args:
        values: by the name of the figure; the others stay as the site has them.

    Raises:
        Invalid: there is no such rule or figure, a value does not fit, or no reason was given; `field` names it.
        Refused: the rule is law, or a day from which it would hold is closed.
    """
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    with desk.act(N_("Change a rule")) as work:
        facility = facility_facts(work.session)
        refuse_judged(work.session, effective_from)
        asked = RuleChange(pack, sort, rule, "{}", effective_from, reason.strip())
        change = decided(facility.packs, facility.calendar, asked, values)
        before = decisions_on(work.session, change)
        if before is not None:
            work.void(before, change.reason)
        work.add(
            SitePolicy(
                pack=pack,
                sort=sort,
                entry=rule,
                values=change.values,
                effective_from=effective_from,
                reason=change.reason,
            )
        )
        return work.transaction


@act()
def withdraw_rule_change(desk: Desk, pack: str, sort: str, rule: str, effective_from: date, reason: str) -> int:
    """Take a decision back, as though it had not been made; returns the act's number, by which it can be undone.

    Raises:
        Invalid: there is none on this rule from this day, no reason was given, or what is left contradicts itself.
        Refused: a closed day was judged by it: then the delivered figures are decided on from a later day.
    """
    with desk.act(N_("Take a change of a rule back")) as work:
        facility = facility_facts(work.session)
        change = RuleChange(pack, sort, rule, "{}", effective_from)
        row = decisions_on(work.session, change)
        if row is None:
            raise Invalid(N_("There is no change of this rule from {day}."), field="effective_from", day=effective_from)
        refuse_judged(work.session, effective_from)
        work.void(row, reason)
        left = (one for one in facility.changes if (one.place, one.effective_from) != (change.place, effective_from))
        refuse_contradiction(Packs(facility.kind, tuple(left)), facility.calendar, pack, effective_from)
        return work.transaction
