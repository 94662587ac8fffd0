"""Persons: everybody held now."""

from ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
