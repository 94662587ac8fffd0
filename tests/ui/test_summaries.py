"""Health summaries of many at once: of whoever leaves soon, of a cell, of everybody; on paper like any other page."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.tables import AccessEvent
from db.values import AccessKind
from facility_app.acts.isolation import IsolationOrder
from facility_app.services import isolation
from facility_app.services.health_summaries import health_summaries
from facility_app.services.people import list_held
from tests.reports.reading import whole_text
from tests.services.daywork import number
from tests.ui.conftest import PEOPLE
from tests.ui.hands import ALT, KEY, Hands
from tests.ui.sitting import dressed_once, founded, seat_for, sitting, worked_day
from tests.ui.waiting import WAIT_MS
from ui.pages.paperbar import PaperBar
from ui.pages.people import PeoplePage
from ui.pages.people.summaries import SummariesPanel, Whose
from ui.pages.person.summarypanel import SummaryPanel


def test_summaries_of_whoever_leaves_of_a_cell_and_of_everybody_go_to_paper(tmp_path: Path, qtbot: QtBot) -> None:
    with founded(tmp_path) as facility, dressed_once(QApplication.instance()):  # type: ignore[arg-type]
        desk = facility.log_in()
        worked_day(desk, facility.clock)
        places = [one.person.place for one in list_held(desk).lines if one.person.place]
        cell, block = places[0].cell, places[0].block
        in_cell = sum((one.block, one.cell) == (block, cell) for one in places)
        assert [one.person.number for one in health_summaries(desk, is_leaving=True)] == [number(2)]
        assert len(health_summaries(desk, block=block, cell=cell)) == in_cell
        assert len(health_summaries(desk)) == PEOPLE + 1  # and the newcomer without a bed
        with sitting(facility, desk, tmp_path, qtbot) as at:
            page = at.show("people")
            assert isinstance(page, PeoplePage)
            hands = Hands(qtbot, at.window, at.settle)
            hands.take_place()
            hands.do(KEY.Key_H, with_=ALT)
            panel = page.summaries
            qtbot.waitUntil(lambda: panel.paper.make is not None, timeout=WAIT_MS)
            assert panel.whose.currentData() == Whose(is_leaving=True) and "1 page" in panel.count.text()
            panel.paper.save_to(tmp_path / "leaving.pdf")
            at.settle()
            assert number(2) in whole_text(tmp_path / "leaving.pdf")
            hands.choose("Whose summaries", f"{block} {cell}")
            qtbot.waitUntil(lambda: len(panel.preview.sheets) == in_cell, timeout=WAIT_MS)
            hands.do(KEY.Key_Escape)
            assert panel.isHidden() and page.table.hasFocus()


def test_head_has_findings_on_the_page_only_for_a_reason_and_reading_them_is_journaled(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with founded(tmp_path) as facility, dressed_once(QApplication.instance()):  # type: ignore[arg-type]
        desk = facility.log_in()
        worked_day(desk, facility.clock)
        isolation.order_isolation(
            seat_for(facility, desk, "doctor"),
            IsolationOrder(number(2), "medical_isolation", "fever and rash", pathogen="measles"),
        )
        with sitting(facility, desk, tmp_path, qtbot) as at:
            hands = Hands(qtbot, at.window, at.settle)
            hands.take_place()

            def page_text(paper: PaperBar, name: str) -> str:
                qtbot.waitUntil(lambda: paper.make is not None, timeout=WAIT_MS)
                paper.save_to(tmp_path / name)
                at.settle()
                return whole_text(tmp_path / name)

            def ask_in_full(panel: SummaryPanel | SummariesPanel, reason: str) -> None:
                hands.click("Read in full", panel)
                hands.click("Read in full", panel.secret)
                assert panel.secret.isVisible(), "without a reason nothing is shown"
                panel.secret.form.fields["reason"].setFocus()
                hands.enter(reason)
                qtbot.waitUntil(lambda: not panel.full.isVisible(), timeout=WAIT_MS)

            at.window.show_page("person", number(2))
            at.settle()
            hands.do(KEY.Key_H, with_=ALT)
            one = at.window.current.findChild(SummaryPanel)
            assert isinstance(one, SummaryPanel)
            assert "rash" not in page_text(one.paper, "masked.pdf")
            ask_in_full(one, "transfer to hospital")
            assert "rash" in page_text(one.paper, "full.pdf")
            at.show("people")
            hands.do(KEY.Key_H, with_=ALT)
            many = at.window.current.findChild(SummariesPanel)
            assert isinstance(many, SummariesPanel)
            assert "rash" not in page_text(many.paper, "all-masked.pdf")
            ask_in_full(many, "monthly review")
            assert "rash" in page_text(many.paper, "all.pdf")
        with desk.store.reading() as session:
            read = select(AccessEvent.detail).where(AccessEvent.kind == AccessKind.SENSITIVE_READ)
            assert [one for one in session.scalars(read.order_by(AccessEvent.id)) if one] == [
                "transfer to hospital",
                "monthly review",
            ]
