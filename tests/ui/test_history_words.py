"""The history has a Chinese word for every kind of record, every field of it, and every code that a field may hold."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import String

from db import registers, tables
from db.record import record_classes
from db.types import EnumText
from db.values import FacilityKind
from facility_app.rules.shelf import Packs
from resources import read_text
from resources.text import speaking
from ui.pages.history.codes import coded
from ui.pages.history.labels import field_name, record_name

_MAPPED = (tables, registers)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
HOLDS = {
    "access_event.act": ("access.act",),
    "care_step.step": ("care.stage", "thresholds.step"),
    "custody.admission": ("documents.admission",),
    "document.type": ("documents.type",),
    "isolation.kind": ("isolation.kind",),
    "isolation.precaution": ("isolation.precaution",),
    "isolation.pathogen": ("isolation.pathogen",),
    "isolation.end_rule": ("isolation.end_rule",),
    "isolation_review.kind": ("isolation.review",),
    "isolation_right.right": ("isolation.right",),
    "observation.window": ("rounds.window",),
    "observation.mood": ("isolation.answer",),
    "observation.food": ("isolation.answer",),
    "observation.sleep": ("isolation.answer",),
    "observation.symptoms": ("symptoms.symptom", "symptoms.state"),
    "outbreak_measures.pathogen": ("isolation.pathogen",),
    "placement.findings": ("separation.separation",),
    "reading.body_site": ("thresholds.site",),
    "reading.symptoms": ("symptoms.symptom", "symptoms.state"),
    "release.exit": ("release.exit",),
    "release_check.item": ("release.check",),
    "round.window": ("rounds.window",),
    "round_absence.reason": ("rounds.reason",),
    "site_policy.entry": ("talks.quota", "release.check", "clusters.cluster", "quality.pace", "separation.separation"),
    "staff_leave.reason": ("rounds.reason",),
    "talk.kind": ("talks.kind",),
}
"""The lists of the packs whose identifiers a column holds, as the tables say of each."""
CLOSED = {
    "printed_ledger.language": ("en", "zh_CN"),
    "site_policy.pack": ("rounds.toml", "care.toml", "talks.toml", "isolation.toml", "separation.toml"),
    "talk.post": ("officer", "leader", "other"),
}
WRITTEN = {
    *("access_event.detail", "account.login", "addendum.text", "block.name", "care_step.result", "cell.code"),
    *("closed_day.content_hash", "closed_day.previous_hash", "custody.number", "custody.case_number"),
    *("custody.case_cause", "custody.case_unit", "custody.remark", "document.number", "document.issued_by"),
    *("erasure.basis", "erasure.reason", "facility.name", "facility.time_zone", "facility.recovery_public"),
    *("isolation.reason", "isolation.end_reason", "isolation_review.text", "isolation_right.note"),
    *("observation.remark", "outbreak_measures.basis", "outbreak_measures.tests", "outbreak_measures.areas"),
    *("outbreak_measures.end_reason", "person.name", "person.alias", "person.pinyin", "person.initials"),
    *("person.identity_number", "person.other_document", "person.ethnicity", "person.language", "person.diet"),
    *("placement.reason", "placement.override_reason", "printed_ledger.serial", "printed_ledger.content_hash"),
    *("printed_ledger.file_hash", "printed_ledger.journal_head", "reading.device", "reading.remark"),
    *("release.picked_up_by", "release.certificate_number", "release_check.note", "round_absence.note"),
    *("round_signature.note", "site_policy.sort", "site_policy.values", "site_policy.reason", "staff.number"),
    *("staff.name", "staff.post", "staff.phone", "talk.content", "talk.reason_if_short"),
}
"""What people wrote in their own words, and what only the program reads."""


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    with speaking("zh_CN"):
        yield


def columns() -> Iterator[tuple[str, Any]]:
    for entity, record in sorted(record_classes().items()):
        yield from ((entity, column) for column in record.__table__.columns if column.name != "id")


def _parts(place: str) -> tuple[str, str]:
    entity, _, column = place.partition(".")
    return entity, column


def test_every_record_and_every_field_of_it_has_a_chinese_name() -> None:
    assert {one for one in record_classes() if not _CHINESE.search(record_name(one))} == set()
    unnamed = {f"{one}.{column.name}" for one, column in columns() if not _CHINESE.search(field_name(one, column.name))}
    assert unnamed == set()


def test_fields_of_one_record_are_told_apart() -> None:
    for entity, record in record_classes().items():
        names = [field_name(entity, column.name) for column in record.__table__.columns if column.name != "id"]
        assert sorted(set(names)) == sorted(names), entity


def test_every_value_of_a_closed_list_has_a_chinese_word() -> None:
    packs = Packs(FacilityKind.KANSHOUSUO)
    enums = [(one, column) for one, column in columns() if isinstance(column.type, EnumText)]
    unsaid = {
        f"{one}.{column.name}={value.value}"
        for one, column in enums
        for value in column.type.members
        if not _CHINESE.search(coded(one, column.name, value.value, packs))
    }
    assert enums
    assert unsaid == set()
    for place, codes in CLOSED.items():
        words = [coded(*_parts(place), code, packs) for code in codes]
        assert all(words), place


def test_every_code_of_a_rule_pack_has_its_chinese_word_in_every_kind_of_facility() -> None:
    for place, lists in HOLDS.items():
        for pack, sort in (one.split(".") for one in lists):
            for entry in tomllib.loads(read_text("rules", f"{pack}.toml"))[sort]:
                for kind in FacilityKind:
                    assert coded(*_parts(place), entry["id"], Packs(kind)), (place, entry["id"])
    several = coded("observation", "symptoms", "dry_cough fatigue", Packs(FacilityKind.JULIUSUO))
    assert several.count("、") == 1
    figures = coded("site_policy", "values", '{"closes": "09:30", "is_fever": true}', Packs(FacilityKind.JULIUSUO))
    assert figures == "结束 09:30、属发热 是"


def test_of_every_column_of_text_it_is_known_whether_it_holds_a_code() -> None:
    texts = {
        f"{one}.{column.name}"
        for one, column in columns()
        if type(column.type) is String and "field" not in column.info and column.name != "void_reason"
    }
    assert texts - WRITTEN - HOLDS.keys() - CLOSED.keys() == set()
    assert texts >= WRITTEN
