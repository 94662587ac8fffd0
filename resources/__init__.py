"""Files that the program reads and never writes: rule packs, translations, lists."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Where a resource lies, as an absolute path."""
    return _HERE.joinpath(*parts)


def read_text(*parts: str) -> str:
    """The text of a resource, which is always UTF-8."""
    return path(*parts).read_text(encoding="utf-8")
