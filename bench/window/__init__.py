"""How fast the window is: its start, a key, a reading that is safe, a page."""

from bench.window.robot import keying
from bench.window.starting import starting
from bench.window.switching import switching
from bench.window.yearpages import year_pages

__all__ = ["keying", "starting", "switching", "year_pages"]
