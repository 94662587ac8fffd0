"""The words of files and the rule packs: one key for one thing."""

import tomllib
from typing import Any

import pytest

from db.values import CellKind
from facility_app.exchange.choices import choice
from facility_app.exchange.values import Option
from facility_app.exchange.words import BODY_SITES, CATEGORIES, CELL_KINDS, DOCUMENTS, STAGES, TALK_KINDS
from resources import read_text
from tests.exchange.files import SETTING


def entries(pack: str, family: str) -> list[dict[str, Any]]:
    return list(tomllib.loads(read_text("rules", pack))[family])


def keys(options: tuple[Option, ...]) -> set[str]:
    return {one.key for one in options}


@pytest.mark.parametrize(
    ("options", "pack", "family"),
    [
        (CATEGORIES, "documents.toml", "category"),
        (DOCUMENTS, "documents.toml", "type"),
        (BODY_SITES, "thresholds.toml", "site"),
        (TALK_KINDS, "talks.toml", "kind"),
    ],
)
def test_the_words_of_the_rule_packs_are_read_as_their_ids(options: tuple[Option, ...], pack: str, family: str) -> None:
    kind = choice(options)
    known = {entry["id"]: entry for entry in entries(pack, family)}
    assert keys(options) <= set(known)
    for key in keys(options):
        assert kind.read(known[key]["zh"], SETTING) == kind.read(known[key]["en"], SETTING) == key


def test_every_category_site_and_talk_of_the_rule_packs_can_be_imported() -> None:
    assert keys(CATEGORIES) == {entry["id"] for entry in entries("documents.toml", "category")}
    assert keys(BODY_SITES) == {entry["id"] for entry in entries("thresholds.toml", "site")}
    assert keys(TALK_KINDS) == {entry["id"] for entry in entries("talks.toml", "kind")} - {"group_lesson"}


def test_every_document_that_holds_somebody_can_be_imported() -> None:
    needed = {one for entry in entries("documents.toml", "admission") for group in entry["needs"] for one in group}
    types = entries("documents.toml", "type")
    assert keys(DOCUMENTS) >= needed | {entry["id"] for entry in types if "category" in entry or "prints_term" in entry}


def test_the_kinds_of_cells_are_those_of_the_store() -> None:
    assert keys(CELL_KINDS) == {kind.value for kind in CellKind}


@pytest.mark.parametrize("options", [BODY_SITES, CATEGORIES, CELL_KINDS, DOCUMENTS, STAGES, TALK_KINDS])
def test_no_word_means_two_things(options: tuple[Option, ...]) -> None:
    kind = choice(options)
    for one in options:
        for word in (one.key, one.label.en, one.label.zh, *one.others):
            assert kind.read(word, SETTING) == one.key, word
