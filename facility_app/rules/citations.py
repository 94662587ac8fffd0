"""Laws and other works from which rules are taken, cited in both languages.

A source is written once, in English, as "Law (法律) art. 9, 28-30; another work". The Chinese citation follows from
it: works stand in `works.toml` or bear their Chinese name in brackets.
"""

import re
from functools import cache, lru_cache

import msgspec

from facility_app.core.phrases import Words
from facility_app.rules.packs import load_pack

PACK = "works.toml"
_PLACES = re.compile(
    r"(?P<work>.+?)(?: art\. (?P<articles>\d[\w, ()-]*)|, rules? (?P<rules>\d[\w, ()-]*)|, (?P<date>\d{4}[\d-]*))?"
)
_CHINESE = re.compile(r"[^()]*\((?P<name>[一-鿿][^,()]*)(?:, (?P<year>\d{4}))?\)")
_OURS = re.compile(r"local default of this facility from (?P<day>[\d-]+): (?P<reason>.*)", re.DOTALL)


class Work(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One work, in both languages."""

    en: str
    zh: str


class WorkPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every work whose Chinese name does not stand beside the English one."""

    work: tuple[Work, ...]


@cache
def works() -> dict[str, str]:
    """The Chinese names of works, by the English ones.

    Raises:
        Unavailable: the pack is not as it must be.
    """
    return {one.en: one.zh for one in load_pack(PACK, WorkPack).work}


@lru_cache(maxsize=1024)
def cited(source: str) -> Words:
    """A source in both languages; in Chinese too, a part that is known by no other name stays as it is written."""
    ours = _OURS.fullmatch(source)
    if ours:
        return Words(source, f"{works()['local default of this facility']}（{ours['day']} 起）：{ours['reason']}")
    return Words(source, "；".join(_in_chinese(part) for part in source.split("; ")))


def _in_chinese(part: str) -> str:
    whole = _name(part)
    if whole is not None:
        return whole
    found = _PLACES.fullmatch(part)
    name = _name(found["work"]) if found else None
    if found is None or name is None:
        return part
    if found["articles"]:
        return name + "、".join(f"第{place}条" for place in _places(found["articles"]))
    if found["rules"]:
        return f"{name}规则{'、'.join(_places(found['rules']))}"
    return f"{name}（{found['date']}）" if found["date"] else name


def _name(work: str) -> str | None:
    if work in works():
        return works()[work]
    chinese = _CHINESE.fullmatch(work)
    if chinese is None:
        return None
    return f"《{chinese['name']}》" + (f"（{chinese['year']}）" if chinese["year"] else "")


def _places(text: str) -> list[str]:
    return [one.replace("-", "至").replace(" ", "") for one in re.split(r", | and ", text)]
