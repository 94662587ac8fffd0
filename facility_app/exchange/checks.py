"""What to remark on a whole row: cells that each can be read, but do not go together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from facility_app.core.identity import IdentityNumber
from facility_app.core.phrases import phrase
from facility_app.exchange.choices import SEX_LABELS
from facility_app.exchange.columns import Remark
from facility_app.exchange.sheets import Row
from facility_app.exchange.values import Setting
from resources.text import N_

_NOT_YET = N_("This day has not come yet. Today is {today}.")


def look_at_person(row: Row, setting: Setting) -> Iterator[Remark]:
    """Identity against sex and birth date, the days against one another, and who decided on custody."""
    yield from _identity(row)
    admitted = _day(row, "admitted_at", setting)
    for key in ("birth_date", "document_date", "admitted_at"):
        if (day := _day(row, key, setting)) and day > setting.today:
            yield Remark(key, phrase(_NOT_YET, today=setting.today), is_error=True)
    if not (row["deciding_body"] or row["case_unit"]):
        words = phrase(
            N_("Nobody is held without an issuing body: fill in the deciding body or the case-handling unit.")
        )
        yield Remark("deciding_body", words, is_error=True)
    documented, ends = row.day("document_date"), row.day("term_end")
    if admitted and documented and admitted < documented:
        yield Remark(
            "document_date", phrase(N_("The document is younger than the admission. Compare it with the paper."))
        )
    if admitted and ends and ends < admitted:
        yield Remark("term_end", phrase(N_("The term ends before the admission. Compare it with the paper.")))


def look_at_reading(row: Row, setting: Setting) -> Iterator[Remark]:
    """Nobody has been measured tomorrow."""
    return _past(row, "taken_at", setting)


def look_at_talk(row: Row, setting: Setting) -> Iterator[Remark]:
    """Nobody has been talked with tomorrow."""
    return _past(row, "started_at", setting)


def _identity(row: Row) -> Iterator[Remark]:
    """A difference is a warning, never a refusal: either may be wrong, and a person without papers is still held."""
    number = row.of("identity_number", IdentityNumber)
    if number is None:
        if not (row["identity_unverified"] or row["other_document"]):
            words = phrase(N_("No identity number. Mark the identity as unverified, or name another document."))
            yield Remark("identity_number", words)
        return
    if row["sex"] is not number.sex:
        yield Remark("sex", phrase(N_("By the identity number the sex is {sex}."), sex=SEX_LABELS[number.sex]))
    if (birth := row.day("birth_date")) and birth != number.birth_date:
        words = phrase(N_("By the identity number the birth date is {date}."), date=number.birth_date)
        yield Remark("birth_date", words)


def _past(row: Row, key: str, setting: Setting) -> Iterator[Remark]:
    day = _day(row, key, setting)
    if day and day > setting.today:
        yield Remark(key, phrase(_NOT_YET, today=setting.today), is_error=True)


def _day(row: Row, key: str, setting: Setting) -> date | None:
    moment = row.of(key, date)
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(setting.zone).date()
    return moment
