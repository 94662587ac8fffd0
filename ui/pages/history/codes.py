"""The words behind the codes that records hold: those of the rule packs, of declarations, and of closed lists."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from facility_app.core.labels import kind_label, role_label
from facility_app.core.phrases import listed
from facility_app.core.values import AccessKind, FacilityKind, Role
from facility_app.exchange.choices import SEX_LABELS
from facility_app.exchange.words import CELL_KINDS
from facility_app.facts.register_words import choice_of
from facility_app.rules.access import access_table
from facility_app.rules.declared import FieldKind
from facility_app.rules.shelf import Packs, shelved_packs
from facility_app.rules.talkpack import TalkerPost
from resources.text import N_, _
from ui.pages.history.labels import register_of
from ui.pages.settings.rulewords import PACKS, figure_word, read

_ACCESS = {
    AccessKind.LOGIN: N_("login"),
    AccessKind.FAILED_LOGINS: N_("failed logins"),
    AccessKind.REFUSED: N_("act refused"),
    AccessKind.VERIFIED: N_("journal or ledger verified"),
    AccessKind.BACKED_UP: N_("backup made"),
    AccessKind.RESTORED: N_("backup restored"),
    AccessKind.UPGRADED: N_("tables brought up to date"),
    AccessKind.RECOVERY: N_("recovery code used"),
    AccessKind.SENSITIVE_READ: N_("class S read"),
    AccessKind.EXPORTED: N_("exported or printed"),
}
_POSTS = {
    TalkerPost.OFFICER: N_("responsible officer"),
    TalkerPost.LEADER: N_("facility leader"),
    TalkerPost.OTHER: N_("another member of staff"),
}
_LANGUAGES = {"en": "English", "zh_CN": "中文"}

Words = Mapping[str, str]


def _entries(*sorts: Iterable[Any]) -> Words:
    return {one.id: one.words.text for sort in sorts for one in sort}


def _sexes(_packs: Packs) -> Words:
    return {one.value: words.text for one, words in SEX_LABELS.items()}


def _whole_shelf(packs: Packs) -> Words:
    found = {name: one.text for name, one in access_table().items()}
    for shelved in shelved_packs():
        pack = getattr(packs, shelved.name.removesuffix(".toml"))
        found |= _entries(*(getattr(pack, sort) for sort in pack.__struct_fields__))
    return found


CODES: Mapping[tuple[str, str], Callable[[Packs], Words]] = {
    ("access_event", "act"): lambda _packs: {name: one.text for name, one in access_table().items()},
    ("access_event", "kind"): lambda _packs: {one.value: _(text) for one, text in _ACCESS.items()},
    ("account_role", "role"): lambda _packs: {one.value: role_label(one) for one in Role},
    ("care_step", "step"): lambda packs: _entries(packs.thresholds.step, packs.care.stage),
    ("cell", "kind"): lambda _packs: {one.key: one.label.text for one in CELL_KINDS},
    ("cell", "sex"): _sexes,
    ("custody", "admission"): lambda packs: _entries(packs.documents.admission),
    ("document", "type"): lambda packs: _entries(packs.documents.type),
    ("facility", "kind"): lambda _packs: {one.value: kind_label(one) for one in FacilityKind},
    ("isolation", "kind"): lambda packs: _entries(packs.isolation.kind),
    ("isolation", "precaution"): lambda packs: _entries(packs.isolation.precaution),
    ("isolation", "pathogen"): lambda packs: _entries(packs.isolation.pathogen),
    ("isolation", "end_rule"): lambda packs: _entries(packs.isolation.end_rule),
    ("isolation_review", "kind"): lambda packs: _entries(packs.isolation.review),
    ("isolation_right", "right"): lambda packs: _entries(packs.isolation.right),
    ("observation", "window"): lambda packs: _entries(packs.rounds.window),
    ("observation", "mood"): lambda packs: _entries(packs.isolation.answer),
    ("observation", "food"): lambda packs: _entries(packs.isolation.answer),
    ("observation", "sleep"): lambda packs: _entries(packs.isolation.answer),
    ("observation", "symptoms"): lambda packs: _entries(packs.symptoms.symptom, packs.symptoms.state),
    ("outbreak_measures", "pathogen"): lambda packs: _entries(packs.isolation.pathogen),
    ("person", "sex"): _sexes,
    ("placement", "findings"): lambda packs: _entries(packs.separation.separation),
    ("printed_ledger", "language"): lambda _packs: _LANGUAGES,
    ("reading", "body_site"): lambda packs: _entries(packs.thresholds.site),
    ("reading", "symptoms"): lambda packs: _entries(packs.symptoms.symptom, packs.symptoms.state),
    ("release", "exit"): lambda packs: _entries(packs.release.exit),
    ("release_check", "item"): lambda packs: _entries(packs.release.check),
    ("round", "window"): lambda packs: _entries(packs.rounds.window),
    ("round_absence", "reason"): lambda packs: _entries(packs.rounds.reason),
    ("site_policy", "pack"): lambda _packs: {name: _(text) for name, text in PACKS.items()},
    ("site_policy", "entry"): _whole_shelf,
    ("staff", "sex"): _sexes,
    ("staff_leave", "reason"): lambda packs: _entries(packs.rounds.reason),
    ("talk", "kind"): lambda packs: _entries(packs.talks.kind),
    ("talk", "post"): lambda _packs: {one.value: _(text) for one, text in _POSTS.items()},
}
"""The columns outside registers that hold codes, with the words of the language in force."""
_SEVERAL = frozenset({("observation", "symptoms"), ("reading", "symptoms"), ("placement", "findings")})
"""Those that hold several codes, with blanks between them."""


def _figures(text: str) -> str:
    """What a site decided of a rule, figure by figure."""
    found = json.loads(text)
    return listed(f"{figure_word(name)} {read(value)}" for name, value in found.items())


def coded(entity: str, column: str, text: str, packs: Packs) -> str:
    """The words for what a column holds; empty: it holds no code, or one that nobody knows."""
    register = register_of(entity)
    if register is not None and register.has(column):
        spec = register.field(column)
        choice = choice_of(spec, text) if spec.kind is FieldKind.CHOICE else None
        return _(choice.label) if choice else ""
    place = (entity, column)
    if place == ("site_policy", "values"):
        return _figures(text)
    if place not in CODES:
        return ""
    words = CODES[place](packs)
    return listed(words.get(one, one) for one in text.split()) if place in _SEVERAL else words.get(text, "")
