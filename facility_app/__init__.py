"""What the facility does."""
