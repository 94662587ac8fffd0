"""What the records say, as the frozen values that rules and reports take. Reads only."""
