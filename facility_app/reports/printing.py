"""Printing papers that are named by their content, without a record of the print."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from facility_app.facts.facility import FacilityFacts
from facility_app.facts.register_views import FormFacts
from facility_app.reports.content import content_hash
from facility_app.reports.document import Document, Footer
from facility_app.reports.paper import Rendered, compose, render
from facility_app.reports.register_forms import blank_form, filled_form, reference


def print_form(facts: FormFacts, path: Path) -> Rendered:
    """Print one entry of a register, or where none is given a blank form.

    Raises:
        Unavailable: the file cannot be written.
    """
    return _render(facts, filled_form(facts) if facts.found else blank_form(facts), path)


def print_reference(facts: FormFacts, path: Path) -> Rendered:
    """Print the page that explains a register.

    Raises:
        Unavailable: the file cannot be written.
    """
    return _render(facts, reference(facts), path)


class Asked(Protocol):
    """What a paper was made from: of which facility, by whom it was asked for, and when (UTC)."""

    @property
    def facility(self) -> FacilityFacts:
        """Whose clock tells when."""
        ...

    @property
    def by(self) -> str:
        """The name of whoever asked for it."""
        ...

    @property
    def at(self) -> datetime:
        """When it was asked for."""
        ...


def print_paper(document: Document, asked: Asked, path: Path) -> Rendered:
    """Print a document into a file, in the language in force.

    Raises:
        Unavailable: the file cannot be written.
    """
    return render(document, _foot(document, asked), path)


def preview_paper(document: Document, asked: Asked) -> bytes:
    """A document as it would be printed, in memory."""
    return compose(document, _foot(document, asked))[0]


def _foot(document: Document, asked: Asked) -> Footer:
    return by_content(document, asked.by, asked.facility.calendar.local(asked.at))


def by_content(document: Document, by: str, at: datetime) -> Footer:
    """The foot of a print that is named by its content, without a record of the print.

    Args:
        at: in facility time.
    """
    digest = content_hash(document)
    return Footer(digest[:12].upper(), 1, by, at, f"FD2|{digest}")


def _render(facts: FormFacts, document: Document, path: Path) -> Rendered:
    return render(document, by_content(document, facts.by, facts.at), path)
