"""A fictional facility with a history: the same people and figures for the same seed, marked fictional everywhere."""
