"""Isolation and observation: who is apart, what is owed to them, and everything that is written of it."""

from ui.pages.isolation.page import IsolationPage

__all__ = ["IsolationPage"]
