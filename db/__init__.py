"""How records are stored: engines, tables, unit of work, journal, migrations."""
