"""Printed files read back, as a reader, a scanner and a camera would."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp
from PIL import Image

from facility_app.reports.facts import read_pages

HAS_PDFTOTEXT = shutil.which("pdftotext") is not None


def squeezed(text: str) -> str:
    """A text without the white space that layout puts in."""
    return re.sub(r"\s+", "", text)


def whole_text(path: Path) -> str:
    return squeezed("".join(read_pages(path)))


def poppler_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def picture(path: Path, page: int, dpi: int = 200) -> Image.Image:
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
        image: Image.Image = pdf[page].render(scale=dpi / 72).to_pil().convert("L")
        return image


def codes(path: Path, page: int) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture(path, page))]
