"""Person: who somebody is, and everything that was recorded."""

from ui.pages.person.page import PersonPage

__all__ = ["PersonPage"]
