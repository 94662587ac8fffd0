"""Sex and age, as far as custody depends on them."""

from datetime import date

from db.values import Sex

__all__ = ["ADULT_AT", "Sex", "age_on", "is_minor"]

ADULT_AT = 18
"""Years of age (Law on the Protection of Minors, art. 2)."""


def age_on(birth_date: date, day: date) -> int:
    """Full years of age on a day; the birthday is the first day of the new year of life."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_minor(birth_date: date, day: date) -> bool:
    """Whether a person is under 18 on a day."""
    return age_on(birth_date, day) < ADULT_AT
