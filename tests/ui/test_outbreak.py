"""Measures of an outbreak where they matter: on Today, and at the gate."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facility_app.acts.outbreaks import MeasuresOrdered
from facility_app.services import isolation, people
from tests.services.daywork import wall
from tests.ui.sitting import dressed_once, founded, sitting, worked_day
from ui.pages.intake import IntakePage
from ui.pages.intake.steps import Step
from ui.pages.today import TodayPage


def said(part: QWidget) -> str:
    return " ".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part))


def test_measures_stand_on_today_and_are_asked_of_whoever_comes(tmp_path: Path, qtbot: QtBot) -> None:
    with founded(tmp_path) as facility, dressed_once(QApplication.instance()):  # type: ignore[arg-type]
        desk = facility.log_in()
        monday = worked_day(desk, facility.clock)
        tuesday = monday + timedelta(days=1)
        with sitting(facility, desk, tmp_path, qtbot) as at:
            today, intake = at.show("today"), at.show("intake")
            assert isinstance(today, TodayPage) and isinstance(intake, IntakePage)
            assert today.measures.isHidden() and intake.asked.isHidden()
            assert intake.more.fields["asked_ill"].isHidden()
            told = MeasuresOrdered(
                "influenza", "虚构通知12号", ppe_level=2, observation_days=7, tests="抗原", areas="虚构县"
            )
            isolation.switch_on_measures(desk, told)
            at.show("today")
            for text in ("Influenza", "虚构通知12号", "protection level 2", "until further notice"):
                assert text in said(today.measures)
            at.show("intake")
            card = said(intake.asked)
            last = tuesday + timedelta(days=7)  # seven times 24 hours, as the order will run
            for text in ("Influenza", "虚构通知12号", "Protection level 2", "抗原", "虚构县", str(last)):
                assert text in card
            admit(intake, facility.clock.now.date())
            at.settle()
            owed = [one for one in intake._missing if one.step is Step.PARTICULARS]
            assert len(owed) == 2 and not any(one.holds_up for one in owed)  # contact, and several ill around
            assert "keep apart" in said(intake.asked)
            qtbot.mouseClick(intake.admit, Qt.MouseButton.LeftButton)
            at.settle()
        remark = people.see_person(desk, "N1").particulars.remark or ""
        assert "Came through one of the areas: yes" in remark and "Fever or symptoms: no" in remark
        assert "虚构县, 三天前" in remark
        assert [one.person.number for one in isolation.who_is_apart(desk).proposed] == ["N1"]
        assert facility.clock.now >= wall(tuesday, "07:30")


def admit(page: IntakePage, day: date) -> None:
    """Type a newcomer, who answers two of the four questions."""
    forms = (
        (page.who, {"number": "N1", "name": "虚构新人", "sex": "male", "identity_unverified": "yes"}),
        (page.papers.forms[0], {"document": "detention_certificate", "document_number": "虚构拘字9"}),
        (page.papers.forms[0], {"issued_by": "虚构公安局", "document_date": str(day)}),
        (page.more, {"asked_travelled": "asked-yes", "asked_ill": "asked-no", "asked_told": "虚构县, 三天前"}),
    )
    for form, values in forms:
        form.fill(values)
    page._keep()
