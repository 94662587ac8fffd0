"""The day in one look."""

from ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
