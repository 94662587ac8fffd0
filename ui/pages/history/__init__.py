"""History: who did what and when, what it changed, and putting it back."""

from ui.pages.history.page import HistoryPage

__all__ = ["HistoryPage"]
