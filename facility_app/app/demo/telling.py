"""What a story tells whoever listens while it happens."""

from datetime import datetime
from decimal import Decimal

from facility_app.acts.days import ClosedFigures
from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.storytime import StoryDay


class Listener:
    """Listens and says nothing; whoever wants to hear of something overrides it."""

    def came(self, at: datetime, who: Inmate) -> None:
        """Somebody was admitted and has a bed."""

    def measured(self, at: datetime, day: StoryDay, window: str) -> None:
        """A round is entered."""

    def fever(self, who: Inmate, first: Decimal, second: Decimal) -> None:
        """A fever was measured, and once more."""

    def left(self, at: datetime, who: Inmate, exit_id: str) -> None:
        """Somebody was released."""

    def talked(self, at: datetime, count: int) -> None:
        """The talks of the day are entered."""

    def closed(self, at: datetime, figures: ClosedFigures) -> None:
        """The day is closed."""
