"""Releases: whose term ends, what is still to be done, and letting people go in time."""

from ui.pages.releases.page import ReleasesPage

__all__ = ["ReleasesPage"]
