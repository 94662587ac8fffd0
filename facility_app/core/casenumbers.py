"""Case numbers, compared as people mean them."""

import re
import unicodedata

_BRACKETS = str.maketrans("〔【[{〕】]}", "(((())))")


def case_key(number: str) -> str:
    """A case number in the form in which two of them are compared: width, spaces and sort of brackets do not matter.

    Empty where nothing was given.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", number).translate(_BRACKETS)).casefold()
