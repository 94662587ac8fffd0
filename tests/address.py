"""How a store is named on the command line."""

from db.location import Location, SqliteFile


def address(place: Location) -> str:
    """A file's path, or the URL of a database with its password."""
    return str(place.path) if isinstance(place, SqliteFile) else place.url.render_as_string(hide_password=False)
