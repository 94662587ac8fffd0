"""What makes a password acceptable: length and not being a common one; no rules of composition (NIST SP 800-63B)."""

import re
import unicodedata
from collections.abc import Iterable

from db.values import Invalid
from resources import read_text
from resources.text import N_

SHORTEST = 12
LONGEST = 256
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_RUN_LENGTH = 4
_ONE_TIME_CODE = re.compile(r"(?:[0-9A-Z]{5}[- ]?){4,5}")


def common_words() -> frozenset[str]:
    """The words and passwords that are no secret; one a line in `resources/common_passwords.txt`."""
    lines = read_text("common_passwords.txt").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


def check_password(password: str, known: Iterable[str], common: frozenset[str]) -> None:
    """Accept a password or say what is wrong with it.

    Args:
        known: what everybody knows of the user: login, name, number, the facility's name.
        common: `common_words()`.

    Raises:
        Invalid: too short, too long, or made of nothing but what an attacker tries first.
    """
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        raise Invalid(
            N_("The password needs at least {length} characters. A short sentence is easy to remember."),
            field="new_password",
            length=SHORTEST,
        )
    if _ONE_TIME_CODE.fullmatch(text.strip().upper()):
        raise Invalid(
            N_("This looks like a one-time code, which others have seen. Choose a password of your own."),
            field="new_password",
        )
    if len(text) > LONGEST:
        raise Invalid(N_("The password has more than {length} characters."), field="new_password", length=LONGEST)
    if _unpredictable(text.casefold(), {word.casefold() for word in known if len(word) > 1} | common) < _RUN_LENGTH:
        raise Invalid(
            N_("This password is among those that are tried first. Choose words that nobody would put together."),
            field="new_password",
        )


def _unpredictable(text: str, words: set[str] | frozenset[str]) -> int:
    """How many different characters stay once common words, years, runs and repetitions are taken out."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    text = re.sub(r"(?:19|20)\d\d(?:\d{4})?", " ", text)
    for run in _RUNS:
        for line in (run, run[::-1]):
            text = _without_runs(text, line)
    text = re.sub(r"(.+?)\1+", r"\1", text)
    return len(set(text) - set(" !@#.-_"))


def _without_runs(text: str, run: str) -> str:
    for length in range(len(run), _RUN_LENGTH - 1, -1):
        for start in range(len(run) - length + 1):
            text = text.replace(run[start : start + length], " ")
    return text
