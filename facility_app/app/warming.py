"""What takes its time once in a process: loaded while somebody types a password."""

from sqlalchemy.orm import configure_mappers

from facility_app.rules.access import access_table


def warm_up() -> None:
    """Join the records to one another, and read the table of rights."""
    configure_mappers()
    access_table()
