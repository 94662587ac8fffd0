"""Rows of files as the rosters that services take."""

from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from db.values import CellKind, Sex
from facility_app.acts.rosters import RosterCell, RosterPerson, RosterStaff
from facility_app.core.identity import IdentityNumber
from facility_app.exchange.sheets import Row

T = TypeVar("T")


def roster_cell(row: Row) -> RosterCell:
    """A row of the form of cells."""
    return RosterCell(
        row.text("block"),
        row.text("cell"),
        CellKind(row.text("kind")),
        row.of("capacity", int) or 0,
        row.of("area", Decimal),
        row.of("sex", Sex),
        row.of("for_minors", bool),
    )


def roster_staff(row: Row) -> RosterStaff:
    """A row of the form of staff."""
    cells: tuple[str, ...] = row.of("cells", tuple) or ()
    return RosterStaff(
        row.text("number"),
        row.text("name"),
        row.text("post"),
        row.of("sex", Sex),
        row.of("phone", str),
        row.of("block", str),
        cells,
        row.day("since"),
        row.day("until"),
    )


def roster_person(row: Row) -> RosterPerson:
    """A row of the form of people held."""
    identity = row.of("identity_number", IdentityNumber)
    return RosterPerson(
        number=row.text("number"),
        name=row.text("name"),
        sex=_filled(row.of("sex", Sex)),
        category=row.text("category"),
        document_type=row.text("document_type"),
        document_number=row.text("document_number"),
        document_date=_filled(row.day("document_date")),
        admitted_at=_filled(row.of("admitted_at", datetime) or row.day("admitted_at")),
        birth_date=row.day("birth_date") or (identity.birth_date if identity else None),
        identity_number=identity.number if identity else None,
        identity_unverified=row.of("identity_unverified", bool),
        alias=row.of("alias", str),
        other_document=row.of("other_document", str),
        ethnicity=row.of("ethnicity", str),
        language=row.of("language", str),
        diet=row.of("diet", str),
        case_number=row.of("case_number", str),
        case_cause=row.of("case_cause", str),
        case_unit=row.of("case_unit", str),
        deciding_body=row.of("deciding_body", str),
        term_end=row.day("term_end"),
        block=row.of("block", str),
        cell=row.of("cell", str),
        bed=row.of("bed", int),
        key_person=row.of("key_person", bool),
        remark=row.of("remark", str),
    )


def _filled(value: T | None) -> T:
    """A value of a column that every row fills in."""
    assert value is not None
    return value
