"""With what and by whom is measured here: the thermometers of the list of devices, and whoever is logged in."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers.device import Device, DeviceKind
from facility_app.facts.directory import own_staff


@dataclass(frozen=True, slots=True)
class MeasuringMeans:
    """What a measurement can be made with.

    Attributes:
        thermometers: by name.
        own_id: the member of staff who is logged in; None: the account has none.
    """

    thermometers: tuple[str, ...] = ()
    own_id: UUID | None = None


def measuring_means(session: Session, account_id: UUID) -> MeasuringMeans:
    """What is at hand at a desk."""
    wanted = select(Device.name).where(Device.kind == DeviceKind.THERMOMETER, Device.voided_at.is_(None))
    return MeasuringMeans(tuple(session.scalars(wanted.order_by(Device.name))), own_staff(session, account_id))
