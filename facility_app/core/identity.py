"""The resident identity number (公民身份号码, GB 11643-1999): what it says, and what is wrong with one."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from stdnum import numdb
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from db.values import Invalid
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.sexes import Sex
from resources.text import N_

FICTIONAL_REGION = "999999"
"""Given to nobody (GB/T 2260 ends at 82): the region of every invented person in samples, tests and demonstrations."""

_FORM = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD_FORM = re.compile(r"\d{15}", re.ASCII)
_SEPARATORS = re.compile(r"[\s\-]+")
_SEX_DIGIT = 16
_TAIWAN_RESIDENCE = "83"
_FOREIGN_RESIDENCE = "9"


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that can be right, and what it says of its bearer.

    Attributes:
        number: 18 characters, the last one possibly a capital X.
        findings: what should be looked at, but refuses nothing.
    """

    number: str
    birth_date: date
    sex: Sex
    findings: tuple[Phrase, ...] = ()

    @property
    def is_fictional(self) -> bool:
        """Whether its region is the one of invented people."""
        return self.number.startswith(FICTIONAL_REGION)


def read_identity(text: str, *, today: date, field: str = "identity_number") -> IdentityNumber:
    """Read a number as people type it: full-width digits, a small x, blanks and dashes.

    Numbers of residence permits for Hong Kong, Macao and Taiwan residents and of permanent residents from abroad
    have the same form.

    Args:
        today: the facility's date; nobody is born after it.

    Raises:
        Invalid: length, a character, the date or the check digit is wrong, or the birth lies in the future.
    """
    number = ric.compact(_SEPARATORS.sub("", unicodedata.normalize("NFKC", text)))
    if _OLD_FORM.fullmatch(number):
        raise Invalid(
            N_("This is an old identity number with 15 digits. Give the one with 18, as on the present card."),
            field=field,
        )
    if not _FORM.fullmatch(number):
        raise Invalid(
            N_("An identity number has 17 digits and then a digit or X; this one has {length} characters."),
            field=field,
            length=len(number),
        )
    birth_date = _birth_date(number, field)
    if number[-1] != ric.calc_check_digit(number):
        raise Invalid(
            N_("The check digit of the identity number does not fit: a digit is wrong or two are exchanged."),
            field=field,
        )
    if birth_date > today:
        raise Invalid(N_("By this identity number the birth lies in the future."), field=field)
    sex = Sex.MALE if int(number[_SEX_DIGIT]) % 2 else Sex.FEMALE
    return IdentityNumber(number, birth_date, sex, _findings(number[:6]))


def _birth_date(number: str, field: str) -> date:
    try:
        return ric.get_birth_date(number)
    except InvalidComponent:
        raise Invalid(
            N_("Digits 7 to 14 of the identity number are no date: {digits}."), field=field, digits=number[6:14]
        ) from None


def _findings(region: str) -> tuple[Phrase, ...]:
    if region == FICTIONAL_REGION or _is_known(region):
        return ()
    return (
        phrase(N_("The region {region} of the identity number is not known. Compare it with the card."), region=region),
    )


@cache
def _is_known(region: str) -> bool:
    """Whether a region was ever allotted.

    `ric.get_birth_place` also wants it to have been so in the year of birth; but people born before the numbers came
    (1984), or registered late, bear a later one.
    """
    if region.startswith(_TAIWAN_RESIDENCE):
        return True
    if region.startswith(_FOREIGN_RESIDENCE):  # 9, two digits of the province, three of the nationality
        return bool(_places(region[1:3])[0])
    return all(_places(region))


def _places(region: str) -> list[dict[str, str]]:
    return [found for _, found in numdb.get("cn/loc").info(region)]
