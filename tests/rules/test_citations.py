"""Every source of a rule is cited in Chinese too."""

import re

import pytest

from facility_app.rules.access import access_table
from facility_app.rules.citations import cited
from facility_app.rules.shelf import shelved_packs


@pytest.mark.parametrize(
    ("source", "chinese"),
    [
        ("Detention Centre Regulations (看守所条例) art. 9", "《看守所条例》第9条"),
        ("Criminal Procedure Law (刑事诉讼法) art. 86, 91, 94", "《刑事诉讼法》第86条、第91条、第94条"),
        (
            "Narcotics Control Law (禁毒法) art. 40-41; Drug Rehabilitation Regulations (戒毒条例) art. 25",
            "《禁毒法》第40至41条；《戒毒条例》第25条",
        ),
        (
            "local default; Personal Information Protection Law art. 28 and 29",
            "本地默认；《个人信息保护法》第28条、第29条",
        ),
        (
            "UN Nelson Mandela Rules, rules 30 (d), 43-46",
            "《联合国囚犯待遇最低限度标准规则》（纳尔逊·曼德拉规则）规则30(d)、43至46",
        ),
        (
            "Notice on handing over custody (换押和羁押期限变更通知制度, 2014)",
            "《换押和羁押期限变更通知制度》（2014）",
        ),
        (
            "practice report 鄂州监所四项举措, 2020-06-01",
            "实践报道“鄂州监所四项举措”（2020-06-01）",
        ),
        ("local default of this facility from 2026-03-03: 夏季; 作息", "本所规定（2026-03-03 起）：夏季; 作息"),
        ("some unheard-of work art. 7", "some unheard-of work art. 7"),
    ],
)
def test_source_is_cited_with_its_chinese_name_and_articles(source: str, chinese: str) -> None:
    assert (cited(source).en, cited(source).zh) == (source, chinese)


def test_no_english_is_left_in_the_chinese_citation_of_any_rule() -> None:
    packs = [one.load() for one in shelved_packs()]
    entries = [entry for pack in packs for sort in type(pack).__struct_fields__ for entry in getattr(pack, sort)]
    sources = {one.source for one in (*entries, *access_table().values())}
    assert len(sources) > 50
    left = {source: cited(source).zh for source in sources if re.search(r"[A-Za-z]{3}", cited(source).zh)}
    assert left == {}
