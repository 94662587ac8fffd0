"""What screens may speak of: the errors that services raise, and the closed lists of the store."""

from db.values import (
    AccessKind,
    CellKind,
    Conflict,
    DaybookError,
    FacilityKind,
    Invalid,
    Refused,
    Role,
    Sex,
    Unavailable,
)

__all__ = [
    "AccessKind",
    "CellKind",
    "Conflict",
    "DaybookError",
    "FacilityKind",
    "Invalid",
    "Refused",
    "Role",
    "Sex",
    "Unavailable",
]
