"""Pictures of the pages, where there is no screen."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.location import SqliteFile
from facility_app.app.places import DemoLogin, DemoLogins, keep_demo_logins
from facility_app.core.values import Role
from tests.conftest import ADMIN, PASSWORD, Founded
from ui.shots import main


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    yield
    QLoggingCategory.setFilterRules("")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_each_page_is_shown_in_both_languages_and_both_looks(
    facility: Founded, day: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(facility.place, SqliteFile)
    monkeypatch.setattr("ui.shots.Machine", lambda: facility.machine)
    keep_demo_logins(facility.place, DemoLogins(PASSWORD, (DemoLogin(ADMIN, "虚构甲一", (Role.HEAD,)),)))
    said: list[str] = []
    to = tmp_path / "pages"
    told = main(["--db", str(facility.place.path), "--to", str(to), "--page", "today", "--page", "login"], said.append)
    assert told == 0
    assert str(to) in said[0]
    wanted = {
        f"{page}-{language}-{look}.png"
        for page in ("login", "today")
        for language in ("en", "zh_CN")
        for look in ("light", "dark")
    }
    assert {one.name for one in to.iterdir()} == wanted
    assert QImage(str(to / "today-en-light.png")).size().toTuple() == (1366, 768)
    assert len({(to / name).read_bytes() for name in wanted}) == len(wanted)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_no_pictures_are_taken_of_a_facility_that_is_not_made_up(facility: Founded, tmp_path: Path) -> None:
    assert isinstance(facility.place, SqliteFile)
    assert main(["--db", str(facility.place.path), "--to", str(tmp_path / "pages")]) == 1
    assert not (tmp_path / "pages").exists()
