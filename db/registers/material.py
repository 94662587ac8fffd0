"""Protective and epidemic materials, of which a stock is kept."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from db.declaration import Group, Register
from db.register import ListRecord, field
from resources.text import N_


class Material(ListRecord):
    """One kind of material."""

    about = Register(
        "material",
        N_("Materials"),
        N_("Protective equipment and epidemic materials, with the least stock: a day's use for fourteen days."),
        Group.HEALTH,
        "local list; domain practice of 14 days",
        columns=("name", "specification", "unit", "daily_use", "minimum", "remark"),
        is_list=True,
        keep_years=None,
    )

    specification: Mapped[str | None] = field(N_("Specification"), synonyms="规格型号|型号")
    unit: Mapped[str] = field(N_("Unit of count"), synonyms="计量单位")
    daily_use: Mapped[Decimal | None] = field(N_("Use in a day"), low=0, high=100000, places=1, synonyms="日用量")
    minimum: Mapped[Decimal | None] = field(N_("Least stock"), low=0, high=1000000, places=1, synonyms="最低库存量")
