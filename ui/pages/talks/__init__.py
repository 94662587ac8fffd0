"""Talks: who is still to be talked with, and writing down a talk."""

from ui.pages.talks.page import TalksPage

__all__ = ["TalksPage"]
