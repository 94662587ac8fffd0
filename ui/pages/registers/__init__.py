"""Registers: list, blind spots and form of every register, made from its declaration alone."""

from ui.pages.registers.page import RegistersPage

__all__ = ["RegistersPage"]
