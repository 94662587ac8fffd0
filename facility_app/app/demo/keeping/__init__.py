"""The registers of a fictional facility: kept every day, by the services that a real one uses."""
