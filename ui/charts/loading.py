"""The plots, loaded when they are first asked for: nobody who opens the window waits for what he does not look at."""

from importlib import import_module
from types import ModuleType


def load_plots(name: str) -> ModuleType:
    """A module of the charts that draws with pyqtgraph; to be called off the screen's thread."""
    return import_module(f"ui.charts.{name}")
