"""What enumerated values are called (`domain` glossary)."""

from db.values import FacilityKind, Role
from resources.text import N_, _

_ROLES = {
    Role.HEAD: N_("facility head"),
    Role.SHIFT_LEAD: N_("shift lead"),
    Role.OFFICER: N_("responsible officer"),
    Role.DOCTOR: N_("doctor or nurse"),
    Role.PSYCHOLOGIST: N_("psychologist"),
    Role.RECORDS: N_("legal and records"),
    Role.GATE: N_("gate"),
    Role.PROCURATOR: N_("resident procurator"),
    Role.AUDITOR: N_("auditor"),
    Role.ADMINISTRATOR: N_("system administrator"),
}
_KINDS = {
    FacilityKind.KANSHOUSUO: N_("detention centre"),
    FacilityKind.JULIUSUO: N_("administrative detention house"),
    FacilityKind.JIEDUSUO: N_("compulsory rehab centre"),
}


def role_label(role: Role) -> str:
    """A role in the language in force."""
    return _(_ROLES[role])


def kind_label(kind: FacilityKind) -> str:
    """A kind of facility in the language in force."""
    return _(_KINDS[kind])
