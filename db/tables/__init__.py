"""The tables of the spine, written by hand. Importing this package maps them all."""

from db.tables.access_event import AccessEvent
from db.tables.account import Account, AccountRole
from db.tables.care import CareStep, RoundSignature
from db.tables.custody import Custody, Document
from db.tables.day import Addendum, ClosedDay, PrintedLedger
from db.tables.draft import Draft
from db.tables.erasure import Erasure
from db.tables.facility import Facility
from db.tables.isolation import Isolation, IsolationReview, IsolationRight, Observation, OutbreakMeasures
from db.tables.person import Person
from db.tables.place import Bed, Block, Cell
from db.tables.placement import Placement
from db.tables.policy import SitePolicy
from db.tables.release import Release, ReleaseCheck
from db.tables.round import Reading, RoundAbsence, TemperatureRound
from db.tables.staff import Staff, StaffLeave
from db.tables.talk import Talk

__all__ = [
    "AccessEvent",
    "Account",
    "AccountRole",
    "Addendum",
    "Bed",
    "Block",
    "CareStep",
    "Cell",
    "ClosedDay",
    "Custody",
    "Document",
    "Draft",
    "Erasure",
    "Facility",
    "Isolation",
    "IsolationReview",
    "IsolationRight",
    "Observation",
    "OutbreakMeasures",
    "Person",
    "Placement",
    "PrintedLedger",
    "Reading",
    "Release",
    "ReleaseCheck",
    "RoundAbsence",
    "RoundSignature",
    "SitePolicy",
    "Staff",
    "StaffLeave",
    "Talk",
    "TemperatureRound",
]
