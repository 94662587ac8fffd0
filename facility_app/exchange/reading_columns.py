"""The columns that any file of temperatures may have beside the value: symptoms, and whether it is a mean."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from db.values import Invalid
from facility_app.core.phrases import listed
from facility_app.exchange.cells import Cell, tidy
from facility_app.exchange.choices import yes_no
from facility_app.exchange.columns import column
from facility_app.exchange.values import Kind, Option, Setting
from resources.text import N_

_BETWEEN = re.compile(r"[、,，;；\n]+")
_BRACKETS = re.compile(r"\(([^)]*)\)")
_NONE = frozenset({"无", "没有", "无症状", "正常", "否", "none", "no", "0"})


def _read_symptoms(cell: Cell, setting: Setting) -> tuple[str, ...]:
    known = _known(setting.symptoms)
    found: dict[str, None] = {}
    for part in _BETWEEN.split(tidy(cell)):
        words = part.split()
        while words:
            many = next((n for n in range(len(words), 0, -1) if _is_said(words[:n], known)), 0)
            if not many:
                raise Invalid(
                    N_("No symptom of the list is called “{word}”. The list has: {choices}."),
                    word=words[0] if len(words) > 1 else part.strip(),
                    choices=listed(one.label.text for one in setting.symptoms),
                )
            if id_ := known.get(_normal("".join(words[:many]))):
                found[id_] = None
            words = words[many:]
    return tuple(found)


def _is_said(words: list[str], known: Mapping[str, str]) -> bool:
    word = _normal("".join(words))
    return word in known or word in _NONE


def _write_symptoms(ids: tuple[str, ...], setting: Setting) -> Cell:
    labels = {one.key: one.label.text for one in setting.symptoms}
    return "、".join(labels.get(one, one) for one in ids)


@cache
def _known(symptoms: tuple[Option, ...]) -> Mapping[str, str]:
    """The id by every word for it; a word for one alone goes before a part of a word for several."""
    whole = {word: one.key for one in symptoms for word in map(_normal, (one.key, one.label.zh, one.label.en))}
    return {word: one.key for one in symptoms for word in _parts(one)} | whole


def _parts(of: Option) -> Iterator[str]:
    """Each word of a label that has several, such as `皮疹/水疱` or `皮肤瘙痒（疥疮）`."""
    for label in (of.label.zh, of.label.en):
        text = _normal(label)
        yield from filter(None, (*_BRACKETS.sub("", text).split("/"), *_BRACKETS.findall(text)))


def _normal(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().replace("_", "").replace("-", "").split())


SYMPTOMS = column(
    "symptoms",
    "Symptoms",
    "症状",
    Kind(_read_symptoms, _write_symptoms),
    "伴随症状|不适症状|异常症状|身体症状|有无症状|主诉|symptom|complaints",
)
MEAN = column(
    "is_mean",
    "Mean of repeats",
    "多次测量均值",
    yes_no(("均值", "平均", "平均值", "mean", "average"), ("单次", "一次", "single")),
    "均值|平均|平均值|是否均值|是否为均值|多次平均|多次均值|mean|average|is mean",
)
"""The threshold of an ear is another one for a mean than for a single value."""
