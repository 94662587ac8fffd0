"""What screens may know of a register: its declaration, as plain values."""

from db.declaration import ChoiceSpec, Coverage, FieldKind, FieldSpec, Group, Register, Session

__all__ = ["ChoiceSpec", "Coverage", "FieldKind", "FieldSpec", "Group", "Register", "Session"]
