"""The files that a facility takes over: cells, staff, people held, readings, talks.

The headings and words are those of the glossary; the synonyms are what rosters have in their place. Written for
people in `resources/samples/README.md`.
"""

from facility_app.core.phrases import Words
from facility_app.exchange.checks import look_at_person, look_at_reading, look_at_talk
from facility_app.exchange.choices import SEX, YES_NO, choice
from facility_app.exchange.columns import Format, column
from facility_app.exchange.figures import decimal, whole
from facility_app.exchange.kinds import CELL_CODE, CELL_CODES, CODE, IDENTITY, NAME, REFERENCE, TEXT
from facility_app.exchange.moments import DATE, INSTANT, INSTANT_OR_DAY
from facility_app.exchange.reading_columns import MEAN, SYMPTOMS
from facility_app.exchange.values import Option
from facility_app.exchange.words import BODY_SITES, CATEGORIES, CELL_KINDS, DOCUMENTS, STAGES, TALK_KINDS

_CELL_WORDS = "监室号|监号|号房|房号|监舍|监舍号|所在监室|关押监室|监房|cell no"
_BLOCK_WORDS = "所在监区|监区名称|区|ward|block no"
_PERSON_WORDS = "编号|人员编号|被监管人员编号|在押人员编号|在所编号|监管编号|番号|person no|number"
_STAFF_WORDS = "民警编号|警员编号|工号|职工编号|工作证号|police no|staff no"
_NAME_WORDS = "人员姓名|在押人员姓名|被监管人员姓名|被拘留人姓名|戒毒人员姓名"
_SEX_WORDS = "男女|gender"
_REMARK = column("remark", "Remark", "备注", TEXT, "说明|备考|note|notes")

CELLS = Format(
    "cells",
    Words("Cells", "监室"),
    (
        column("block", "Block", "监区", CODE, _BLOCK_WORDS, required=True),
        column("cell", "Cell", "监室", CELL_CODE, "监室编号|监室名称", _CELL_WORDS, required=True),
        column("kind", "Kind", "监室类型", choice(CELL_KINDS), "类型|监室类别|类别|用途|type", required=True),
        column(
            "capacity",
            "Capacity",
            "容量",
            whole(1, 200, ("人", "张", "床")),
            "床位数|床位|核定容量|定员|额定人数|核定人数|关押容量|监室容量|beds",
            required=True,
        ),
        column(
            "area",
            "Area (m²)",
            "面积（㎡）",
            decimal("1", "1000", 2, ("平方米", "平米", "平方", "m2")),
            "使用面积|建筑面积|监室面积|面积平方米|square metres",
        ),
        column("sex", "Sex", "性别", SEX, "关押性别|男女监室|收押性别", _SEX_WORDS),
        column("for_minors", "For minors", "未成年人监室", YES_NO, "未成年|是否未成年|未成年监室|未成年人|minors"),
        _REMARK,
    ),
    unique=("block", "cell"),
)

STAFF = Format(
    "staff",
    Words("Staff", "工作人员"),
    (
        column("number", "Staff number", "警号", CODE, _STAFF_WORDS, "编号", required=True),
        column("name", "Name", "姓名", NAME, "民警姓名|人员姓名|职工姓名", required=True),
        column("sex", "Sex", "性别", SEX, _SEX_WORDS),
        column("post", "Post", "岗位", TEXT, "职务|岗位名称|工作岗位|职位|岗位职务|position", required=True),
        column("phone", "Phone", "电话", CODE, "联系电话|手机|手机号|手机号码|联系方式|电话号码|mobile"),
        column("block", "Block", "监区", CODE, "负责监区|主管监区|包区", _BLOCK_WORDS),
        column("cells", "Cells in charge", "包管监室", CELL_CODES, "负责监室|主管监室|分管监室|包监室|监室|监室号"),
        column("since", "On post since", "到岗日期", DATE, "到岗时间|入职日期|入职时间|上岗日期"),
        column("until", "On post until", "离岗日期", DATE, "离岗时间|离职日期|离职时间|调离日期|调出日期"),
        _REMARK,
    ),
    unique=("number",),
)

PEOPLE = Format(
    "people",
    Words("People held", "在押人员"),
    (
        column("number", "Facility number", "监所编号", CODE, _PERSON_WORDS, required=True),
        column("name", "Name", "姓名", NAME, _NAME_WORDS, required=True),
        column("alias", "Alias", "别名", TEXT, "曾用名|绰号|化名"),
        column("sex", "Sex", "性别", SEX, _SEX_WORDS, required=True),
        column("birth_date", "Birth date", "出生日期", DATE, "出生年月日|出生年月|生日|date of birth|born"),
        column(
            "identity_number",
            "Resident ID number",
            "公民身份号码",
            IDENTITY,
            "身份证号|身份证号码|身份证|证件号码|证件号|居民身份证号码|居民身份证号|身份号码|id number|id no",
        ),
        column(
            "identity_unverified",
            "Identity unverified",
            "身份不明",
            YES_NO,
            "身份待核实|是否身份不明|身份未核实|待核实",
        ),
        column(
            "other_document", "Other identity document", "其他证件", REFERENCE, "护照号|护照号码|其他证件号码|passport"
        ),
        column("ethnicity", "Ethnicity", "民族", TEXT, "族别"),
        column(
            "category",
            "Category",
            "羁押类别",
            choice(CATEGORIES),
            "类别|人员类别|在押类别|关押类别|拘留类别|强制措施|收押类别|法律类别",
            required=True,
        ),
        column("stage", "Stage of the case", "诉讼阶段", choice(STAGES), "办案阶段|诉讼环节|案件阶段|办案环节"),
        column("case_number", "Case number", "案件编号", REFERENCE, "案号|案件号"),
        column("case_cause", "Cause", "案由", TEXT, "罪名|涉嫌罪名|事由|案由事由|违法行为|charge"),
        column("case_unit", "Case-handling unit", "办案单位", TEXT, "送押单位|办案机关|主办单位|送拘单位|送戒单位"),
        column(
            "deciding_body", "Deciding body", "决定机关", TEXT, "批准机关|签发机关|决定单位|文书签发机关|issuing body"
        ),
        column(
            "document_type",
            "Document",
            "法律文书",
            choice(DOCUMENTS),
            "文书|文书类型|文书种类|文书名称|收押凭证|凭证",
            required=True,
        ),
        column(
            "document_number",
            "Document number",
            "文号",
            REFERENCE,
            "文书号|文书文号|文书编号|法律文书号|法律文书文号|凭证文号|document no",
            required=True,
        ),
        column(
            "document_date",
            "Document date",
            "文书日期",
            DATE,
            "签发日期|决定日期|文书签发日期|发文日期|开具日期",
            required=True,
        ),
        column(
            "admitted_at",
            "Admitted at",
            "入所时间",
            INSTANT_OR_DAY,
            "入所日期|收押日期|收押时间|收拘日期|收拘时间|收戒日期|收戒时间|进所日期|进所时间|入监日期|入监时间|admitted",
            required=True,
        ),
        column(
            "term_end",
            "Term end as printed",
            "期限届满日期",
            DATE,
            "届满日期|到期日期|羁押期限|羁押期限届满日期|期满日期|期满日|拘留期满日期|拘留期限至|刑期截止日期",
            "刑满日期|关押期限|term end",
        ),
        column("block", "Block", "监区", CODE, _BLOCK_WORDS),
        column("cell", "Cell", "监室", CELL_CODE, _CELL_WORDS),
        column("bed", "Bed", "床位", whole(1, 200, ("号床", "号", "床")), "床号|床位号|铺位|铺位号|bed no"),
        column("key_person", "Key person", "重点人员", YES_NO, "重点|是否重点|是否重点人员|重点对象"),
        column("language", "Language", "语言", TEXT, "语种|使用语言|翻译需求"),
        column("diet", "Diet", "饮食习惯", TEXT, "饮食|饮食禁忌|特殊饮食|伙食"),
        _REMARK,
    ),
    unique=("number",),
    check=look_at_person,
)

READINGS = Format(
    "readings",
    Words("Temperature readings", "体温监测"),
    (
        column("person_number", "Facility number", "监所编号", CODE, _PERSON_WORDS),
        column("staff_number", "Staff number", "警号", CODE, _STAFF_WORDS),
        column("name", "Name", "姓名", NAME, _NAME_WORDS),
        column(
            "taken_at",
            "Taken at",
            "测量时间",
            INSTANT,
            "测温时间|检测时间|监测时间|测量日期|日期时间|时间|time",
            required=True,
        ),
        column(
            "celsius",
            "Temperature (℃)",
            "体温（℃）",
            decimal("30.0", "45.0", 1, ("°C", "度", "C", "摄氏度"), usual=("34.0", "42.5")),
            "温度|体温值|体温度数",
            required=True,
        ),
        column("body_site", "Body site", "测量部位", choice(BODY_SITES), "部位|测温部位|测温方式|测量方式|site"),
        column("device", "Device", "体温计", TEXT, "设备|测温设备|器械|体温计编号|设备编号|thermometer"),
        column("taken_by", "Taken by", "测量人", TEXT, "测温人|检测人|测量民警|测温民警|登记人|记录人|measured by"),
        SYMPTOMS,
        MEAN,
        _REMARK,
    ),
    unique=("person_number", "staff_number", "taken_at"),
    exactly_one=("person_number", "staff_number"),
    check=look_at_reading,
)


def talks_format(kinds: tuple[Option, ...]) -> Format:
    """The form of talks for a facility with its own set of kinds."""
    columns = (
        column("number", "Facility number", "监所编号", CODE, _PERSON_WORDS, required=True),
        column("name", "Name", "姓名", NAME, _NAME_WORDS),
        column(
            "started_at",
            "Started at",
            "谈话时间",
            INSTANT,
            "开始时间|谈话日期|谈话开始时间|时间|when",
            required=True,
        ),
        column("officer", "Officer", "谈话民警", TEXT, "谈话人|谈话民警警号|管教民警|民警|警号", required=True),
        column(
            "kind", "Kind of talk", "谈话类型", choice(kinds), "类型|谈话类别|谈话种类|触发事件|谈话事由", required=True
        ),
        column(
            "minutes",
            "Minutes",
            "时长（分钟）",
            whole(1, 600, ("分钟", "分", "min", "minutes")),
            "谈话时长|分钟|谈话分钟数|duration",
            required=True,
        ),
        column(
            "content", "Content", "谈话内容", TEXT, "内容|谈话内容摘要|内容摘要|摘要|谈话记录|summary", required=True
        ),
        _REMARK,
    )
    return Format("talks", Words("Talks", "谈话记录"), columns, unique=("number", "started_at"), check=look_at_talk)


TALKS = talks_format(TALK_KINDS)
FORMATS = {form.name: form for form in (CELLS, STAFF, PEOPLE, READINGS, TALKS)}
"""By the names that the command line uses."""
