"""Rule packs and the pure functions that judge by them."""
