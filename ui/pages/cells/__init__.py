"""Cells: who lives where, and moving somebody with the rules in sight."""

from ui.pages.cells.page import CellsPage

__all__ = ["CellsPage"]
