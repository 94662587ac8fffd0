"""How the facility fares over time."""

from ui.pages.health.page import HealthPage

__all__ = ["HealthPage"]
