"""Every pack that is delivered can be used, and what one says of another is there."""

import re

import pytest

from db.values import FacilityKind, Unavailable
from facility_app.rules.clusters import cluster_rules
from facility_app.rules.documentpack import document_rules
from facility_app.rules.entries import RuleEntry, by_id, in_force, load_rules, the
from facility_app.rules.isolationpack import isolation_rules
from facility_app.rules.ledger import ledger_rules
from facility_app.rules.releasepack import release_rules
from facility_app.rules.rounds import RoundPack
from facility_app.rules.separationpack import SeparationPack, separation_rules
from facility_app.rules.shelf import shelved_packs
from facility_app.rules.thresholds import symptom_rules, threshold_rules
from resources import read_text
from resources.text import speaking
from tests.rules.people import MONDAY

SHELF = shelved_packs()
WINDOW = """
[[window]]
id = "am"
effective_from = 2026-01-01
source = "local default"
en = "Morning round"
zh = "早测"
opens = 07:00:00
closes = 09:00:00
early_minutes = {early}
{more}
"""
REST = "reason = []\n"


def every_entry() -> list[RuleEntry]:
    packs = [pack.load() for pack in SHELF]
    return [entry for pack in packs for sort in pack.__struct_fields__ for entry in getattr(pack, sort)]


def test_every_entry_speaks_both_languages_and_names_its_source() -> None:
    for entry in every_entry():
        assert entry.en.strip() and re.search("[一-鿿]", entry.zh), entry.id
        assert entry.source.strip() and not re.search(r"[一-鿿]", entry.en), entry.id


def test_no_source_is_cited_by_a_short_code() -> None:
    codes = re.compile(r"\b(SEED\d|KSS[RIX]|JLS[RI]|JD[RLMJ]|CPL|GAX[SZ]|JC[GB][ZF]|NMR|N214|PIPL)\b")
    for pack in SHELF:
        assert not codes.search(read_text("rules", pack.name)), pack.name


def test_a_rule_id_with_a_dot_stands_in_one_pack_only() -> None:
    owners: dict[str, set[str]] = {}
    for pack in SHELF:
        for sort in pack.load().__struct_fields__:
            for entry in getattr(pack.load(), sort):
                if "." in entry.id:
                    owners.setdefault(entry.id, set()).add(f"{pack.name}/{sort}")
    assert {name for name, places in owners.items() if len(places) > 1} == set()


@pytest.mark.parametrize("kind", FacilityKind)
def test_every_document_and_category_that_is_named_is_in_force(kind: FacilityKind) -> None:
    pack = document_rules()
    types = by_id(in_force(pack.type, MONDAY, kind))
    categories = by_id(in_force(pack.category, MONDAY, kind))
    for ground in in_force(pack.admission, MONDAY, kind):
        assert ground.category in categories
        assert frozenset().union(*ground.needs, ground.accompanied_by) <= types.keys(), ground.id
    assert {one.category for one in types.values()} - {None} <= categories.keys()
    for way in in_force(release_rules().exit, MONDAY, kind):
        assert frozenset().union(*way.needs) <= types.keys(), way.id
    for rule in in_force(separation_rules().separation, MONDAY, kind):
        assert frozenset().union(*rule.apart) <= categories.keys(), rule.id


def test_sites_that_are_named_are_there_and_a_recheck_is_no_screening() -> None:
    pack = threshold_rules()
    sites = {site.id: site for site in pack.site}
    assert {grade.site for grade in pack.grade} <= sites.keys()
    assert [sites[one.site].screening_only for one in pack.recheck] == [False]


def test_a_disease_that_a_cluster_names_can_be_named_with_an_isolation() -> None:
    named = {one.pathogen for one in cluster_rules().cluster if one.pathogen}
    assert named == {"covid19", "tuberculosis"} <= {one.id for one in isolation_rules().pathogen}


def test_the_ledger_has_twenty_nine_numbered_sections_in_each_kind_of_facility() -> None:
    for kind in FacilityKind:
        numbered = [one for one in in_force(ledger_rules().section, MONDAY, kind) if one.number]
        assert len(numbered) == 29
        assert [one.order for one in numbered] == list(range(1, 30))
        assert (numbered[20].number, numbered[28].number) == ("廿一", "廿九")


def test_a_heading_is_worded_for_its_kind_of_facility() -> None:
    headings = {kind: the(in_force(ledger_rules().section, MONDAY, kind), "intake").words.zh for kind in FacilityKind}
    assert list(headings.values()) == ["当日收押", "当日收拘", "当日收戒"]


def test_an_unknown_key_is_named_with_file_and_entry() -> None:
    with pytest.raises(Unavailable, match=r"rounds\.toml.*colour.*\(am\)"):
        load_rules("rounds.toml", RoundPack, REST + WINDOW.format(early=90, more='colour = "red"'))


def test_a_wrong_value_is_named_with_file_and_entry() -> None:
    with pytest.raises(Unavailable, match=r"rounds\.toml.*early_minutes.*\(am\)"):
        load_rules("rounds.toml", RoundPack, REST + WINDOW.format(early='"soon"', more=""))


def test_an_entry_that_stands_twice_from_one_day_is_refused() -> None:
    twice = REST + WINDOW.format(early=90, more="") * 2
    with pytest.raises(Unavailable, match=r"rounds\.toml.*am stands in it twice"):
        load_rules("rounds.toml", RoundPack, twice)


def test_one_id_may_stand_once_for_each_kind_of_facility() -> None:
    of = [WINDOW.format(early=90, more=f'kinds = ["{kind}"]') for kind in ("kanshousuo", "juliusuo")]
    pack = load_rules("rounds.toml", RoundPack, REST + "".join(of))
    assert len(pack.window) == 2


def test_a_category_rule_without_categories_is_named() -> None:
    text = """
[[separation]]
id = "separation.odd"
effective_from = 2026-01-01
source = "local default"
en = "Odd"
zh = "无"
compares = "category"
severity = "hard"
"""
    with pytest.raises(Unavailable, match=r"separation\.toml.*separation\.odd"):
        load_rules("separation.toml", SeparationPack, text)


def test_a_pack_that_is_not_there_is_named() -> None:
    with pytest.raises(Unavailable, match=r"nothing\.toml"):
        load_rules("nothing.toml", RoundPack)


def test_a_day_is_judged_by_the_version_of_that_day() -> None:
    old = WINDOW.format(early=90, more="")
    new = old.replace("2026-01-01", "2026-06-01").replace("07:00:00", "06:30:00")
    end = old.replace("2026-01-01", "2026-09-01") + "active = false\n"
    pack = load_rules("rounds.toml", RoundPack, REST + new + end + old)

    def opens(day: str) -> list[str]:
        kind = FacilityKind.KANSHOUSUO
        return [f"{one.opens:%H:%M}" for one in in_force(pack.window, type(MONDAY).fromisoformat(day), kind)]

    assert opens("2025-12-31") == []
    assert opens("2026-05-31") == ["07:00"]
    assert opens("2026-06-01") == ["06:30"]
    assert opens("2026-09-01") == []


def test_words_are_read_in_the_language_in_force() -> None:
    fever = symptom_rules().symptom[0].words
    with speaking("zh_CN"):
        assert fever.text == "发热"
    with speaking("en"):
        assert fever.text == "fever"
