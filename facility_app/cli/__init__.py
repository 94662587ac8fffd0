"""The command line: scripts, servers and tests use it; the window does the same through the same services."""

from facility_app.cli.main import main

__all__ = ["main"]
