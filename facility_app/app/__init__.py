"""The wiring that the command line and the window share."""
