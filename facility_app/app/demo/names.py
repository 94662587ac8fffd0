"""Names that nobody bears: common surnames with given names put together by chance."""

from random import Random

from db.values import Sex

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_COMPOUND = ("欧阳", "上官", "司徒", "诸葛", "尉迟")
_MALE = "伟强磊洋勇军杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆志远峰鸣川松岩崇泽鸿昊晟铭霖"
_FEMALE = "芳娜敏静丽艳娟霞秀玲燕萍红梅琳雪莹洁婷慧颖倩瑶岚菲蓉薇晴茜韵彤"
_RARE = "䶮㛃𬍛堃翀骉淼"
_OTHERS = {
    Sex.MALE: ("买买提·艾力", "艾尼瓦尔·卡德尔", "扎西多吉", "次仁旺堆", "巴特尔", "John Example", "Ivan Sample"),
    Sex.FEMALE: ("阿依古丽·吐尔逊", "古丽娜尔·买买提", "卓玛拉姆", "乌云其其格", "Maria Sample"),
}


def fictional_name(chance: Random, sex: Sex) -> str:
    """One name; now and then a compound surname, a rare character or one that is not Han."""
    roll = chance.random()
    if roll < 0.02:
        return chance.choice(_OTHERS[sex])
    surname = chance.choice(_COMPOUND) if roll < 0.04 else chance.choice(_SURNAMES)
    letters = _MALE if sex is Sex.MALE else _FEMALE
    given = chance.choice(letters)
    if chance.random() < 0.7:
        given += chance.choice(letters)
    if chance.random() < 0.03:
        given = given[:-1] + chance.choice(_RARE)
    return surname + given
