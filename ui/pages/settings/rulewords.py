"""The words for packs and figures of rules, and a figure as it is typed and read."""

from datetime import time
from decimal import Decimal

from facility_app.facts.site_policy import Decision, PolicyLine
from facility_app.rules.rulefields import Figure, FigureSort, RuleFigure
from resources.text import N_, _

PACKS = {
    "rounds.toml": N_("Rounds"),
    "thresholds.toml": N_("Temperatures"),
    "symptoms.toml": N_("Symptoms"),
    "care.toml": N_("Doctor's care"),
    "clusters.toml": N_("Clusters of illness"),
    "isolation.toml": N_("Isolation"),
    "quality.toml": N_("Quality of readings"),
    "separation.toml": N_("Separation"),
    "talks.toml": N_("Talks"),
    "documents.toml": N_("Documents"),
    "release.toml": N_("Releases"),
    "ledger.toml": N_("Ledger"),
    "access.toml": N_("Rights"),
}
FIGURES = {
    "en": N_("Name in English"),
    "zh": N_("Name in Chinese"),
    "active": N_("In use"),
    "order": N_("Place in the list"),
    "opens": N_("Opens"),
    "closes": N_("Closes"),
    "early_minutes": N_("Counts before it opens (minutes)"),
    "is_expected": N_("Stays among the expected"),
    "measured_on_return": N_("Measured on return"),
    "tell_doctor_as": N_("Reason once the doctor is informed"),
    "fever.value": N_("Fever limit (℃)"),
    "fever.relation": N_("Fever limit reached by"),
    "fever_of_mean.value": N_("Fever limit of a mean (℃)"),
    "fever_of_mean.relation": N_("Limit of a mean reached by"),
    "screening_only": N_("Screening only"),
    "limit.value": N_("Limit (℃)"),
    "limit.relation": N_("Limit reached by"),
    "is_fever": N_("Is a fever"),
    "low": N_("Lowest (℃)"),
    "high": N_("Highest (℃)"),
    "after_minutes": N_("Not before (minutes)"),
    "until_minutes": N_("Not later than (minutes)"),
    "degrees": N_("Difference (℃)"),
    "within_minutes": N_("Within (minutes)"),
    "is_respiratory": N_("Respiratory"),
    "asks_recheck": N_("Asks for a second reading"),
    "is_alarm": N_("Alarm at once"),
    "high.value": N_("High from (℃)"),
    "high.relation": N_("High reached by"),
    "while_high_minutes": N_("Every so many minutes while high"),
    "else_minutes": N_("Every so many minutes otherwise"),
    "normal_hours": N_("Until normal for (hours)"),
    "looks_back_days": N_("Looks back (days)"),
    "least": N_("At least (people)"),
    "within_hours": N_("Within (hours)"),
    "act_within_hours": N_("Act within (hours)"),
    "fever": N_("A fever alone counts"),
    "celsius.value": N_("Temperature (℃)"),
    "celsius.relation": N_("Temperature reached by"),
    "action.en": N_("What to do, in English"),
    "action.zh": N_("What to do, in Chinese"),
    "least_people": N_("At least (people)"),
    "most_a_minute": N_("At most in a minute"),
    "far": N_("Far from usual (℃)"),
    "least_readings": N_("At least (readings)"),
    "least_in_cell": N_("At least in a cell"),
    "least_in_round": N_("At least in a round"),
    "share_percent": N_("Share (%)"),
    "per_week": N_("Talks a week"),
    "week_starts_on": N_("First day of the week (1 is Monday)"),
    "least_minutes": N_("Shortest that counts (minutes)"),
    "full_from_days": N_("Owed in full from (days present)"),
    "counts": N_("Counts for quotas"),
    "weekday": N_("Day of the week (1 is Monday)"),
    "at": N_("At"),
    "by": N_("By"),
    "to_do_en": N_("What is to be done, in English"),
    "to_do_zh": N_("What is to be done, in Chinese"),
    "gives_en": N_("Paper given, in English"),
    "gives_zh": N_("Paper given, in Chinese"),
    "only_under_order": N_("Only under a health order"),
    "most_days": N_("At most (days)"),
    "apart_days": N_("Counted together when closer than (days)"),
    "hours": N_("Hours"),
    "observation_days": N_("Observation (days)"),
    "again_every": N_("Again every (days)"),
}
_FOR_CODES = {">=": "≥", ">": ">", "<": "<"}


def figure_word(name: str) -> str:
    """What a figure is called."""
    return _(FIGURES[name]) if name in FIGURES else name.replace("_", " ").replace(".", " ")


def typed(value: Figure) -> str:
    """A figure as a field holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def read(value: Figure) -> str:
    """A figure as it is read."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _FOR_CODES.get(str(value), typed(value)) or "–"


def caption(figure: RuleFigure, here: Figure) -> str:
    """A figure with its delivered value; of a name only where it differs here."""
    word = figure_word(figure.name)
    if figure.sort is FigureSort.TEXT and here == figure.value:
        return word
    return _("{figure} · default {value}").format(figure=word, value=read(figure.value))


def decision_text(one: Decision, line: PolicyLine) -> str:
    """What was decided, from when on."""
    here = {each.name: each.value for each in one.figures}
    delivered = {each.name: each.value for each in line.figures}
    parts = [
        f"{figure_word(name)} {read(value)}"
        for name, value in here.items()
        if name in delivered and value != delivered[name]
    ]
    what = " · ".join(parts) or _("as delivered")
    return _("from {day}: {what}").format(day=one.change.effective_from, what=what)
