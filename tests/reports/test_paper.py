import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from db.values import Unavailable
from facility_app.reports.content import content_hash
from facility_app.reports.document import Column, Note, Section, Table
from facility_app.reports.facts import read_pages
from facility_app.reports.paper import compose, render
from tests.reports.reading import HAS_PDFTOTEXT, codes, picture, poppler_text, squeezed, whole_text
from tests.reports.samples import HASH, RARE, document, footer, ledger, name, people

MARGIN_MM = 18


def test_every_row_of_500_people_comes_back_with_its_rare_names(tmp_path: Path) -> None:
    path = tmp_path / "people.pdf"
    table = people(500)
    rendered = render(document(Section("一、名册", (table,))), footer(), path)
    text = whole_text(path)
    assert rendered.missing == ()
    assert all(character in text for character in RARE)
    assert [row[2] for row in table.rows if squeezed("".join(row[:7])) not in text] == []


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="pdftotext is not installed")
def test_another_reader_finds_the_same_rows_even_under_a_stamp(tmp_path: Path) -> None:
    path = tmp_path / "people.pdf"
    table = people(500)
    render(document(Section("一、名册", (table,)), stamp="未结", is_fictional=True), footer(), path)
    lines = [squeezed(line) for line in poppler_text(path).splitlines()]
    wanted = [squeezed("".join(row[:7])) for row in table.rows]
    whole = "\n".join(lines)
    # What the stamp runs through may gain one of its letters; everywhere else the row is one line.
    assert sum(row in whole for row in wanted) >= 0.97 * len(wanted)
    assert all(squeezed(name(number)) in whole for number in range(1, 501))


def test_heading_date_header_row_and_page_number_stand_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    rendered = render(document(Section("一、名册", (people(200),))), footer(), path)
    pages = read_pages(path)
    assert len(pages) == rendered.pages > 3
    for number, text in enumerate(pages, start=1):
        assert "值班日志（每日台账）" in text
        assert "虚构市看守所 · 2026年3月4日（星期三）" in text
        assert "序号" in text
        assert "备注" in text
        assert f"Page {number} of {rendered.pages}" in text
        assert "EZ-2026-0304-01" in text
        assert "2026-03-05 00:12:07" in text
        assert rendered.content_hash in text


def test_later_pages_say_which_section_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    render(document(Section("一、名册", (people(90),))), footer(), path)
    first, second, *_more = read_pages(path)
    assert "(continued)" not in first
    assert "一、名册 (continued)" in second


def test_fictional_data_and_an_open_day_are_marked_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    render(ledger(120, is_fictional=True, stamp="未结"), footer(), path)
    for text in read_pages(path):
        assert "FICTIONAL DATA" in text
        assert "未结" in text


def test_a_true_and_closed_day_bears_neither_mark(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    render(ledger(120), footer(), path)
    text = whole_text(path)
    assert "FICTIONAL" not in text
    assert "未结" not in text


def test_qr_code_is_read_from_every_page_at_200_dpi(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    rendered = render(ledger(120, stamp="未结"), footer(), path)
    for page in range(rendered.pages):
        assert codes(path, page) == [f"FD1|EZ-2026-0304-01|2|{HASH}"]


def test_a_qr_text_too_long_to_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="too many for a QR code"):
        compose(ledger(1), footer(qr="x" * 400))


def test_nothing_is_printed_in_the_margins(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    long = "日志头 " + "0123456789abcdef" * 12
    rendered = render(ledger(120, is_fictional=True, stamp="未结"), footer(lines=(long, long, long)), path)
    dpi = 100
    for page in range(rendered.pages):
        image = picture(path, page, dpi)
        left, top, right, bottom = image.point(lambda gray: 255 if gray < 250 else 0).getbbox() or (0, 0, 0, 0)
        margins = (left, top, image.width - right, image.height - bottom)
        assert min(margins) >= MARGIN_MM / 25.4 * dpi - 2


def test_same_document_and_footer_give_the_same_bytes_in_another_process() -> None:
    script = (
        "from facility_app.reports.paper import compose\n"
        "from tests.reports.samples import footer, ledger\n"
        "print(compose(ledger(60, is_fictional=True, stamp='未结'), footer())[1].sha256)"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd()), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert hashes == {compose(ledger(60, is_fictional=True, stamp="未结"), footer())[1].sha256}


def test_another_print_of_the_same_content_differs_in_bytes_and_not_in_content() -> None:
    first = compose(ledger(5), footer())[1]
    second = compose(ledger(5), footer(version=3, printed_by="另一民警"))[1]
    assert first.sha256 != second.sha256
    assert first.content_hash == second.content_hash == content_hash(ledger(5))


def test_missing_characters_show_a_box_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "names.pdf"
    table = Table(
        (Column("姓名"), Column("曾用名")), (("张\U000323af某", "无"), ("葛\U000e0100某", "a\tb\r\nc\u200bd\x07")), "无"
    )
    printed = document(Section("一、缺字", (table,)))
    rendered = render(printed, footer(printed_by="李\U000323af"), path)
    text = whole_text(path)
    assert rendered.missing == ("\x07", "\U000323af", "\U000e0100")
    assert "张□某" in text
    assert "李□" in text
    assert "葛某" in text
    assert "abcd□" in text
    assert rendered.content_hash == content_hash(printed)


@pytest.mark.parametrize("length", [40, 400, 4000])
def test_long_text_in_a_narrow_column_is_never_cut(tmp_path: Path, length: int) -> None:
    path = tmp_path / "long.pdf"
    said = "".join(chr(0x4E00 + number % 5000) for number in range(length))
    word = "".join(chr(ord("a") + number % 26) for number in range(length // 4))
    columns = (Column("序号", 0.3), Column("长词", 0.3), Column("简况", 0.5), Column("备注", 5))
    render(document(Section("一、事件", (Table(columns, (("1", word, said, "无"),), "无"),))), footer(), path)
    seen = whole_text(path)
    for text in (said, word):
        assert _in_order(text, seen) == len(text)


def _in_order(text: str, seen: str) -> int:
    """How many characters of a text are found one after the other, whatever stands between them."""
    place = count = 0
    for character in text:
        place = seen.find(character, place) + 1
        if not place:
            break
        count += 1
    return count


def test_long_title_label_and_footer_line_are_folded(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    title = "关于虚构市看守所当日全部在押人员基本情况与安全管理工作的值班日志（每日台账）附表"
    label = "虚构市人民检察院派驻虚构市看守所检察室检察官（已阅）"
    line = "前一日哈希 " + "0123456789abcdef" * 12
    printed = document(Section("一、说明", (Note("无"),)), title=title, signatures=(label, "交班人"))
    render(printed, footer(lines=(line,)), path)
    text = whole_text(path)
    for wanted in (title, label, line):
        assert squeezed(wanted) in text


def test_an_empty_table_says_so_in_words(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    render(document(Section("一、外出人员", (Table((Column("姓名"), Column("事由")), (), "未报"),))), footer(), path)
    assert re.search(r"姓名\s*事由\s*未报", read_pages(path)[0])


@pytest.mark.parametrize("count", range(24, 44))
def test_signatures_stay_together_and_no_heading_ends_a_page(tmp_path: Path, count: int) -> None:
    path = tmp_path / "ledger.pdf"
    render(ledger(count), footer(), path)
    pages = [squeezed(text) for text in read_pages(path)]
    labels = ("交班人", "接班人", "带班领导", "值班医生", "派驻检察官（阅）")
    assert sum(all(label in page for label in labels) and page.count("Dateandtime") >= 5 for page in pages) == 1
    for page in pages:
        if "四、突发事件" in page:
            assert "早测时一人自述头晕" in page
        if "合计" in page:
            assert f"{count}K2026{count:05d}" in page


def test_a_file_is_for_its_owner_only_and_replaces_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    path.write_text("older")
    render(ledger(3), footer(), path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes().startswith(b"%PDF-")
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.pdf"]


def test_a_place_that_cannot_be_written_is_told_and_left_clean(tmp_path: Path) -> None:
    (tmp_path / "ledger.pdf").mkdir()
    with pytest.raises(Unavailable, match=r"ledger\.pdf could not be written"):
        render(ledger(3), footer(), tmp_path / "ledger.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.pdf"]
    with pytest.raises(Unavailable):
        render(ledger(3), footer(), tmp_path / "absent" / "ledger.pdf")


def test_a_document_of_nothing_but_a_title_has_one_page() -> None:
    assert compose(replace(document(), sections=()), footer())[1].pages == 1
