"""Numbers that are names (of people, staff, cells, documents): one spelling to store, and to look for."""

import unicodedata

_FULL_WIDTH_LETTERS = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
} | {0x3000: 0x20}  # fmt: skip


def clean_code(text: str) -> str:
    """A number or a code as it is kept: half width, without blanks. An input method leaves "１２３" for "123"."""
    return "".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())


def clean_reference(text: str) -> str:
    """The number of a document as it is kept: half-width letters and digits, its brackets as the paper has them."""
    return (text if text.isascii() else text.translate(_FULL_WIDTH_LETTERS)).strip()
