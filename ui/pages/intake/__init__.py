"""Intake: from the gate to a bed."""

from ui.pages.intake.page import IntakePage

__all__ = ["IntakePage"]
