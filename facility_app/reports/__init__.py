"""What the facility puts on paper. The page kit here knows nothing of the database."""
