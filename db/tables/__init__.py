"""The tables of the spine, written by hand. Importing this package maps them all."""

from db.tables.access_event import AccessEvent
from db.tables.account import Account, AccountRole
from db.tables.erasure import Erasure
from db.tables.facility import Facility
from db.tables.staff import Staff

__all__ = ["AccessEvent", "Account", "AccountRole", "Erasure", "Facility", "Staff"]
