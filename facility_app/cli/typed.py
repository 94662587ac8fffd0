"""Values as they are typed on the command line, read as they are in files."""

from datetime import date, datetime
from typing import TypeVar

from db.values import Invalid, Sex
from facility_app.access import Desk
from facility_app.exchange.choices import SEX
from facility_app.exchange.moments import DATE, INSTANT_OR_DAY
from facility_app.exchange.setting import setting_of
from facility_app.exchange.values import Kind
from facility_app.facts.facility import facility_facts
from facility_app.rules.documentpack import document_rules

V = TypeVar("V")


def day_typed(desk: Desk, text: str | None, field: str) -> date | None:
    """A day, in any form that files have.

    Raises:
        Invalid: it is none; `field` is named.
    """
    return _read(desk, DATE, text, field, date)


def instant_typed(desk: Desk, text: str | None, field: str) -> datetime | None:
    """An instant in UTC, typed in facility time; a day alone means its first moment.

    Raises:
        Invalid: it is none; `field` is named.
    """
    moment = _read(desk, INSTANT_OR_DAY, text, field, date)
    if moment is None or isinstance(moment, datetime):
        return moment
    with desk.store.reading() as session:
        return facility_facts(session).calendar.starts(moment)


def sex_typed(desk: Desk, text: str) -> Sex:
    """A sex, in either language.

    Raises:
        Invalid: it is none.
    """
    sex = _read(desk, SEX, text, "sex", Sex)
    assert sex is not None
    return sex


def document_typed(text: str) -> str:
    """The id of a type of document by its id or its name in either language; else the text, for the gate to judge."""
    wanted = text.strip().casefold()
    for one in document_rules().type:
        if wanted in (one.id, one.en.casefold(), one.zh):
            return one.id
    return text.strip()


def _read(desk: Desk, kind: Kind, text: str | None, field: str, wanted: type[V]) -> V | None:
    if text is None:
        return None
    try:
        value = kind.read(text, setting_of(desk))
    except Invalid as error:
        raise Invalid(error.message, field=field, **error.params) from None
    assert isinstance(value, wanted)
    return value
