"""Pure values and what can be said of them."""
