"""Names: one spelling, and the keys by which they are found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facility_app.core.names import PinyinKeys, clean_name, pinyin_keys


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("  欧阳 测 五 ", "欧阳测五"),
        ("John Smith", "John Smith"),
        ("Ｊｏｈｎ　 Ｓｍｉｔｈ", "John Smith"),
        ("张三 Zhang San", "张三 Zhang San"),
        ("无名氏０１", "无名氏01"),
        ("陈试 䶮", "陈试䶮"),
        ("周 𬍛", "周𬍛"),
    ],
)
def test_blanks_go_only_from_between_chinese_characters(typed: str, clean: str) -> None:
    assert clean_name(typed) == clean


@pytest.mark.parametrize("dot", "·•・‧∙⋅･᛫⸱●.．")
def test_every_middle_dot_becomes_the_same(dot: str) -> None:
    assert clean_name(f"买买提{dot}艾力") == "买买提·艾力"
    assert clean_name(f"买买提 {dot} 艾力") == "买买提·艾力"


def test_a_full_stop_after_a_latin_initial_stays() -> None:
    assert clean_name("J. Smith") == "J. Smith"


@given(st.text(max_size=20))
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张三", "zhangsan", "zs"),
        ("欧阳测五", "ouyangcewu", "oycw"),
        ("买买提·艾力", "maimaitiaili", "mmtal"),
        ("John Smith", "johnsmith", "js"),
        ("José García", "josegarcia", "jg"),
        ("吕例", "lvli", "ll"),
        ("无名氏01", "wumingshi01", "wms0"),
        ("", "", ""),
    ],
)
def test_a_name_is_found_by_pinyin_and_by_initials(name: str, full: str, initials: str) -> None:
    assert pinyin_keys(name) == PinyinKeys(full, initials)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("单例", "shanli"),
        ("解样", "xieyang"),
        ("曾试", "zengshi"),
        ("仇例", "qiuli"),
        ("朴样", "piaoyang"),
        ("查例", "zhali"),
        ("区例", "ouli"),
        ("尉迟例", "yuchili"),
        ("万俟例", "moqili"),
        ("单于例", "chanyuli"),
        ("张单", "zhangdan"),
    ],
)
def test_a_surname_is_read_as_one_and_only_in_its_place(name: str, full: str) -> None:
    assert pinyin_keys(name).full == full


def test_a_name_with_a_middle_dot_has_no_chinese_surname() -> None:
    assert pinyin_keys("曾买提·艾力").full == "cengmaitiaili"


@pytest.mark.parametrize(("name", "full"), [("䶮", "yan"), ("㛃", "jie"), ("𬍛", "li"), ("𨱏", "da"), ("堃", "kun")])
def test_rare_characters_have_their_reading(name: str, full: str) -> None:
    assert pinyin_keys(name).full == full


def test_a_character_without_a_known_reading_stands_for_itself() -> None:
    assert pinyin_keys("张\U000323a5").full == "zhang\U000323a5"


@settings(deadline=None)  # the first example loads tables
@given(st.text(max_size=20))
def test_no_name_is_too_strange_for_keys(text: str) -> None:
    keys = pinyin_keys(text)
    assert len(keys.initials) <= len(keys.full)
    assert " " not in keys.full
