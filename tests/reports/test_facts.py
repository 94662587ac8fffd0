from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from facility_app.reports.facts import Facts, read_facts, read_pages
from facility_app.reports.paper import render
from resources.text import speaking
from tests.reports.samples import footer, ledger


def test_facts_of_a_print_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pdf"
    with speaking("zh_CN"):
        rendered = render(ledger(3), footer(serial='EZ(1)\\"末', printed_by="𬍛测试"), path)
    assert read_facts(path) == Facts(
        serial='EZ(1)\\"末',
        version=2,
        content_hash=rendered.content_hash,
        printed_by="𬍛测试",
        printed_at="2026-03-05T00:12:07+08:00",
        language="zh_CN",
    )


@pytest.mark.parametrize("keywords", ["", "invoice", "facility-daybook-print-1 {}", "facility-daybook-print-1 {"])
def test_a_file_of_others_claims_nothing(tmp_path: Path, keywords: str) -> None:
    path = tmp_path / "other.pdf"
    canvas = Canvas(str(path))
    canvas.setKeywords(keywords)
    canvas.drawString(100, 100, "other")
    canvas.save()
    assert read_facts(path) is None
    assert read_pages(path) == ("other",)


def test_what_is_no_pdf_claims_nothing(tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    path.write_text("not a PDF")
    assert read_facts(path) is None
    with pytest.raises(ValueError, match="not a PDF"):
        read_pages(path)
