"""Invented people of many years, most of whom left long ago."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from bench.places import Place
from bench.raw import dialect_of, driver_of, load_records
from db.record import Record
from db.tables import Bed, Block, Cell, Custody, Document, Person, Placement
from db.types import new_id
from db.values import CellKind, Sex
from facility_app.core.names import pinyin_keys

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建文辉力健俊帆雪亮云龙飞鹏斌梅琴波凯欣悦浩宇轩晨阳"
    "东海山川松柏林森春夏秋冬青蓝紫金银铜铁石江河湖泊星辰月光祥瑞福禄寿喜安康乐和顺德仁义礼智信忠孝廉"
)
_BEDS = 100
"""To a cell: fewer cells, of which a search sees none."""
_FIRST = datetime(2016, 1, 1, 2, tzinfo=UTC)
_BETWEEN = timedelta(minutes=50)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who was loaded."""

    people: Sequence[Person]
    custodies: Sequence[Custody]


def load_crowd(place: Place, prefix: str, count: int, present: int) -> Crowd:
    """Load people one after the other in time; those present came lately, a few of them long ago.

    Args:
        prefix: what their numbers and their block begin with.
    """
    chance = random.Random(2)
    people = [_person(chance, number) for number in range(count)]
    stay = set(chance.sample(range(count - 2 * present, count), present - present // 20))
    stay |= set(chance.sample(range(count - 2 * present), present // 20))
    ids = [new_id() for _ in people]
    papers = [_paper(person, custody_id) for person, custody_id in zip(people, ids, strict=True)]
    custodies = [
        _custody(paper, f"{prefix}{number:08}", number, present=number in stay) for number, paper in enumerate(papers)
    ]
    places = list(_places(prefix, [one.id for one in custodies if one.ended_at is None]))
    records: list[Record] = [*people, *papers, *custodies, *places]
    with place.desk() as desk:
        dialect = dialect_of(desk)
    with driver_of(place) as driver:
        for kind in (Person, Document, Custody, Block, Cell, Bed, Placement):
            load_records(driver, dialect, [one for one in records if isinstance(one, kind)])
    return Crowd(people, custodies)


def _person(chance: random.Random, number: int) -> Person:
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2, 2))))
    keys = pinyin_keys(name)
    return Person(
        name=name, alias=f"阿{chance.choice(_GIVEN)}" if number % 10 == 0 else None, pinyin=keys.full,
        initials=keys.initials, sex=Sex.MALE, birth_date=date(1985, 5, 4), identity_number=None, other_document=None,
        identity_unverified=True, ethnicity=None, language=None, diet=None,
    )  # fmt: skip


def _paper(person: Person, custody_id: UUID) -> Document:
    return Document(
        person_id=person.id, custody_id=custody_id, type="detention_certificate", number="虚构拘字",
        issued_by="虚构公安局", issued_on=date(2016, 1, 1), term_end=None,
    )  # fmt: skip


def _custody(paper: Document, code: str, number: int, *, present: bool) -> Custody:
    began = _FIRST + number * _BETWEEN
    return Custody(
        id=paper.custody_id, person_id=paper.person_id, number=code, document_id=paper.id,
        admission="criminal_detention_ground", admitted_at=began, ended_at=None if present else began + timedelta(37),
        is_opening=False, case_number=None, case_cause=None, case_unit=None, term_end=None, is_key_person=False,
        remark=None,
    )  # fmt: skip


def _places(prefix: str, custody_ids: Sequence[UUID]) -> Iterator[Record]:
    block = Block(name=f"{prefix}监区")
    yield block
    for start in range(0, len(custody_ids), _BEDS):
        cell = Cell(
            block_id=block.id, code=f"{101 + start // _BEDS}", kind=CellKind.ORDINARY, capacity=_BEDS, area_m2=None,
            sex=None, for_minors=None, officer_id=None,
        )  # fmt: skip
        yield cell
        for number, custody_id in enumerate(custody_ids[start : start + _BEDS], 1):
            bed = Bed(cell_id=cell.id, number=number)
            yield bed
            yield Placement(
                custody_id=custody_id, bed_id=bed.id, from_at=_FIRST, until_at=None, reason="基准", findings=None,
                override_reason=None,
            )  # fmt: skip
