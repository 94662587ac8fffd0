"""The temperature round, as it is walked."""

from ui.pages.rounds.page import RoundsPage

__all__ = ["RoundsPage"]
