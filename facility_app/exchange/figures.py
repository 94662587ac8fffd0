"""Whole and decimal numbers, with the units that people write beside them."""

import re
import unicodedata
from decimal import Decimal

from db.values import Invalid
from facility_app.core.phrases import Phrase, phrase
from facility_app.exchange.cells import Cell, as_text
from facility_app.exchange.values import Kind, Setting
from resources.text import N_

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,15})?", re.ASCII)
_IDEOGRAPHIC_STOP = re.compile(r"(?<=\d)。(?=\d)")


def whole(low: int, high: int, units: tuple[str, ...] = ()) -> Kind:
    """A count from `low` to `high`."""

    def read(cell: Cell, _: Setting) -> int:
        number = _number(cell, units)
        if number != number.to_integral_value():
            raise Invalid(N_("A whole number is needed here."))
        _refuse_outside(number, Decimal(low), Decimal(high))
        return int(number)

    return Kind(read, _as_it_is, as_text=False)


def decimal(
    low: str, high: str, places: int, units: tuple[str, ...] = (), usual: tuple[str, str] | None = None
) -> Kind:
    """A measure from `low` to `high` with at most so many decimal places.

    Args:
        usual: the range outside which a measure is believed only after a second look.
    """
    lowest, highest = Decimal(low), Decimal(high)
    step = Decimal(1).scaleb(-places)

    def read(cell: Cell, _: Setting) -> Decimal:
        number = _number(cell, units)
        _refuse_outside(number, lowest, highest)
        if number != number.quantize(step):
            raise Invalid(
                N_("Decimal places here: {places} at most. Round the figure as the instrument shows it."), places=places
            )
        return number

    def doubts(number: Decimal) -> tuple[Phrase, ...]:
        if usual is None or Decimal(usual[0]) <= number <= Decimal(usual[1]):
            return ()
        return (
            phrase(N_("Unusual: outside {low} to {high}. Measure again and confirm."), low=usual[0], high=usual[1]),
        )

    return Kind(read, _as_it_is, doubts, as_text=False)


def _number(cell: Cell, units: tuple[str, ...]) -> Decimal:
    text = as_text(cell).strip()
    if not text.isascii():
        text = _IDEOGRAPHIC_STOP.sub(".", unicodedata.normalize("NFKC", text))
    if not _NUMBER.fullmatch(text):
        text = _without_unit(text, units)
    if isinstance(cell, bool) or not _NUMBER.fullmatch(text):
        raise Invalid(N_("A number is needed here, such as 36.5, and nothing else."))
    return Decimal(text)


def _without_unit(text: str, units: tuple[str, ...]) -> str:
    for unit in units:
        if text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].rstrip()
    return text


def _refuse_outside(number: Decimal, low: Decimal, high: Decimal) -> None:
    if not low <= number <= high:
        raise Invalid(
            N_("The number must lie between {low} and {high}. Look at its decimal point."), low=str(low), high=str(high)
        )


def _as_it_is(number: int | Decimal, _: Setting) -> Cell:
    return number
