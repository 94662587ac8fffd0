"""What a site decided otherwise than the rule packs propose."""

from datetime import date

from sqlalchemy.orm import Mapped

from db.record import Record, unique_unless_void


class SitePolicy(Record):
    """One entry of a rule pack as this site has it, from a day on, with the reason."""

    __tablename__ = "site_policy"

    pack: Mapped[str]
    """The pack's file, such as `rounds.toml`."""
    sort: Mapped[str]
    """The list of the pack in which the entry stands."""
    entry: Mapped[str]
    """The entry's id."""
    values: Mapped[str]
    """The values that differ, by name, as JSON."""
    effective_from: Mapped[date]
    reason: Mapped[str]

    __table_args__ = (unique_unless_void("site_policy", "pack", "sort", "entry", "effective_from"),)
