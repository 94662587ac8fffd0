"""The pages of the window: one job each."""
