"""The frame of the window, and what stands before it."""
