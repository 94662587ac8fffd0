"""The description of the file formats in `resources/samples/README.md`, out of the formats themselves."""

from collections.abc import Iterator

from facility_app.exchange.choices import SEX, YES_NO
from facility_app.exchange.columns import Column, Format
from facility_app.exchange.formats import FORMATS
from facility_app.exchange.kinds import CELL_CODE, CELL_CODES, IDENTITY, NAME
from facility_app.exchange.moments import DATE, INSTANT, INSTANT_OR_DAY
from facility_app.exchange.reading_columns import MEAN, SYMPTOMS
from facility_app.exchange.values import Option
from facility_app.exchange.words import BODY_SITES, CATEGORIES, CELL_KINDS, DOCUMENTS, STAGES, TALK_KINDS

HEAD = """# Samples and file formats · 样例与文件格式

**All people in these files are invented (虚构数据).** Their names say so, and their identity numbers have the region
999999, which is given to nobody. 本目录人员均为虚构，身份号码行政区划代码一律为 999999。

A small 看守所 of 24 people in six cells of two blocks, with 8 staff, on 2026-11-21:

| File · 文件 | Form · 格式 | As rosters really are · 特点 |
|---|---|---|
| `cells.csv` | cells | GB18030 |
| `staff.csv` | staff | UTF-8 with a mark (BOM) |
| `people.xlsx` | people | merged title, an empty row, a counting column, full-width digits, numbers kept as text, dates in seven forms |
| `readings-am.csv` | readings | UTF-8, commas; one axillary 37.4 |
| `readings-pm.csv` | readings | UTF-8, semicolons |

They are made by `tests/exchange/make_samples.py`, and this page with them; do not edit them by hand.

## What every file may look like · 通用规则

- CSV in UTF-8, UTF-8 with BOM, GB18030 (GBK, GB2312) or UTF-16, with comma, semicolon or tab; or XLSX. Not `.xls`, not
  locked with a password. CSV 编码与分隔符自动识别；XLSX 须未加密，旧版 `.xls` 请另存为 XLSX。
- One line of headings, Chinese or English or a key, in any order. Blanks, brackets and what they enclose, stars and
  colons do not matter. Titles and empty rows may stand above, empty rows between. 标题行中英文均可，顺序不限，
  空格、括号及其内容不计；上方可有大标题和空行。
- Other columns are named in a warning and not read; 序号 is passed over. 多余的列只提示、不读取。
- Rows that begin with 合计, 制表人 and the like, and lack what every row must have, are named and not read.
- Every wrong cell of every row is reported at once: line, column, value, reason. Two rows with the same key are both
  errors. 所有错误一次列出；重复的行双方都报。
- Full-width digits and letters are read as half-width. `-` and `/` mean nothing to say, except in free text.
- Numbers that are names (facility number, identity number, phone) belong in cells formatted as text: Excel rounds what
  is longer than 15 digits, and such a cell is refused. 长编号请设为文本格式，被 Excel 截断的号码会被拒绝。
- In a workbook the first visible sheet that has the headings is read; others that have them are named.
- A merged cell has its value in its first row only. 合并单元格只有首行有值，请先取消合并并填充。

## Accepted forms · 可接受的写法

| Kind · 类型 | Forms · 写法 |
|---|---|
| date · 日期 | 2026-11-21, 2026/11/21, 2026.11.21, 20261121, 2026年11月21日, a date cell, Excel's number of days since 1900. A time beside it is left out. Years with two digits are refused. |
| date and time · 日期时间 | 2026-11-21 07:30, 2026-11-21 07:30:15, 2026-11-21T07:30, 202611210730, 2026年11月21日7时30分, 上午/下午, AM/PM. In the facility's own time. |
| date, with or without time · 日期（可带时间） | either of the two |
| number · 数字 | 36.5, ３６．５, 36。5, with its unit (℃, 度, 人, 平方米, 分钟) or without |
| sex · 性别 | 男, 女, M, F, male, female, 1, 2 |
| yes or no · 是否 | 是, 否, 有, 无, Y, N, yes, no, ✓, √, ×, 1, 0 |
| name · 姓名 | blanks between Chinese characters are taken out; every middle dot becomes · |
| identity number · 公民身份号码 | 18 digits, last one X or x; check digit and date are checked, an unknown region is a warning; old numbers with 15 digits are refused |
| cell · 监室 | 101, 101室, 101监室, 101号监室 are the same; several with 、 between them |
| symptoms · 症状 | the words of the facility's list of symptoms, Chinese, English or the key; several with 、 , ; or a blank between them; 无 for none |
| choice · 选项 | one of the words below |

Written files (`export`) are CSV in UTF-8 with BOM or XLSX, with the same headings, times to the second; text that a spreadsheet would run
as a formula has an apostrophe before it, which is taken off again when the file is read. 导出文件可原样导入；可能被当作公式的
文本前加单引号。
"""  # noqa: E501 - a table row is one line
"""What is not said by the formats."""

LISTS: dict[tuple[str, str], tuple[Option, ...]] = {
    ("cells", "kind"): CELL_KINDS,
    ("people", "category"): CATEGORIES,
    ("people", "stage"): STAGES,
    ("people", "document_type"): DOCUMENTS,
    ("readings", "body_site"): BODY_SITES,
    ("talks", "kind"): TALK_KINDS,
}
NOTES = {
    "people": (
        "Deciding body or case-handling unit must be there: nobody is held without an issuing body. Without an\n"
        "identity number, mark the identity as unverified or name another document.",
        "决定机关与办案单位至少填一项；无公民身份号码的，请填“身份不明”或其他证件。",
    ),
    "readings": (
        "Temperatures lie between 30.0 and 45.0 ℃; below 34.0 and above 42.5 they are read with a warning.",
        "超出 30.0–45.0 ℃ 视为录入错误；34.0 以下、42.5 以上提示复核。",
    ),
}
KINDS = (
    (DATE, "date"),
    (INSTANT, "date and time"),
    (INSTANT_OR_DAY, "date, with or without time"),
    (SEX, "sex"),
    (YES_NO, "yes or no"),
    (NAME, "name"),
    (IDENTITY, "identity number"),
    (CELL_CODE, "cell"),
    (CELL_CODES, "several cells"),
    (SYMPTOMS.kind, "symptoms"),
    (MEAN.kind, "yes or no"),
)


def readme() -> str:
    """The whole page."""
    return HEAD + "".join(_section(form) for form in FORMATS.values())


def _section(form: Format) -> str:
    title = f"\n## {form.name}: {form.label.en} · {form.label.zh}\n"
    return "\n".join((title, *_columns(form), *_rules(form), *_lists(form))) + "\n"


def _columns(form: Format) -> Iterator[str]:
    yield "| Key | English | 中文 | Must · 必填 | Kind · 类型 | Also · 也认 |"
    yield "|---|---|---|---|---|---|"
    for column in form.columns:
        must = "●" if column.required else "○" if column.key in form.exactly_one else ""
        also = ", ".join(column.synonyms)
        yield f"| `{column.key}` | {column.label.en} | {column.label.zh} | {must} | {_kind(form, column)} | {also} |"


def _kind(form: Format, column: Column) -> str:
    if (form.name, column.key) in LISTS:
        return "choice"
    return next((name for kind, name in KINDS if kind is column.kind), "text" if column.kind.as_text else "number")


def _rules(form: Format) -> Iterator[str]:
    labels = {column.key: f"{column.label.en} ({column.label.zh})" for column in form.columns}
    yield "\nNo two rows may agree in · 不得重复: " + ", ".join(labels[key] for key in form.unique) + "."
    if form.exactly_one:
        yield "\n○ Exactly one of · 只填其一: " + ", ".join(labels[key] for key in form.exactly_one) + "."
    yield from (f"\n{note}" for note in NOTES.get(form.name, ()))


def _lists(form: Format) -> Iterator[str]:
    for (name, key), options in LISTS.items():
        if name == form.name:
            yield f"\nWords for `{key}` · 可用的词:\n"
            for one in options:
                yield f"- `{one.key}`: {', '.join(dict.fromkeys((one.label.zh, one.label.en, *one.others)))}"
