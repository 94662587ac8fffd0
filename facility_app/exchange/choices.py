"""Values out of a closed list, by what they are called in either language."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

from db.values import Invalid
from facility_app.core.phrases import Words, listed
from facility_app.core.sexes import Sex
from facility_app.exchange.cells import Cell, as_text
from facility_app.exchange.values import Kind, Option, Setting
from resources.text import N_

T = TypeVar("T")
SEX_LABELS = {Sex.MALE: Words("male", "男"), Sex.FEMALE: Words("female", "女")}


def option(key: str, en: str, zh: str, *others: str) -> Option:
    """One value of a list, written shortly."""
    return Option(key, Words(en, zh), others)


def choice(options: tuple[Option, ...]) -> Kind:
    """A kind whose value is the key of one of the options."""
    known = _known((word, one.key) for one in options for word in _words(one))
    labels = {one.key: one.label for one in options}

    def read(cell: Cell, _: Setting) -> str:
        return _chosen(cell, known, labels.values())

    def write(key: str, _: Setting) -> Cell:
        return labels[key].text

    return Kind(read, write)


def _sex() -> Kind:
    labels = SEX_LABELS
    words = {Sex.MALE: ("male", "m", "男", "男性", "1"), Sex.FEMALE: ("female", "f", "女", "女性", "2")}  # GB/T 2261.1
    known = _known((word, sex) for sex, names in words.items() for word in names)

    def read(cell: Cell, _: Setting) -> Sex:
        return _chosen(cell, known, labels.values())

    def write(sex: Sex, _: Setting) -> Cell:
        return labels[sex].text

    return Kind(read, write)


def yes_no(also_yes: tuple[str, ...] = (), also_no: tuple[str, ...] = ()) -> Kind:
    """A kind whose value is yes or no; in some columns further words say so."""
    labels = {True: Words("yes", "是"), False: Words("no", "否")}
    words = {
        True: ("yes", "y", "true", "1", "是", "有", "对", "✓", "√", "✔", "☑", *also_yes),
        False: ("no", "n", "false", "0", "否", "无", "没有", "错", "×", "✗", "✘", "x", "☐", "□", *also_no),
    }
    known = _known((word, answer) for answer, names in words.items() for word in names)

    def read(cell: Cell, _: Setting) -> bool:
        return _chosen(cell, known, labels.values())

    def write(answer: bool, _: Setting) -> Cell:
        return labels[answer].text

    return Kind(read, write)


def _words(one: Option) -> tuple[str, ...]:
    return (one.key, one.label.en, one.label.zh, *one.others)


def _normal(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


def _known(pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    return {_normal(word): value for word, value in pairs}


def _chosen(cell: Cell, known: Mapping[str, T], labels: Iterable[Words]) -> T:
    word = as_text(cell)
    found = known.get(word)
    if found is None:
        found = known.get(_normal(word))
    if found is None:
        raise Invalid(N_("Choose one of: {choices}."), choices=listed(label.text for label in labels))
    return found


SEX = _sex()
YES_NO = yes_no()
