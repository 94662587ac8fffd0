"""People's names: one spelling to store, and the keys by which they are found from a keyboard."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅･᛫⸱●", "·"))
_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_AROUND_DOT = re.compile(r" ?· ?")
_DOT_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) ?\. ?(?=[{_HAN}])")
_WORDS = re.compile(rf"[{_HAN}]+|[^\W{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")

_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"),
    "单于": ("chan", "yu"),
    "令狐": ("ling", "hu"),
    "单": ("shan",),
    "解": ("xie",),
    "曾": ("zeng",),
    "仇": ("qiu",),
    "朴": ("piao",),
    "查": ("zha",),
    "区": ("ou",),
    "盖": ("ge",),
    "缪": ("miao",),
    "乐": ("yue",),
    "员": ("yun",),
    "翟": ("zhai",),
    "折": ("she",),
    "秘": ("bi",),
    "洗": ("xian",),
    "种": ("chong",),
    "繁": ("po",),
    "覃": ("qin",),
    "召": ("shao",),
    "牟": ("mu",),
    "祭": ("zhai",),
    "隗": ("wei",),
    "阚": ("kan",),
    "都": ("du",),
    "黑": ("he",),
    "卜": ("bu",),
    "薄": ("bo",),
}
"""Readings as a surname where pypinyin gives another one; and two-character surnames that begin with such a one."""


@dataclass(frozen=True, slots=True)
class PinyinKeys:
    """What one types to find a name: in small letters, without tones and blanks, ü written v as keyboards do.

    Attributes:
        full: "zhangsan".
        initials: "zs".
    """

    full: str
    initials: str


def clean_name(text: str) -> str:
    """One spelling for each name: half-width letters, one kind of middle dot, no blanks between Chinese characters.

    "张 三" becomes "张三"; "John Smith" and "买买提·艾力" stay. Compatibility characters become the usual ones.
    """
    half = " ".join(unicodedata.normalize("NFKC", text).split())
    dotted = _DOT_BETWEEN_HAN.sub("·", _AROUND_DOT.sub("·", half.translate(_MIDDLE_DOTS)))
    return _BETWEEN_HAN.sub("", dotted)


def pinyin_keys(name: str) -> PinyinKeys:
    """The keys of a name. A character without a known reading stands for itself."""
    parts = [part.lower() for part in _parts(clean_name(name))]
    return PinyinKeys("".join(parts), "".join(part[0] for part in parts))


def _parts(name: str) -> Iterator[str]:
    """Syllables of Chinese characters and words of other letters, in order."""
    for number, found in enumerate(_WORDS.finditer(name)):
        word = found[0]
        if not _IS_HAN.match(word):
            yield _without_accents(word)
            continue
        surname = _surname(word) if number == 0 and "·" not in name else ()
        yield from surname
        yield from _readings(word[len(surname) :])


def _without_accents(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _surname(word: str) -> tuple[str, ...]:
    return _SURNAMES.get(word[:2]) or _SURNAMES.get(word[:1]) or ()


def _readings(word: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a quarter of a second that a start must not pay

    return lazy_pinyin(word) if word else []
